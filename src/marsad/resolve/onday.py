"""Dates of the calendar: the year where the words leave it out, and the Islamic calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from marsad.extract.times import OnDate
from marsad.model import DateRange
from marsad.resolve.days import DayError, Days, month_of, shift_month, the_day, year_of

YEARS_BACK = 3  # how far the weekday may move the year of a date without one
GRACE = timedelta(1)  # a report may speak of a day that begins before its own ends elsewhere


def resolve_on_date(when: OnDate, published: date | None, previous: DateRange | None) -> Days:
    """Return the days of a date of the calendar; raises DayError with the reason.

    Without a year it is the last such day up to the report's, and the weekday votes: `السبت
    15 نيسان` in a report of May 2024 is 2023-04-15.
    """
    if when.month is None and when.year is None:
        return the_day(_day_of_month(when, published, previous))
    if when.month is None:
        return _year(when).edge(when.edge)
    if when.year is not None:
        return _in_year(when, when.year).edge(when.edge)
    fixed = _year_told(when, published, previous)
    if fixed is not None:
        return _in_year(when, fixed).edge(when.edge)
    if published is None:
        raise DayError("no year, and the report's day is not known")
    return _nearest(when, published).edge(when.edge)


def _day_of_month(when: OnDate, published: date | None, previous: DateRange | None) -> date:
    """Return the day of `15 من الشهر الماضي` or `15 منه`."""
    if when.leans_on:
        if previous is None or previous.precision == "year":
            raise DayError("no month named before to lean on")
        return _valid(previous.start.year, previous.start.month, when.day or 0)
    if published is None:
        raise DayError("a relative date, and the report's day is not known")
    return _valid(*shift_month(published, when.month_shift or 0), when.day or 0)


def _year(when: OnDate) -> Days:
    if when.hijri:
        year = when.year or 0
        return Days(_from_hijri(year, 1, 1), _from_hijri(year + 1, 1, 1) - timedelta(1), "year")
    return year_of(when.year or 0)


def _year_told(when: OnDate, published: date | None, previous: DateRange | None) -> int | None:
    """Return the year of `من العام الماضي`, `من العام نفسه`; None where the words tell none."""
    if when.leans_on == "year":
        if previous is None:
            raise DayError("no year named before to lean on")
        return _calendar_year(previous.start, hijri=when.hijri)
    if when.year_shift is None:
        return None
    if published is None:
        raise DayError("a relative year, and the report's day is not known")
    return _calendar_year(published, hijri=when.hijri) + when.year_shift


def _nearest(when: OnDate, published: date) -> Days:
    """Return the last such day or month up to the report's day, or the next one for `المقبل`."""
    options = list(_options(when, published))
    if when.turn == 1:
        after = [days for days in options if days.start > published]
        if after:
            return after[-1]
    latest = published - timedelta(1) if when.turn == -1 else published + (GRACE if when.day else timedelta(0))
    end_too = when.turn == -1 and when.day is None
    past = [days for days in options if (days.end if end_too else days.start) <= latest]
    if not past:
        raise DayError("no such day")
    agree = [days for days in past if days.start.isoweekday() == when.weekday][:1] if when.day else []
    return agree[0] if agree else past[0]


def _options(when: OnDate, published: date) -> Iterator[Days]:
    """Give the days of each year that may be meant, the latest first."""
    this = _calendar_year(published, hijri=when.hijri)
    found = 0
    for year in range(this + 1, this - 9, -1):
        try:
            days = _in_year(when, year)
        except (DayError, ValueError, OverflowError):
            continue
        found += days.start <= published
        if found > YEARS_BACK + 1:
            return
        yield days


def _in_year(when: OnDate, year: int) -> Days:
    month = when.month or 1
    if when.hijri:
        if when.day:
            return the_day(_from_hijri(year, month, when.day))
        following = (year + 1, 1) if month == 12 else (year, month + 1)
        return Days(_from_hijri(year, month, 1), _from_hijri(*following, 1) - timedelta(1), "month")
    return the_day(_valid(year, month, when.day)) if when.day else month_of(year, month)


def _valid(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        message = f"no such day: {year}-{month}-{day}"
        raise DayError(message) from error


def _from_hijri(year: int, month: int, day: int) -> date:
    """Return the day of a date of the Umm al-Qura calendar (1343 to 1500)."""
    from hijridate import Hijri  # few reports tell such a date

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError) as error:
        message = f"no such day of the Islamic calendar: {year}-{month}-{day}"
        raise DayError(message) from error
    return date(found.year, found.month, found.day)


def _calendar_year(day: date, *, hijri: bool) -> int:
    if not hijri:
        return day.year
    from hijridate import Gregorian

    try:
        return Gregorian(day.year, day.month, day.day).to_hijri().year
    except (ValueError, OverflowError) as error:
        message = "the report's day lies outside the Islamic calendar's tables"
        raise DayError(message) from error
