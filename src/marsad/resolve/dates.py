"""From what a text says of when to days: `أمس` in a report of 2015-10-15 is 2015-10-14."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from marsad.extract.times import (
    Ago,
    Anaphor,
    Deadline,
    Deictic,
    Interval,
    OnDate,
    PartOnly,
    Period,
    Rolling,
    Simple,
    TimeMention,
    When,
)
from marsad.model import DateRange, Unresolved
from marsad.model.when import Precision
from marsad.resolve.days import DayError, Days, month_of, shift_month, the_day, week_of, year_of
from marsad.resolve.onday import resolve_on_date

SATURDAY = 6
NO_PUBLISHED = "a relative date, and the report's day is not known"
LATE, EARLY = 1, 5  # a report may be dated a day before the day it calls today, or up to five after
SOME = {"minute": 0, "hour": 1, "day": 7, "week": 28, "month": 365}


def resolve_date(
    mention: TimeMention, published: date | None, previous: DateRange | None = None, week_start: int = SATURDAY
) -> DateRange | Unresolved:
    """Return the days that a mention names, or why they cannot be told.

    `previous` is the date named before it, on which `في اليوم التالي` leans.
    """
    try:
        days = _Resolver(published, previous, week_start).resolve(mention.when)
    except DayError as error:
        return Unresolved(str(error))
    except (OverflowError, ValueError):
        return Unresolved("no such day")
    return DateRange(days.start, days.end, days.precision, mention.text, mention.span)


def resolve_dates(
    mentions: Sequence[TimeMention], published: date | None, week_start: int = SATURDAY
) -> list[DateRange | Unresolved]:
    """Return the days of each mention of a report; later ones may lean on earlier ones.

    A report that says `اليوم السبت` or `أمس 4 أيار 2016` tells its own day, which then
    counts for its other mentions, should it differ from `published`.
    """
    today = own_day(mentions, published)
    out: list[DateRange | Unresolved] = []
    previous: DateRange | None = None
    for mention in mentions:
        found = resolve_date(mention, today, previous, week_start)
        out.append(found)
        if isinstance(found, DateRange):
            previous = found
    return out


def own_day(mentions: Sequence[TimeMention], published: date | None) -> date | None:
    """Return the report's day as its own words tell it, else `published`."""
    for mention in mentions:
        when = mention.when
        tells = isinstance(when, Deictic) and when.offset is not None and when.weekday and published
        full = isinstance(when, OnDate) and when.offset is not None and (when.year or published)
        if not (tells or full):
            continue
        found = resolve_date(mention, published)
        if isinstance(found, DateRange) and isinstance(when, Deictic | OnDate):
            own = found.start - timedelta(when.offset or 0)
            if published is None or -LATE <= (published - own).days <= EARLY:
                return own
    return published


class _Resolver(NamedTuple):
    """Counts from the report's day, or from the date named before."""

    published: date | None
    previous: DateRange | None
    week_start: int

    def resolve(self, when: When) -> Days:
        """Return the days of any expression; raises DayError with the reason."""
        if isinstance(when, Interval):
            return self._interval(when)
        return self._simple(when)

    def _simple(self, when: Simple) -> Days:
        if isinstance(when, OnDate):
            return resolve_on_date(when, self.published, self.previous)
        if isinstance(when, Deictic):
            return self._deictic(when)
        if isinstance(when, Anaphor):
            if self.previous is None or self.previous.precision != "day":
                raise DayError("no day named before to count from")
            base = self.previous.end if when.days > 0 else self.previous.start
            return the_day(base + timedelta(when.days))
        if isinstance(when, Period):
            return self._period(when)
        if isinstance(when, Ago):
            return self._ago(when)
        if isinstance(when, Rolling):
            return self._rolling(when)
        if isinstance(when, PartOnly):
            raise DayError("part of day without a day")
        if isinstance(when, Deadline):
            raise DayError("a time to come, not a date")
        raise DayError("not a date")

    def _today(self) -> date:
        if self.published is None:
            raise DayError(NO_PUBLISHED)
        return self.published

    def _deictic(self, when: Deictic) -> Days:
        today = self._today()
        if when.night_before:
            return Days(today - timedelta(1), today, "day")
        if when.offset is not None:
            day = today + timedelta(when.offset)
            return the_day(_nearest_weekday(day, when.weekday) if when.weekday else day)
        back = (today.isoweekday() - (when.weekday or 1)) % 7
        if when.turn == 1:
            return the_day(today + timedelta(7 - back))
        if when.turn == -1 and back == 0:
            back = 7
        return the_day(today - timedelta(back))

    def _period(self, when: Period) -> Days:
        if when.same or self.published is None:
            if not when.same or self.previous is None:
                raise DayError("no date named before to lean on" if when.same else NO_PUBLISHED)
            base = self.previous.start
        else:
            base = self.published
        if when.unit == "week":
            return week_of(base + timedelta(7 * when.shift), self.week_start).edge(when.edge)
        if when.unit == "month":
            return month_of(*shift_month(base, when.shift)).edge(when.edge)
        return year_of(base.year + when.shift).edge(when.edge)

    def _ago(self, when: Ago) -> Days:
        today, count = self._today(), when.count
        if when.unit in ("minute", "hour"):
            back = 0 if when.unit == "minute" else -(-(count or 1) // 24)
            return Days(today - timedelta(back), today, "day" if back < 2 else "week")
        if count is None:
            return self._some_ago(when.unit, today)
        if when.unit == "day":
            return the_day(today - timedelta(count))
        if when.unit == "week":
            return the_day(today - timedelta(7 * count))
        if when.unit == "month":
            return month_of(*shift_month(today, -count))
        return year_of(today.year - count)

    def _some_ago(self, unit: str, today: date) -> Days:
        if unit not in SOME:
            raise DayError("too vague: some years")
        return Days(today - timedelta(SOME[unit]), today - timedelta(1), _coarse(SOME[unit]))

    def _rolling(self, when: Rolling) -> Days:
        today, count = self._today(), when.count
        if count is None and when.unit not in SOME:
            raise DayError("too vague: some years")
        if count is None:
            length = SOME[when.unit]
        elif when.unit in ("month", "year"):
            months = count * (12 if when.unit == "year" else 1)
            first = month_of(*shift_month(today, months * when.turn)).start
            length = abs((today - first).days)
        else:
            length = {"minute": 0, "hour": -(-count // 24), "day": count, "week": 7 * count}[when.unit]
        far = today + timedelta(length * when.turn)
        return Days(min(far, today), max(far, today), _coarse(length))

    def _interval(self, when: Interval) -> Days:
        first, last = self._simple(when.first), self._simple(when.last)
        if first.start > last.end and isinstance(when.first, Deictic) and when.first.weekday:
            first = first._replace(start=first.start - timedelta(7))
        if first.start > last.end and isinstance(when.first, OnDate) and when.first.year is None and self.published:
            first = resolve_on_date(when.first, last.end, self.previous)
        if first.start > last.end:
            raise DayError("the range ends before it begins")
        length = (last.end - first.start).days
        return Days(first.start, last.end, _coarse(length))


def _nearest_weekday(day: date, weekday: int) -> date:
    """Return the day itself, or the nearest one that falls on the weekday, rather before than after."""
    near = [day + timedelta(shift) for shift in (0, -1, 1, -2, -3, -4, -5)]
    return next(other for other in near if other.isoweekday() == weekday)


def _coarse(days: int) -> Precision:
    """Return the precision of a range whose ends lie so many days apart."""
    if days < 2:
        return "day"
    if days <= 10:
        return "week"
    return "month" if days <= 62 else "year"
