"""The figures on the annotated reports do not fall below gold/floors.toml; messages give figures, never words."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from marsad import Coder, Report
from marsad.evaluate import Score, from_record, load_gold, load_words

GOLD = Path(__file__).resolve().parent.parent.parent / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))


def scored(coder: Coder, data: Path, folder: Path) -> Score:
    """Return the score of a folder of annotated reports."""
    words = load_words(data)
    score = Score(words)
    for report in load_gold(folder, words):
        day = date.fromisoformat(report.published) if report.published else None
        events = coder.extract(Report(report.id, report.text or "", day, report.outlet))
        score.add(report.id, report.events, [from_record(event.to_dict(), words) for event in events])
    return score


def test_every_folder_of_gold_has_its_floors() -> None:
    assert sorted(FLOORS) == sorted(path.name for path in GOLD.iterdir() if path.is_dir())
    assert all(set(floors) == {"event_f1", "strict_f1"} for floors in FLOORS.values())


@pytest.mark.parametrize("folder", sorted(FLOORS))
def test_the_figures_stay_above_the_floors(folder: str, coder: Coder, data: Path) -> None:
    score = scored(coder, data, GOLD / folder)
    figures = {"event_f1": score.event.to_dict()["f1"], "strict_f1": score.strict.to_dict()["f1"]}
    fallen = {name: (figures[name], floor) for name, floor in FLOORS[folder].items() if figures[name] < floor}
    assert fallen == {}, "figure and floor"
