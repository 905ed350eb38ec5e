"""The tables of the calendar: months, weekdays, parts of the day and relative expressions."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad.codebook.numbers import one_of, whole
from marsad.codebook.tables import Row, read_table
from marsad.errors import Fault

CALENDARS = frozenset({"gregorian", "hijri"})
ROLES = frozenset(
    {
        "offset", "last_night", "anaphor", "turn", "then", "same", "this", "of_it", "unit", "ago", "little", "several",
        "during", "during_last", "within", "edge", "day_word", "equal", "on", "before_name", "opens", "joins", "dash",
        "relation", "era", "week_start",
    }
)  # fmt: skip
UNITS = frozenset({"minute", "hour", "day", "week", "month", "year"})
EDGES = frozenset({"early", "middle", "late", "first_half", "second_half", "spring", "summer", "autumn", "whole"})
RELATIONS = frozenset({"since", "until", "before", "after"})
EXCLUDED = frozenset({"weekday", "today", "month"})
SIDES = frozenset({"before", "after"})
PARTS = frozenset({"dawn", "morning", "noon", "afternoon", "evening", "night", "day"})
_UNITS_OF = {
    "unit": UNITS, "edge": EDGES, "relation": RELATIONS, "era": CALENDARS,
    "offset": UNITS, "anaphor": UNITS, "last_night": UNITS,
}  # fmt: skip


class CalendarWord(NamedTuple):
    """A row of the calendar: its spellings, what it does (`role`), and with what value and unit.

    Roles `month` (unit: the calendar, `strict` if the name is a common word), `weekday` and
    `part` (unit: the part of the day, `strict` if it needs a day beside it) come from tables
    of their own, the others from `relative.tsv`.
    """

    forms: tuple[str, ...]
    role: str
    value: int
    unit: str
    strict: bool
    example: str


class Exclusion(NamedTuple):
    """Neighbours that turn a weekday, a "today" or a month into a name: `سوق الخميس`."""

    side: str
    role: str
    words: tuple[str, ...]


class Calendar(NamedTuple):
    """All that is known of dates, as the tables spell it."""

    words: tuple[CalendarWord, ...]
    exclusions: tuple[Exclusion, ...]
    week_start: int


def read_calendar(folder: Path, faults: list[Fault]) -> Calendar:
    """Read the five tables of the calendar folder."""
    months = read_table(folder / "months.tsv", ("names", "month", "calendar", "example"), faults, ("needs", "where"))
    days = read_table(folder / "weekdays.tsv", ("names", "weekday", "example"), faults)
    parts = read_table(folder / "parts_of_day.tsv", ("forms", "part", "alone", "example"), faults)
    others = read_table(folder / "relative.tsv", ("forms", "role", "value", "example"), faults, ("unit",))
    names = read_table(folder / "exclusions.tsv", ("side", "role", "words", "example"), faults)
    relative = [_relative(row, faults) for row in others]
    starts = [word.value for word in relative if word.role == "week_start"]
    if len(starts) != 1:
        faults.append(Fault(folder / "relative.tsv", 0, "role", "must have one row week_start"))
    return Calendar(
        (
            *(_month(row, faults) for row in months),
            *(_weekday(row, faults) for row in days),
            *(_part(row, faults) for row in parts),
            *(word for word in relative if word.role != "week_start"),
        ),
        tuple(_exclusion(row, faults) for row in names),
        starts[0] if starts else 1,
    )


def _month(row: Row, faults: list[Fault]) -> CalendarWord:
    month = whole(row, "month", faults)
    if not 1 <= month <= 12:
        faults.append(row.fault("month", "must be 1 to 12"))
    calendar = one_of(row, "calendar", CALENDARS, faults)
    strict = bool(row["needs"]) and one_of(row, "needs", frozenset({"number"}), faults) == "number"
    return CalendarWord(row.values("names"), "month", month, calendar, strict, row["example"])


def _weekday(row: Row, faults: list[Fault]) -> CalendarWord:
    day = whole(row, "weekday", faults)
    if not 1 <= day <= 7:
        faults.append(row.fault("weekday", "must be 1 to 7"))
    return CalendarWord(row.values("names"), "weekday", day, "", False, row["example"])


def _part(row: Row, faults: list[Fault]) -> CalendarWord:
    alone = one_of(row, "alone", frozenset({"yes", "no"}), faults) == "yes"
    return CalendarWord(row.values("forms"), "part", 0, one_of(row, "part", PARTS, faults), not alone, row["example"])


def _relative(row: Row, faults: list[Fault]) -> CalendarWord:
    role = one_of(row, "role", ROLES, faults)
    if role in _UNITS_OF:
        one_of(row, "unit", _UNITS_OF[role], faults)
    return CalendarWord(row.values("forms"), role, whole(row, "value", faults), row["unit"], False, row["example"])


def _exclusion(row: Row, faults: list[Fault]) -> Exclusion:
    side = one_of(row, "side", SIDES, faults)
    return Exclusion(side, one_of(row, "role", EXCLUDED, faults), row.values("words"))
