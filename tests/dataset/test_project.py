"""A project on disk is exported, compared and released like files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import marsad
from marsad import frames
from marsad.cli import program
from marsad.errors import UsageError

TEXTS = (
    "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين",
    "اغتال مسلحون ضابطاً في الجيش اليمني في مدينة تعز فجر الأول من مارس 2017",
)


def run(*arguments: object) -> Result:
    found = CliRunner().invoke(program, [str(argument) for argument in arguments])
    assert found.exit_code == 0, found.output
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    reports = folder / "reports.jsonl"
    rows = [{"id": f"r{n}", "text": text, "published": "2017-03-14", "outlet": "SANA", "title": f"t{n}"}
            for n, text in enumerate(TEXTS)]  # fmt: skip
    reports.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    run("init", folder / "desk")
    run("add", "--project", folder / "desk", reports)
    run("process", "--project", folder / "desk")
    return folder / "desk"


def test_a_project_is_exported_with_its_words_and_outlets(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "acled.csv"
    run("export", project, "--format", "acled", "--out", out)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["location"]: row["fatalities"] for row in rows} == {"Kafr Zita": "3", "Taiz": "1"}
    assert all(row["source"] == "SANA" and "«" in row["notes"] and "account=mrs-" in row["tags"] for row in rows)
    assert run("validate", "--layout", "acled", out).stdout.endswith("2 rows, no faults\n")
    assert "paired 2" in run("compare", out, project).stdout


def test_a_project_is_released_and_its_table_comes_back(project: Path, tmp_path: Path) -> None:
    run("release", "v1", project, "--to", tmp_path / "releases")
    table = tmp_path / "releases" / "v1" / "happenings.csv"
    assert run("import-edits", table, project).stdout == "0 edits, 0 faults\n"


def test_a_project_knows_its_own_events(project: Path, tmp_path: Path) -> None:
    found = CliRunner().invoke(program, ["export", str(project), "--events", __file__, "--out", str(tmp_path / "x")])
    assert (found.exit_code, "leave --events" in found.stderr) == (2, True)


def test_a_project_opens_as_frames(project: Path) -> None:
    pd = pytest.importorskip("pandas")
    desk = marsad.open(project)
    happened, told = desk.happenings(since="2017-01-01"), desk.events(kind="air_strike", library="polars")
    assert isinstance(happened, pd.DataFrame)
    assert sorted(happened["kind"]) == ["air_strike", "armed_clash"]
    assert told["killed_low"].to_list() == [3]
    assert len(desk.events(country="YE")) == 1


def test_no_project_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no project"):
        marsad.open(tmp_path)


def test_files_beside_a_project_are_refused(project: Path) -> None:
    with pytest.raises(UsageError, match="leave events and reports out"):
        frames.happenings(project, events=project / "events.jsonl")
