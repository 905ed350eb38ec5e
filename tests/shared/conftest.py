"""Reports kept beside the source tree: read where they are there, scored as the referee scores them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import marsad
from marsad import Event, Report
from marsad.evaluate import Annotated, Score, Words, from_record, load_gold, load_words

Json = dict[str, Any]


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """Return the folder of shared material, or skip."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        pytest.skip("no shared material beside the source tree")
    return folder


@pytest.fixture(scope="session")
def words(data: Path) -> Words:
    """Return what counts as the same words."""
    return load_words(data)


@pytest.fixture(scope="session")
def annotated(words: Words) -> Callable[[Path, Path | None], list[Annotated]]:
    """Return a function: annotations, folder of texts → the annotated reports whose words are there."""

    def read(gold: Path, texts: Path | None = None) -> list[Annotated]:
        return [report for report in load_gold(gold, words, texts) if report.text is not None]

    return read


@pytest.fixture(scope="session")
def events() -> Callable[[Annotated], list[Event]]:
    """Return a function: annotated report → its events, as read now."""

    def read(report: Annotated) -> list[Event]:
        day = date.fromisoformat(report.published) if report.published else None
        found: list[Event] = marsad._coder().extract(Report(report.id, report.text or "", day, report.outlet))
        return found

    return read


@pytest.fixture(scope="session")
def scored(words: Words, events: Callable[[Annotated], list[Event]]) -> Callable[[list[Annotated]], Score]:
    """Return a function: annotated reports → their score by our own measure."""

    def score(reports: list[Annotated]) -> Score:
        total = Score(words)
        for report in reports:
            total.add(report.id, report.events, [from_record(event.to_dict(), words) for event in events(report)])
        return total

    return score


@pytest.fixture(scope="session")
def refereed(shared: Path, events: Callable[[Annotated], list[Event]]) -> Callable[..., Json]:
    """Return a function: annotations, reports, working folder → what the referee's script says of them."""
    script = shared / "tools" / "score_events.py"
    if not script.is_file():
        pytest.skip("no script of the referee")

    def score(gold: Path, reports: list[Annotated], folder: Path) -> Json:
        found = folder / "found.jsonl"
        records = [event.to_dict() for report in reports for event in events(report)]
        lines = [json.dumps(record, ensure_ascii=False) for record in records]
        found.write_text("\n".join(lines), encoding="utf-8")
        command = [sys.executable, str(script), str(gold), str(found), "--json"]
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")  # noqa: S603
        answer: Json = json.loads(done.stdout)
        return answer

    return score
