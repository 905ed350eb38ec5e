"""Happenings against files in ACLED's and UCDP's layouts, written for the project."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from made_happenings import PEOPLE, REBELS, Told, place

from marsad.cli import program
from marsad.dataset.compare import correlation


def other_hand(told: Told, layout: str, change: dict[str, Any] | None = None) -> Path:
    """Return our own export as if others had coded it, one of its rows changed."""
    out, _ = told.export(layout, "csv")
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[4 if layout == "acled" else 0] |= change or {}
    path = told.folder / "theirs.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def compared(told: Told, theirs: Path, *more: str) -> dict[str, Any]:
    files = told.files()
    found = CliRunner().invoke(program, ["compare", str(theirs), str(files.happenings), "--format", "json", *more])
    assert found.exit_code == 0, found.output
    return dict(json.loads(found.stdout))


@pytest.fixture
def days(told: Told) -> Told:
    for day, many in ((1, 1), (2, 3), (3, 0), (4, 2), (8, 1)):
        for number in range(many):
            name = ("Saraqib", "Binnish", "Sarmin")[number]
            spot = place(name, 35.5 + number / 2, 36.8, admin1=("Idlib", "Hama", "Aleppo")[number])
            told.add(places=[spot], days=(f"2017-04-0{day}", f"2017-04-0{day}", "day"), killed=(day + number, day + 9))
    return told


@pytest.mark.parametrize("layout", ["acled", "ged"])
def test_a_dataset_agrees_with_itself(days: Told, layout: str) -> None:
    found = compared(days, other_hand(days, layout))
    assert (found["layout"], found["ours"], found["theirs"], found["paired"]) == (layout, 7, 7, 7)
    assert (found["same_day"], found["same_type"], found["mean_km"]) == (1.0, 1.0, 0.0)
    assert (found["correlation_of_daily_counts"], found["correlation_of_daily_tolls"]) == (1.0, 1.0)
    assert found["dead_ours"] == found["dead_theirs"] == 1 + (2 + 3 + 4) + (4 + 5) + 8
    assert {name: row["ours"] for name, row in found["by_region"].items()} == {"Aleppo": 1, "Hama": 2, "Idlib": 4}


@pytest.mark.parametrize(
    ("change", "more", "paired", "same_type"),
    [
        ({"event_date": "2017-04-05"}, [], 7, 1.0),
        ({"event_date": "2017-04-05"}, ["--days", "0"], 6, 1.0),
        ({"latitude": "35.55"}, [], 7, 1.0),
        ({"latitude": "35.65"}, [], 6, 1.0),
        ({"latitude": "35.65"}, ["--km", "20"], 7, 1.0),
        ({"event_type": "Battles"}, [], 7, 0.8571),
        ({"country": "Iraq"}, [], 6, 1.0),
    ],
)
def test_what_differs_is_told(
    days: Told, change: dict[str, str], more: list[str], paired: int, same_type: float
) -> None:
    found = compared(days, other_hand(days, "acled", change), *more)
    assert (found["paired"], found["same_type"]) == (paired, same_type)


def test_tolls_that_differ_lower_the_correlation(days: Told) -> None:
    found = compared(days, other_hand(days, "acled", {"fatalities": "40"}))
    assert found["correlation_of_daily_counts"] == 1.0
    assert found["correlation_of_daily_tolls"] < 0.6
    assert found["by_region"]["Hama"]["correlation_of_daily_tolls"] == 1.0


def test_governorates_are_matched_by_name_and_by_the_pairs(days: Told) -> None:
    found = compared(days, other_hand(days, "acled", {"admin1": "Idleb"}))
    assert set(found["by_region"]) == {"Aleppo", "Hama", "Idlib"}
    assert found["correlation_of_daily_counts"] == 1.0


def test_rows_of_both_are_listed_with_their_pair(days: Told) -> None:
    theirs = other_hand(days, "acled", {"latitude": "30.1", "location": "=Elsewhere"})
    days.add(kind="shelling", actor=REBELS, target=PEOPLE, places=[place("Lone", 34.0, 37.0)],
             days=("2017-04-04", "2017-04-04", "day"))  # fmt: skip
    out = days.folder / "rows.csv"
    compared(days, theirs, "--list", str(out))
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    alone = {(row["side"], row["place"]) for row in rows if not row["paired_with"]}
    assert alone == {("ours", "Saraqib"), ("ours", "Lone"), ("theirs", "'=Elsewhere")}
    assert len(rows) == 7 + 8


def test_a_file_of_neither_layout_is_refused(days: Told, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    found = CliRunner().invoke(program, ["compare", str(path), str(days.files().happenings)])
    assert found.exit_code == 2
    assert "neither ACLED's nor UCDP's columns" in found.stderr


def test_correlation() -> None:
    assert correlation([1, 2, 3], [3, 2, 1]) == -1.0
    assert correlation([1, 1], [1, 2]) is None
    assert correlation([], []) is None
