"""ACLED's units: one row a place and day, a toll over several divided evenly and said so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from marsad.dataset.item import Item

LONGEST = 6
"""A stretch of so many days is coded day by day; a longer one in its middle."""


class Day(NamedTuple):
    """A day of a row, and how exactly it is known: 1 the day, 2 the week, 3 the month."""

    day: str
    precision: int


def shares(total: int, parts: int) -> list[int]:
    """Divide a toll evenly, the remainder going to the first: `shares(10, 3)` gives `[4, 3, 3]`."""
    each, rest = divmod(total, parts)
    return [each + rest, *[each] * (parts - 1)]


def days(item: Item) -> list[Day]:
    """Return the days that a happening has rows of; none where the day is vaguer than a month."""
    if item.first is None or item.last is None:
        return []
    if item.first == item.last:
        return [Day(item.first, 1)]
    first, last = date.fromisoformat(item.first), date.fromisoformat(item.last)
    length = (last - first).days + 1
    if item.precision == "day" and length <= LONGEST:
        return [Day((first + timedelta(number)).isoformat(), 1) for number in range(length)]
    if length > 31:
        return []
    middle = first + timedelta((length - 1) // 2)
    return [Day(middle.isoformat(), 2 if length <= 9 else 3)]
