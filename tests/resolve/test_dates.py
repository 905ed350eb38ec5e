"""Expressions of time become days, as the cases of `dates.tsv` say, and never an invented one."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.codebook.calendar import read_calendar
from marsad.codebook.numbers import read_numbers
from marsad.codebook.tables import Row, read_table
from marsad.errors import Fault
from marsad.extract.dates import find_dates
from marsad.extract.datewords import DateWords
from marsad.extract.numbers import NumberWords
from marsad.model import DateRange, Unresolved
from marsad.paths import data_root
from marsad.resolve.dates import resolve_date, resolve_dates
from marsad.text.tokens import tokenize

FAULTS: list[Fault] = []
INDEX = DateWords(
    read_calendar(data_root() / "calendar", FAULTS), NumberWords(read_numbers(data_root() / "lexicon", FAULTS))
)
CASES = read_table(Path(__file__).parents[1] / "cases" / "dates.tsv", ("text", "published", "expected"), FAULTS)
WORDS = sorted(INDEX.index.heads)


def resolved(text: str, published: date | None) -> list[DateRange | Unresolved]:
    return resolve_dates(find_dates(tokenize(text), INDEX), published, INDEX.week_start)


def shown(found: DateRange | Unresolved) -> str:
    if isinstance(found, Unresolved):
        assert found.reason
        return "-"
    days = f"{found.start}" if found.start == found.end else f"{found.start}/{found.end}"
    return f"{days} {found.precision}"


def test_the_tables_have_no_fault() -> None:
    assert FAULTS == []
    assert len(CASES) >= 120


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where())
def test_cases(case: Row) -> None:
    published = None if case["published"] == "-" else date.fromisoformat(case["published"])
    assert (" ; ".join(map(shown, resolved(case["text"], published))) or "none") == case["expected"]


def test_a_range_keeps_the_words_it_was_read_from() -> None:
    text = "قصفت البلدة مساء أمس"
    (found,) = resolved(text, date(2016, 5, 18))
    assert isinstance(found, DateRange)
    assert found.text == "مساء أمس" == found.span.of(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("أمس", "a relative date, and the report's day is not known"),
        ("مساء", "part of day without a day"),
        ("في غضون 48 ساعة", "a time to come, not a date"),
        ("في اليوم التالي", "no day named before to count from"),
        ("31 نيسان 2015", "no such day: 2015-4-31"),
    ],
)
def test_what_cannot_be_told_has_a_reason(text: str, reason: str) -> None:
    (mention,) = find_dates(tokenize(text), INDEX)
    assert resolve_date(mention, None) == Unresolved(reason)


@given(
    st.lists(st.sampled_from([*WORDS, "12", "30", "2014", "1437", "5", "/", "،", "-", "من", "و"])),
    st.none() | st.dates(date(1950, 1, 1), date(2070, 1, 1)),
)
def test_no_row_of_words_breaks_the_calendar(words: list[str], published: date | None) -> None:
    for found in resolved(" ".join(words), published):
        assert isinstance(found, Unresolved) or found.start <= found.end


@given(st.sampled_from([row["text"] for row in CASES]), st.dates())
def test_no_report_day_breaks_the_calendar(text: str, published: date) -> None:
    for found in resolved(text, published):
        assert isinstance(found, Unresolved) or found.start <= found.end


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_a_date_in_figures_is_itself(day: date) -> None:
    (found,) = resolved(f"في {day.day}/{day.month}/{day.year}", None)
    assert isinstance(found, DateRange)
    assert found.start == found.end == day
