"""Every record of every report at hand keeps the contract: its words, its fields, its ranges."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad import Coder, Report

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared"


def known() -> Iterator[str]:
    """Give the files of reports that are there, relative to the source tree."""
    for path in sorted(ROOT.glob("gold/**/*.json")):
        yield str(path.relative_to(ROOT))
    for path in [*sorted(ROOT.glob(".realset/*.txt")), SHARED / "reports" / "seed.txt"]:
        if path.is_file():
            yield os.path.relpath(path, ROOT)


def load(name: str) -> Report:
    """Return the report of a file; of a bare text, its id is the file's name."""
    path = ROOT / name
    text = path.read_bytes().decode("utf-8-sig")
    if path.suffix != ".json":
        return Report(path.stem, text, date(2020, 1, 15))
    value = json.loads(text)
    day = date.fromisoformat(value["published"]) if value.get("published") else None
    return Report(value["id"], value["text"], day, value.get("outlet"))


def coded(coder: Coder, report: Report) -> str:
    """Return the records of a report as bytes would be written."""
    records = [event.to_dict() for event in coder.extract(report)]
    return json.dumps(records, ensure_ascii=False, allow_nan=False)


@pytest.mark.parametrize("name", list(known()))
def test_every_record_keeps_the_contract(name: str, breaches: Callable[[Report], list[str]]) -> None:
    assert breaches(load(name)) == []


def test_the_examples_keep_the_contract(examples: list[Report], breaches: Callable[[Report], list[str]]) -> None:
    assert {report.id: breaches(report) for report in examples} == {report.id: [] for report in examples}


def test_every_example_has_events(examples: list[Report], coder: Coder) -> None:
    assert all(coder.extract(report) for report in examples)


@pytest.mark.parametrize("published", [None, date(2011, 1, 1), date(2024, 2, 29)])
def test_the_contract_holds_whenever_published(
    published: date | None, examples: list[Report], breaches: Callable[[Report], list[str]]
) -> None:
    for report in examples:
        assert breaches(Report(report.id, report.text, published)) == []


def test_the_fields_are_those_the_codebook_describes(examples: list[Report], coder: Coder, data: Path) -> None:
    described = yaml.safe_load((data / "codebook" / "fields.yaml").read_text(encoding="utf-8"))
    for report in examples:
        for event in coder.extract(report):
            record: dict[str, Any] = event.to_dict()
            assert list(record) == list(described["record"])
            for field, shape in (("actor", "party"), ("date", "date"), ("killed", "toll")):
                assert record[field] is None or list(record[field]) == list(described[shape])
            for place in record["places"]:
                assert list(place) == list(described["place"])


def test_events_come_in_the_order_told_and_twice_the_same(examples: list[Report], coder: Coder) -> None:
    other = Coder()
    for report in examples:
        assert coded(coder, report) == coded(coder, report) == coded(other, report)


def test_one_coder_serves_many_threads(coder: Coder) -> None:
    reports = [load(name) for name in known() if name.startswith("gold")][:20] * 2
    alone = [coded(coder, report) for report in reports]
    with ThreadPoolExecutor(max_workers=4) as pool:
        together = list(pool.map(lambda report: coded(coder, report), reports))
    assert [n for n, (one, other) in enumerate(zip(alone, together, strict=True)) if one != other] == []


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    command = [sys.executable, "-m", "marsad", "extract", "--examples", "--format", "jsonl"]
    outputs = set()
    for seed in ("1", "4242"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"}
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True)  # noqa: S603
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert b'"event_id"' in outputs.pop()


def test_the_explanation_is_of_the_same_events(examples: list[Report], coder: Coder) -> None:
    for report in examples:
        explained = coder.explain(report)
        assert [item.event for item in explained] == coder.extract(report)
        for item in explained:
            start, end = item.trace["trigger"]["span"]  # type: ignore[index]
            assert report.text[start:end] == item.trace["trigger"]["text"]  # type: ignore[index]
            json.dumps(item.trace, ensure_ascii=False, allow_nan=False)
