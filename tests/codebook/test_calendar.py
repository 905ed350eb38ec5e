"""Every row of the calendar reads its example, and a bad row is reported where it stands."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from marsad.codebook.calendar import CalendarWord, read_calendar
from marsad.codebook.numbers import read_numbers
from marsad.errors import Fault
from marsad.extract.dates import find_dates
from marsad.extract.datewords import DateWords
from marsad.extract.numbers import NumberWords
from marsad.model import DateRange
from marsad.paths import data_root
from marsad.resolve.dates import resolve_dates
from marsad.text.tokens import tokenize

FAULTS: list[Fault] = []
CALENDAR = read_calendar(data_root() / "calendar", FAULTS)
INDEX = DateWords(CALENDAR, NumberWords(read_numbers(data_root() / "lexicon", FAULTS)))
LEANING = {"anaphor", "of_it", "same", "within"}


def test_the_tables_have_no_fault() -> None:
    assert FAULTS == []


@pytest.mark.parametrize("word", CALENDAR.words, ids=lambda word: f"{word.role} {word.forms[0]}")
def test_each_row_reads_its_example(word: CalendarWord) -> None:
    tokens = tokenize(word.example)
    mentions = find_dates(tokens, INDEX)
    assert mentions
    found = {id(shape.row) for at in range(len(tokens)) for shape in INDEX.index.all_at(tokens.words, at)}
    assert id(word) in found
    if word.role not in LEANING and not (word.role == "part" and not word.strict) and word.unit != "whole":
        assert any(isinstance(days, DateRange) for days in resolve_dates(mentions, date(2016, 5, 18)))


@pytest.mark.parametrize("word", [word for word in CALENDAR.words if word.role == "month"], ids=lambda w: w.forms[0])
def test_each_name_of_a_month_is_that_month(word: CalendarWord) -> None:
    year = 1437 if word.unit == "hijri" else 2009
    for form in word.forms:
        (mention,) = find_dates(tokenize(f"في 5 {form} {year}"), INDEX)
        assert getattr(mention.when, "month", None) == word.value


def test_each_exclusion_excludes_its_example() -> None:
    rows = (data_root() / "calendar" / "exclusions.tsv").read_text(encoding="utf-8").splitlines()
    for row in rows[3:]:
        assert find_dates(tokenize(row.split("\t")[3]), INDEX) == []


def test_bad_rows_are_all_reported(tmp_path: Path) -> None:
    folder = tmp_path / "calendar"
    shutil.copytree(data_root() / "calendar", folder)
    with (folder / "months.tsv").open("a", encoding="utf-8") as table:
        table.write("برقوق\t13\tgregorian\t\t\t5 برقوق\nرمان\tx\tlunar\t\t\t5 رمان\n")
    with (folder / "weekdays.tsv").open("a", encoding="utf-8") as table:
        table.write("الثامن\t8\tيوم الثامن\n")
    faults: list[Fault] = []
    read_calendar(folder, faults)
    assert [(fault.path.name, fault.column) for fault in faults] == [
        ("months.tsv", "month"),
        ("months.tsv", "month"),
        ("months.tsv", "month"),
        ("months.tsv", "calendar"),
        ("weekdays.tsv", "weekday"),
    ]
