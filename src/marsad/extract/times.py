"""What a text says of when, before it is resolved: one small record for each way of saying it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from marsad.model import Span


class Deictic(NamedTuple):
    """A day counted from the report's: `أمس` is offset -1, `الجمعة الماضية` weekday 5, turn -1."""

    offset: int | None = None
    weekday: int | None = None
    turn: int | None = None
    night_before: bool = False


class OnDate(NamedTuple):
    """A date of the calendar with whatever of day, month and year the words give.

    `month_shift` is -1 in `15 من الشهر الماضي`; `turn` -1 in `آب الماضي`; `year_shift` -1 in
    `آب من العام الماضي`; `leans_on` is `month` in `15 منه`, `year` in `آب من العام نفسه`.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    hijri: bool = False
    turn: int | None = None
    month_shift: int | None = None
    year_shift: int | None = None
    leans_on: str = ""
    weekday: int | None = None
    offset: int | None = None
    edge: str = ""


class Anaphor(NamedTuple):
    """A day counted from the date named before: `في اليوم التالي` is 1."""

    days: int


@dataclass(frozen=True, slots=True)
class Ago:
    """A length of time before the report: `قبل يومين`; `count` None for `قبل أيام`."""

    count: int | None
    unit: str


class Period(NamedTuple):
    """A week, month or year counted from the report's: `مطلع الشهر الماضي` is month, -1, early.

    `same`: counted from the date named before, as in `الشهر نفسه`, `العام التالي`.
    """

    unit: str
    shift: int
    edge: str = ""
    same: bool = False


@dataclass(frozen=True, slots=True)
class Rolling:
    """The days just past or to come: `الأيام الماضية`, `آخر 48 ساعة`; `count` None for "some"."""

    count: int | None
    unit: str
    turn: int


@dataclass(frozen=True, slots=True)
class PartOnly:
    """A part of the day without a day: `مساءً`."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A length of time within which something is to happen: `في غضون 48 ساعة`."""


Simple = Deictic | OnDate | Anaphor | Ago | Period | Rolling | PartOnly | Deadline


class Interval(NamedTuple):
    """From one date to another: `من 5 إلى 7 آذار`, `ليل الجمعة/السبت`."""

    first: Simple
    last: Simple


When = Simple | Interval


class TimeMention(NamedTuple):
    """Words that say when: tokens `first` to `last` (exclusive), what they say, and how it bears.

    `part` is the part of the day (`evening`) or empty; `relation` is `since`, `until`,
    `before`, `after`, or empty where the words say plainly when.
    """

    first: int
    last: int
    span: Span
    text: str
    when: When
    part: str = ""
    relation: str = ""
