"""The figures on the annotated reports do not fall below gold/baseline.toml; messages give figures, never words."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from marsad import Coder, Report
from marsad.evaluate import Annotated, Told, from_record, load_gold, load_words
from marsad.evaluate.floors import fallen, floors_of, noise

GOLD = Path(__file__).resolve().parent.parent.parent / "gold"
FLOORS = tomllib.loads((GOLD / "baseline.toml").read_text(encoding="utf-8"))
SPLITS = sorted(path.name for path in GOLD.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def read(coder: Coder, data: Path) -> dict[str, list[tuple[Annotated, list[Told]]]]:
    """Return the reports of each split with the events read in them."""
    words = load_words(data)
    found: dict[str, list[tuple[Annotated, list[Told]]]] = {}
    for split in SPLITS:
        found[split] = []
        for report in load_gold(GOLD / split, words):
            day = date.fromisoformat(report.published) if report.published else None
            events = coder.extract(Report(report.id, report.text or "", day, report.outlet))
            found[split].append((report, [from_record(event.to_dict(), words) for event in events]))
    return found


def test_every_split_has_floors_for_each_kind_and_conflict(data: Path) -> None:
    assert sorted(FLOORS) == SPLITS
    words = load_words(data)
    for split in SPLITS:
        reports = load_gold(GOLD / split, words)
        wanted = {f"kind.{event.kind}" for report in reports for event in report.events}
        wanted |= {f"conflict.{report.conflict}" for report in reports} | {"all"}
        assert wanted <= set(FLOORS[split])


@pytest.mark.parametrize("split", SPLITS)
def test_no_figure_falls_below_its_floor(
    split: str, read: dict[str, list[tuple[Annotated, list[Told]]]], data: Path
) -> None:
    assert fallen(FLOORS[split], read[split], load_words(data)) == []


def test_a_fall_is_told(read: dict[str, list[tuple[Annotated, list[Told]]]], data: Path) -> None:
    words = load_words(data)
    floors = floors_of(read["dev"], words)
    emptied = [(report, []) for report, _ in read["dev"]]
    told = fallen(floors, emptied, words)
    assert any(line.startswith("all event: 0.000") for line in told)
    assert fallen(floors, read["dev"], words) == []


def test_noise_shrinks_with_cases() -> None:
    assert noise(4) == pytest.approx(0.25)
    assert noise(400) == pytest.approx(0.025)
