"""Real reports, where their texts were fetched: figures do not fall below what a first reading reached."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from marsad.evaluate import Annotated, Score

EVENT, STRICT = 0.55, 0.25
"""Floors of F1."""


@pytest.fixture(scope="module")
def gold(shared: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the annotations whose texts are there, or skip."""
    here = [
        path
        for path in sorted((shared / "realset").glob("*.json"))
        if (root / ".realset" / f"{path.stem}.txt").is_file()
    ]
    if not here:
        pytest.skip("no texts of real reports")
    folder = tmp_path_factory.mktemp("realset")
    for path in here:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def reports(gold: Path, root: Path, annotated: Callable[..., list[Annotated]]) -> list[Annotated]:
    """Return the reports with their texts."""
    return annotated(gold, root / ".realset")


def test_our_own_measure(reports: list[Annotated], scored: Callable[[list[Annotated]], Score]) -> None:
    score = scored(reports)
    event, strict = score.event.to_dict()["f1"], score.strict.to_dict()["f1"]
    assert event >= EVENT
    assert strict >= STRICT


def test_the_referee_s_measure(
    gold: Path, reports: list[Annotated], refereed: Callable[..., Any], tmp_path: Path
) -> None:
    answer = refereed(gold, reports, tmp_path)
    count = len(reports)
    assert answer["reports"] == count == len(list(gold.glob("*.json")))
    assert answer["event"]["f1"] >= EVENT
    assert answer["strict"]["f1"] >= STRICT


def test_most_reports_without_events_stay_without(
    gold: Path, reports: list[Annotated], scored: Callable[[list[Annotated]], Score]
) -> None:
    empty = sum(not json.loads(path.read_bytes())["events"] for path in gold.glob("*.json"))
    without, alarms = scored(reports).without_events, scored(reports).false_alarms
    assert without == empty
    assert alarms <= empty // 2
