"""Stretches of days: a day, a week, a month, a year, and the early, middle or late part of one."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from marsad.model.when import Precision

_PARTS = {
    "early": (0.0, 1 / 3), "middle": (1 / 3, 2 / 3), "late": (2 / 3, 1.0),
    "first_half": (0.0, 0.5), "second_half": (0.5, 1.0),
}  # fmt: skip
_SEASONS = {"spring": (2 / 12, 5 / 12), "summer": (5 / 12, 8 / 12), "autumn": (8 / 12, 11 / 12)}


class DayError(Exception):
    """No day can be told; the message says why."""


class Days(NamedTuple):
    """First and last day, both inclusive, and how precise that is."""

    start: date
    end: date
    precision: Precision

    def edge(self, name: str) -> Days:
        """Return the named part: `early` of a month of 30 days is its first ten; the precision stays."""
        if self.precision == "year" and name in _PARTS | _SEASONS:
            return self._months(*(_PARTS | _SEASONS)[name])
        if name not in _PARTS:
            return self
        length = (self.end - self.start).days + 1
        low, high = _PARTS[name]
        start = self.start + timedelta(round(length * low))
        return Days(start, self.start + timedelta(max(round(length * high), 1) - 1), self.precision)

    def _months(self, low: float, high: float) -> Days:
        """Return part of a year, in whole months: its first third ends with April."""
        first = month_of(*shift_month(self.start, round(12 * low)))
        last = month_of(*shift_month(self.start, round(12 * high) - 1))
        return Days(first.start, last.end, "year")


def the_day(day: date) -> Days:
    """Return a single day."""
    return Days(day, day, "day")


def month_of(year: int, month: int) -> Days:
    """Return a month of a year."""
    return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month")


def year_of(year: int) -> Days:
    """Return a year."""
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def week_of(day: date, first: int) -> Days:
    """Return the week of a day; `first` is the ISO weekday on which weeks begin."""
    start = day - timedelta((day.isoweekday() - first) % 7)
    return Days(start, start + timedelta(6), "week")


def shift_month(day: date, months: int) -> tuple[int, int]:
    """Return year and month so many months away from a day's."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1
