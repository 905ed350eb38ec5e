"""The other commands, and what all have in common."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import marsad
from marsad.cli import COMMANDS, program
from marsad.errors import UsageError

TEXT = "شنّت طائرات حربية غارات على بلدة سراقب في محافظة إدلب."
EVENT: dict[str, Any] = {
    "kind": "air_strike",
    "actor": None,
    "target": None,
    "places": [{"text": "سراقب", "lat": 35.86, "lon": 36.8}],
    "date": None,
    "status": "happened",
    "evidence": [0, 44],
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold"
    path.mkdir()
    (path / "a.json").write_text(json.dumps({"id": "a", "text": TEXT, "events": [EVENT]}), encoding="utf-8")
    (path / "b.json").write_text(json.dumps({"id": "b", "events": []}), encoding="utf-8")
    return path


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS), ["data", "check"]])
def test_every_help_has_an_example(arguments: list[str]) -> None:
    result = run(*arguments, "--help")
    assert result.exit_code == 0
    assert re.search(r"^ +marsad \w+", result.stdout, re.MULTILINE)
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_version_is_that_of_the_package(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert run("--version").stdout == f"marsad {project['version']}\n"


def test_unknown_command() -> None:
    result = run("exract")
    assert (result.exit_code, result.stderr) == (2, "marsad: No such command 'exract'.\n")


def test_help_loads_no_engine_and_no_rich() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "marsad", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "marsad.cli" in loaded
    assert not loaded & {"rich", "yaml", "marsad.pipeline", "marsad.codebook.load", "marsad.cli.extract"}


def test_evaluate_reads_the_texts_itself(gold: Path) -> None:
    result = run("evaluate", gold, "--json")
    assert result.exit_code == 3
    assert result.stderr.startswith("marsad: b: skipped, its text is not there")
    value = json.loads(result.stdout)
    assert (value["reports"], value["event"]["gold"], value["event"]["hits"]) == (1, 1, 1)


def test_evaluate_a_file_of_events(gold: Path, tmp_path: Path) -> None:
    pred = tmp_path / "pred.jsonl"
    wrong = EVENT | {"report_id": "a", "kind": "shelling", "evidence": [[0, 5]]}
    pred.write_text(json.dumps(wrong), encoding="utf-8")
    result = run("evaluate", gold, pred, "--details")
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.search(r"^a missed +air_strike", result.stdout, re.MULTILINE)
    assert re.search(r"^a false +shelling", result.stdout, re.MULTILINE)
    assert "2 reports, 1 annotated events, 1 extracted" in result.stdout


def test_evaluate_says_what_is_wrong_in_one_line(tmp_path: Path) -> None:
    result = run("evaluate", tmp_path / "none")
    assert (result.exit_code, result.stderr) == (2, f"marsad: {tmp_path / 'none'}: no such file or folder\n")


def test_data_check_finds_no_fault() -> None:
    result = run("data", "check")
    assert result.exit_code == 0
    assert re.fullmatch(r"\d+ tables, [\d,]+ rows, no faults\n", result.stdout)


def test_data_check_lists_all_faults_at_once(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    for name in ("places/relations.tsv", "evaluation/words.tsv"):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write("nothing right\n")
    result = run("data", "check", copy)
    assert result.exit_code == 1
    assert re.search(r"relations\.tsv:\d+: ", result.stdout)
    assert re.search(r"words\.tsv:\d+: ", result.stdout)
    assert "faults" in result.stderr
    assert run("data", "check", tmp_path / "none").exit_code == 2


def test_the_library_has_one_call() -> None:
    (event,) = marsad.extract(TEXT, published="2017-04-05", outlet="وكالة", country="SY", id="r")
    assert (event.report_id, event.kind) == ("r", "air_strike")
    assert marsad.Coder().extract(marsad.Report("r", TEXT)) == marsad.extract(TEXT, id="r")
    with pytest.raises(UsageError, match="is not a day"):
        marsad.extract(TEXT, published="2023-02-30")
