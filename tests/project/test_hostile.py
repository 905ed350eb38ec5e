"""Files that mean harm are taken or refused, each in its time and its memory, and the rest of the batch is done."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parent
TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة تسعة."
SECONDS, MEGABYTES = 10, 512


@pytest.fixture(scope="module")
def outcome(
    tmp_path_factory: pytest.TempPathFactory, beside: Callable[[str], ModuleType]
) -> tuple[list[dict[str, Any]], list[float]]:
    """Take the whole corpus in, a sound report last; return what became of each file, and the most memory held."""
    folder = tmp_path_factory.mktemp("hostile")
    names = []
    for name, data in beside("hostile_files").corpus():
        (folder / name).write_bytes(data)
        names.append(name)
    assert len(names) == len(set(names)) >= 200
    (folder / "zz-sound.txt").write_text(TEXT, encoding="utf-8")
    command = [
        sys.executable,
        str(HERE / "take_hostile.py"),
        str(folder),
        str(tmp_path_factory.mktemp("desk") / "project"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stderr == ""
    *files, last = map(json.loads, done.stdout.splitlines())
    assert [file["file"] for file in files] == sorted([*names, "zz-sound.txt"])
    return files, last["megabytes"]


def test_each_file_is_taken_or_refused_in_its_time(outcome: tuple[list[dict[str, Any]], list[float]]) -> None:
    assert {file["file"]: file["seconds"] for file in outcome[0] if file["seconds"] > SECONDS} == {}


def test_no_process_takes_more_memory(outcome: tuple[list[dict[str, Any]], list[float]]) -> None:
    assert max(outcome[1]) < MEGABYTES


def test_a_refusal_is_one_line_that_names_the_file(outcome: tuple[list[dict[str, Any]], list[float]]) -> None:
    for file in outcome[0]:
        assert all(line.startswith(file["file"]) and "\n" not in line for line in file["refused"]), file
        assert file["reports"] or file["known"] or file["refused"], file


def test_bombs_slips_and_entities_are_refused_by_name(outcome: tuple[list[dict[str, Any]], list[float]]) -> None:
    by_sort = {sort: [file for file in outcome[0] if file["file"].startswith(sort)] for sort in REFUSED}
    for sort, words in REFUSED.items():
        assert by_sort[sort], sort
        for file in by_sort[sort]:
            assert not file["reports"], file
            assert any(word in file["refused"][0] for word in words), file


REFUSED = {
    "zip_slips": ["a file whose name leads out of it"],
    "zip_bombs": ["inflate", "more than 20,000", "damaged", "password", "no Word", "no spreadsheet", "cut off", "wacz"],
    "office_entities": ["with a DOCTYPE"],
    "empties": ["is empty", "without the text", "no entry", "holds no report"],
}


def test_nothing_of_this_machine_comes_in(outcome: tuple[list[dict[str, Any]], list[float]]) -> None:
    assert "root:" not in json.dumps(outcome[0])


def test_the_report_behind_them_is_taken(outcome: tuple[list[dict[str, Any]], list[float]]) -> None:
    assert outcome[0][-1]["file"] == "zz-sound.txt"
    assert outcome[0][-1]["reports"] == 1
