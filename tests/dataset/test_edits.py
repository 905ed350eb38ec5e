"""A table corrected by hand comes back: previewed, checked cell by cell, kept as data, undone."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from made_happenings import Told

from marsad.cli import program


def run(*arguments: object) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


def edit(told: Told, ending: str, **changes: str | float | None) -> Path:
    """Export, change cells of the first row as a person would, and return the file."""
    format = "xlsx" if ending == "xlsx" else "csv"
    out, _ = told.export(format, ending)
    if ending == "xlsx":
        book = openpyxl.load_workbook(out)
        sheet = book["data"]
        names = [cell.value for cell in sheet[1]]
        for column, value in changes.items():
            sheet.cell(2, names.index(column) + 1).value = value
        book.save(out)
        return out
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= {name: "" if value is None else str(value) for name, value in changes.items()}
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return out


def given(told: Told) -> list[object]:
    files = told.files()
    return [files.happenings, "--events", files.events, "--reports", files.reports]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_untouched_table_has_no_edits(many: Told, ending: str) -> None:
    found = run("import-edits", edit(many, ending), *given(many))
    assert (found.exit_code, found.stdout) == (0, "0 edits, 0 faults\n")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_edits_come_in_and_are_undone(many: Told, ending: str) -> None:
    table = edit(many, ending, killed=4, killed_high=6, kind="shelling", actor_id="jaysh-izza", latitude=35.9,
                 date_end="2017-04-05", place="Sarāqib", target_id="is")  # fmt: skip
    edits, new = many.folder / "edits.jsonl", many.folder / "new.jsonl"
    seen = run("import-edits", table, *given(many))
    assert "hap-0000000000000000: kind: air_strike → shelling" in seen.stdout
    assert not edits.exists()
    found = run("import-edits", table, *given(many), "--edits", edits, "--by", "Ana", "--why", "video")
    assert found.exit_code == 0, found.output
    lines = [json.loads(line) for line in edits.read_text(encoding="utf-8").splitlines()]
    assert {(line["column"], line["before"], line["after"]) for line in lines} >= {
        ("killed", "3", "4"), ("actor_id", "sy-army", "jaysh-izza"), ("latitude", "35.863", "35.9")}  # fmt: skip
    assert {(line["by"], line["why"]) for line in lines} == {("Ana", "video")}
    assert run("apply-edits", many.files().happenings, edits, "--out", new).exit_code == 0
    first, *rest = [json.loads(line) for line in new.read_text(encoding="utf-8").splitlines()]
    assert (first["kind"], first["killed"]["best"], first["killed"]["high"]) == ("shelling", 4, 6)
    assert (first["actor"]["name"], first["place"]["lat"], first["place"]["name"]) == ("Jaysh al-Izza", 35.9, "Sarāqib")
    assert first["date"] == {"start": "2017-04-04", "end": "2017-04-05"}
    assert (first["target"]["id"], first["target"]["kind"]) == ("is", "rebel")
    assert rest == many.happenings[1:]
    assert run("undo-edits", edits, lines[0]["batch"], "--by", "Ben").exit_code == 0
    assert run("apply-edits", many.files().happenings, edits, "--out", new).stdout.endswith("0 edits made\n")
    assert [json.loads(line) for line in new.read_text(encoding="utf-8").splitlines()] == many.happenings
    assert json.loads(edits.read_text(encoding="utf-8").splitlines()[-1])["by"] == "Ben"
    again = run("undo-edits", edits, lines[0]["batch"], "--by", "Ben")
    assert (again.exit_code, "no batch" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "bombing"}, "kind: 'bombing' is none of"),
        ({"status": ""}, "status: '' is none of"),
        ({"actor_id": "nobody"}, "is no id of data/actors/actors.tsv"),
        ({"killed": "many"}, "is no whole number"),
        ({"killed": "9"}, "are not in order"),
        ({"killed": None}, "go together"),
        ({"latitude": "95"}, "is not within -90 and 90"),
        ({"longitude": None}, "goes with longitude"),
        ({"date_start": "4.4.2017"}, "is no day"),
        ({"date_start": "2017-05-01"}, "does not go with date_start"),
        ({"country": "XX"}, "is no country"),
        ({"place_precision": "9"}, "is none of 1 to 7"),
        ({"quotes": "other words"}, "this column may not be changed"),
        ({"happening": "hap-nope"}, "is none of the happenings given"),
    ],
)
def test_a_cell_at_fault_is_named_and_nothing_comes_in(told: Told, changes: dict[str, str], said: str) -> None:
    told.add()
    edits = told.folder / "edits.jsonl"
    found = run("import-edits", edit(told, "csv", **changes), *given(told), "--edits", edits, "--by", "Ana")
    assert found.exit_code == 1, found.output
    assert said in found.stdout
    assert not edits.exists()


def test_an_edit_of_what_has_changed_since_is_refused(told: Told) -> None:
    told.add()
    edits = told.folder / "edits.jsonl"
    run("import-edits", edit(told, "csv", kind="shelling"), *given(told), "--edits", edits, "--by", "Ana")
    told.happenings[0]["kind"] = "ied"
    found = run("apply-edits", told.files().happenings, edits, "--out", told.folder / "new.jsonl")
    assert found.exit_code == 2
    assert "is ied by now" in found.stderr


def test_a_blank_toll_can_be_filled_in(told: Told) -> None:
    told.add(killed=None)
    edits, new = told.folder / "edits.jsonl", told.folder / "new.jsonl"
    table = edit(told, "csv", killed_low="2", killed="2", killed_high="")
    assert run("import-edits", table, *given(told), "--edits", edits, "--by", "A").exit_code == 0
    assert run("apply-edits", told.files().happenings, edits, "--out", new).exit_code == 0
    record = json.loads(new.read_text(encoding="utf-8"))
    assert (record["killed"]["best"], record["edited"]) == (2, ["killed", "killed_low"])


def test_formulas_marked_at_export_are_no_edits(told: Told) -> None:
    told.add()
    told.happenings[0]["place"] |= {"name": "=1+1", "text": "@x"}
    assert run("import-edits", edit(told, "csv"), *given(told)).stdout == "0 edits, 0 faults\n"
