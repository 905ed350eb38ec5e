"""What a run made is exported, compared and taken as frames like what was merged in files."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from marsad import frames
from marsad.cli import program
from marsad.errors import UsageError

Given = list[object]
"""What a command is given: happenings, and what belongs to them."""


@pytest.fixture(scope="module")
def merged(
    archive: Path, marsad: Callable[..., subprocess.CompletedProcess[str]], tmp_path_factory: pytest.TempPathFactory
) -> Given:
    """Return the same archive, extracted and merged in files."""
    folder = tmp_path_factory.mktemp("merged")
    reports, events, happenings = (folder / f"{name}.jsonl" for name in ("reports", "events", "happenings"))
    reports.write_text("".join((archive / name).read_text("utf-8") for name in ("a.jsonl", "b.jsonl")), "utf-8")
    events.write_text(marsad("extract", reports, "--format", "jsonl", "--jobs", 1).stdout, "utf-8")
    happenings.write_text(marsad("merge", events, "--reports", reports, "--format", "jsonl").stdout, "utf-8")
    return [happenings, "--events", events, "--reports", reports]


def run(*arguments: object) -> str:
    found = CliRunner().invoke(program, [str(argument) for argument in arguments])
    assert found.exit_code == 0, found.output
    return found.stdout


def export(given: Given, out: Path, layout: str = "csv") -> list[dict[str, str]]:
    """Export and return the rows."""
    run("export", *given, "--format", layout, "--out", out, "--made", "2020-01-01")
    with out.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def compare(theirs: Path, ours: Given, *more: object) -> dict[str, Any]:
    return dict(json.loads(run("compare", theirs, *ours, "--format", "json", *more)))


def test_export_takes_it(calm: Path, merged: Given, tmp_path: Path) -> None:
    for layout in ("csv", "acled", "ged"):
        ours, theirs = export([calm], tmp_path / "one.csv", layout), export(merged, tmp_path / "two.csv", layout)
        assert len(ours) > 5
        assert sorted(map(str, ours)) == sorted(map(str, theirs))


@pytest.mark.parametrize(("layout", "dead"), [("acled", "fatalities"), ("ged", "best")])
def test_compare_takes_it_in_both_directions(calm: Path, merged: Given, layout: str, dead: str, tmp_path: Path) -> None:
    of_run, of_files = tmp_path / "run.csv", tmp_path / "files.csv"
    rows = export([calm], of_run, layout)
    export(merged, of_files, layout)
    found = [compare(theirs, ours) for theirs in (of_files, of_run) for ours in ([calm], merged)]
    assert all(one == found[0] for one in found)
    told = found[0]
    assert told["layout"] == layout
    assert told["ours"] == told["theirs"] == told["paired"] == len(rows)
    assert (told["same_day"], told["same_type"], told["mean_km"]) == (1.0, 1.0, 0.0)
    assert told["dead_ours"] == told["dead_theirs"] == sum(int(row[dead]) for row in rows) > 0
    assert told["correlation_of_daily_counts"] == told["correlation_of_daily_tolls"] == 1.0


def test_compare_tells_what_a_run_lacks_and_has_beside(calm: Path, merged: Given, tmp_path: Path) -> None:
    rows = export(merged, tmp_path / "files.csv", "acled")
    inner = [row for row in rows if min(day(row) for row in rows) < day(row) < max(day(row) for row in rows)]
    left_out, far, deadly = inner[0], inner[1], inner[2]
    far["latitude"], deadly["fatalities"] = "29.5", str(int(deadly["fatalities"]) + 40)
    theirs = tmp_path / "theirs.csv"
    with theirs.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(row for row in rows if row is not left_out)
    told = compare(theirs, [calm], "--list", tmp_path / "rows.csv", "--days", 0, "--km", 1)
    assert (told["ours"], told["theirs"]) == (len(rows), len(rows) - 1)
    assert told["dead_theirs"] - told["dead_ours"] == 40 - int(left_out["fatalities"])
    assert told == compare(theirs, merged, "--days", 0, "--km", 1)
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    alone = Counter(row["side"] for row in listed if not row["paired_with"])
    assert alone == {"ours": 2, "theirs": 1}
    assert told["paired"] == len(rows) - 2


def day(row: dict[str, str]) -> str:
    return row["event_date"]


def test_frames_take_it(calm: Path, merged: Given) -> None:
    happenings, _, events, _, reports = map(str, merged)
    ours = frames.happenings(calm).sort_values("id", ignore_index=True)
    theirs = frames.happenings(happenings, events=events, reports=reports)
    assert ours.equals(theirs.sort_values("id", ignore_index=True))
    some = frames.happenings(calm, library="polars", kind="shelling")
    assert 0 < len(some) == (ours["kind"] == "shelling").sum() < len(ours)
    with pytest.raises(UsageError, match="leave events and reports out"):
        frames.happenings(calm, events=events)


def test_frames_of_a_run_load_no_database(calm: Path) -> None:
    script = (
        "import sys; from marsad import frames\n"
        "print(len(frames.happenings(sys.argv[1])), 'sqlalchemy' in sys.modules, 'marsad.store' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, calm], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split()[1:] == ["False", "False"]
