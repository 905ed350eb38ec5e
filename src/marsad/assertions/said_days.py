"""Days that words set apart where the report's own day is not known: `قُتل السبت ... وقبل يومين قُتل آخر`."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.sameness import other_place
from marsad.assertions.statement import Statement
from marsad.extract.drafts import Scene
from marsad.extract.times import Ago, Deictic, OnDate, Period, When

LEAD = 2
"""So many sentences open a report; what is told behind them with an earlier day is another happening."""


def days_said_apart(statement: Statement, other: Statement, scenes: Sequence[Scene]) -> bool:
    """Tell whether neither day can be told, yet the words name two: an earlier one, and the report's or another.

    `عُثر في 29 تموز الفائت على جثة` behind a lead that names no day tells of an earlier one.
    """
    if statement.date is not None or other.date is not None:
        return False
    one, two = _whens(statement, scenes), _whens(other, scenes)
    if _weekdays(one) and _weekdays(two) and _weekdays(one).isdisjoint(_weekdays(two)):
        return other_place(statement, other)
    if not any(map(_earlier, one)):
        return _on_other_dates(one, two)
    if two:
        return all(map(_of_report, two)) or _on_other_dates(one, two)
    return statement.draft.sentence >= max(other.draft.sentence + 1, LEAD)


def _whens(statement: Statement, scenes: Sequence[Scene]) -> list[When]:
    """Return what the words of a statement say of when it was."""
    times = scenes[statement.draft.sentence].reading.times
    return [times[at].when for at in statement.draft.times]


def _earlier(when: When) -> bool:
    """Tell whether words count back from the report's day: `قبل يومين`, `العام الماضي`, `آب الفائت`."""
    if isinstance(when, Ago):
        return when.unit not in ("minute", "hour") and when.count is not None
    if isinstance(when, Period):
        return when.shift < 0
    return isinstance(when, OnDate) and -1 in (when.turn, when.month_shift, when.year_shift)


def _of_report(when: When) -> bool:
    """Tell whether words name a day beside the report's: `اليوم`, `أمس`, `السبت`."""
    return isinstance(when, Deictic) and when.turn is None


def _weekdays(whens: Sequence[When]) -> set[int]:
    """Return the days of the week that are named: `الخميس`, `أمس الأربعاء`."""
    return {when.weekday for when in whens if isinstance(when, Deictic) and when.weekday is not None}


def _on_other_dates(one: Sequence[When], two: Sequence[When]) -> bool:
    """Tell whether both name days of the calendar, and none in common."""
    days, others = _days(one), _days(two)
    return bool(days and others) and days.isdisjoint(others)


def _days(whens: Sequence[When]) -> set[tuple[int, int]]:
    """Return the days of months that are named."""
    return {(when.day, when.month) for when in whens if isinstance(when, OnDate) and when.day and when.month}
