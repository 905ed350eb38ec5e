"""A stored record gives the event that it was written from."""

from __future__ import annotations

import json
from pathlib import Path

from marsad.model import Report
from marsad.pipeline import Coder
from marsad.store.records import spans, to_event


def test_every_event_of_the_examples_comes_back(root: Path) -> None:
    coder = Coder()
    lines = (root / "data" / "examples" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    for line in map(json.loads, lines):
        for event in coder.extract(Report(line["id"], line["text"])):
            record = json.loads(json.dumps(event.to_dict(), ensure_ascii=False))
            assert to_event(record) == event
            assert all(words is None or span.of(line["text"]) == words for span, words in spans(record))
            assert len(spans(record)) > len(record["evidence"])


def test_a_record_of_an_older_marsad_is_read(root: Path) -> None:
    coder = Coder()
    text = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين."
    (event,) = coder.extract(Report("r", text))
    record = event.to_dict()
    del record["places"][0]["within"]  # type: ignore[index]
    assert to_event(record | {"unheard_of": 1}).kind == event.kind
