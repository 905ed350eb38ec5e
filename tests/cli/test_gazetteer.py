"""`marsad gazetteer` and the commands that use one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import program
from marsad.cli.gazetteer import gazetteer as group


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a gazetteer of one invented village and a town's second name."""
    table, out = tmp_path / "villages.csv", tmp_path / "g.sqlite"
    table.write_text(
        "code,title,arabic,y,x\n"
        "V1,Sindyana,سنديانة الكبرى|السنديانة,36.55,37.9\n"
        "V2,Saraqeb,سراقب;سراقيب,35.864,36.805\n",
        encoding="utf-8",
    )
    columns = "id=code,name=title,names=arabic,lat=y,lon=x"
    told = ["--columns", columns, "--source", "team", "--country", "SY", "--feature", "village", "--licence", "CC0"]
    result = run("gazetteer", "import", table, *told, "--out", out)
    assert result.exit_code == 0, result.output
    assert "team: villages.csv: 2 records" in result.stderr
    return out


@pytest.mark.parametrize("name", list(group.commands))
def test_every_help_has_an_example(name: str) -> None:
    result = run("gazetteer", name, "--help")
    assert result.exit_code == 0
    assert f"marsad gazetteer {name}" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_info_tells_sources_and_counts(file: Path) -> None:
    told = run("gazetteer", "info", file).stdout
    assert "team" in told
    assert "2 records, CC0" in told
    assert "SY" in told


@pytest.mark.parametrize(
    ("name", "id", "tier"),
    [
        ("سنديانه الكبري", "team:V1", "folded"),
        ("سنديانة", "team:V1", "article"),
        ("سراقيب", "sy-saraqib", "folded"),
        ("Sindyana", "team:V1", "latin"),
    ],
)
def test_search_in_every_tier(name: str, id: str, tier: str, file: Path) -> None:
    (line,) = run("gazetteer", "search", name, "--gazetteer", file).stdout.splitlines()
    assert line.split()[0] == id
    assert line.split()[-1] == tier


def test_search_with_a_letter_wrong_needs_a_country(file: Path) -> None:
    assert run("gazetteer", "search", "سنديانا الكبره", "--gazetteer", file).exit_code == 2
    told = run("gazetteer", "search", "السندبانة", "--country", "sy", "--gazetteer", file).stdout
    assert told.split()[0] == "team:V1"
    assert told.split()[-1] == "fuzzy"


def test_search_in_what_comes_with_marsad() -> None:
    assert "sy-tell-tamr" in run("gazetteer", "search", "تل تمر").stdout


def test_show_by_any_id(file: Path) -> None:
    for id in ("sy-saraqib", "team:V2"):
        value = json.loads(run("gazetteer", "show", id, "--gazetteer", file).stdout)
        assert (value["id"], value["units"][0]["pcode"]) == ("sy-saraqib", "SY07")
    assert json.loads(run("gazetteer", "show", "SY07").stdout)["name"] == "Idlib"
    assert "no place with the id" in run("gazetteer", "show", "nothing").stderr


def test_check_is_content(file: Path) -> None:
    assert run("gazetteer", "check", file).exit_code == 0


def test_extract_looks_names_up_in_it(file: Path, tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_text("قصفت طائرات حربية بلدة سنديانة الكبرى.", encoding="utf-8")
    with_it, without = (
        json.loads(run("extract", report, "--format", "jsonl", *more).stdout) for more in (["--gazetteer", file], [])
    )
    assert with_it["places"][0]["gazetteer_id"] == "team:V1"
    assert without["places"][0]["gazetteer_id"] is None


def test_extract_with_a_gazetteer_that_is_not_there(tmp_path: Path) -> None:
    result = run("extract", "--examples", "--gazetteer", tmp_path / "none.sqlite")
    assert result.exit_code == 2
    assert "none.sqlite: no such gazetteer" in result.stderr


def test_evaluate_places(tmp_path: Path, file: Path) -> None:
    text = "قصفت طائرات حربية بلدة سنديانة الكبرى."
    event = {
        "kind": "air_strike",
        "actor": None,
        "target": None,
        "date": None,
        "status": "happened",
        "evidence": [0, 38],
    }
    event |= {"places": [{"text": "سنديانة الكبرى", "lat": 36.55, "lon": 37.9}]}
    (tmp_path / "a.json").write_text(json.dumps({"id": "a", "text": text, "events": [event]}), encoding="utf-8")
    value = json.loads(run("evaluate", "places", tmp_path / "a.json", "--gazetteer", file, "--json").stdout)
    assert (value["all"]["places"], value["all"]["exact_id"], value["all"]["within_5_km"]) == (1, 1.0, 1.0)
    told = run("evaluate", "places", tmp_path / "a.json", "--details").stdout
    assert "a سنديانة الكبرى  not placed" in told
    assert run("evaluate", "places", "--help").exit_code == 0


def test_evaluate_places_without_a_point(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"id": "a", "text": "x", "events": []}', encoding="utf-8")
    assert "no annotated place with a point" in run("evaluate", "places", tmp_path / "a.json").stderr
