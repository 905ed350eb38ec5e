"""Lengths and stretches of time: `قبل يومين`, `الأيام الماضية`, `مطلع الشهر الجاري`, `أواخر أيلول الماضي`."""

from __future__ import annotations

from typing import NamedTuple

from marsad.codebook.calendar import CalendarWord
from marsad.extract.dateparts import DateReader
from marsad.extract.datewords import DateWords
from marsad.extract.numbers import AL, DIGITS, Number, read_number
from marsad.extract.times import Ago, Deadline, Deictic, Period, Rolling, When
from marsad.extract.wordindex import Found


class Said(NamedTuple):
    """What was read: the expression, where it ends, the part of the day, the letters cut from its first word."""

    when: When
    last: int
    part: str = ""
    cut: int = 0


class PeriodReader:
    """Reads the lengths and stretches of time of one text."""

    def __init__(self, words: list[str], index: DateWords, dates: DateReader) -> None:
        self.words = words
        self.index = index
        self.dates = dates

    def _at(self, at: int, *roles: str) -> Found[CalendarWord] | None:
        return self.index.at(self.words, at, *roles)

    def _length(self, at: int) -> tuple[int | None, str, int] | None:
        """Read a length of time: `ثلاثة أيام` gives 3, day; `يومين` 2, day; `أيام` None, day."""
        some = self._at(at, "several")
        unit = self._at(some.last if some else at, "unit")
        if unit and not unit.prefix and not unit.article:
            return (None if some else unit.row.value or None), unit.row.unit, unit.last
        number = self._number(at)
        unit = self._at(number.last, "unit") if number else None
        if number is None or unit is None or unit.prefix or unit.article:
            return None
        return int(number.value), unit.row.unit, unit.last

    def _number(self, at: int) -> Number | None:
        at += self.dates.word(at) == AL
        if at >= len(self.words):
            return None
        number = read_number(self.words, at, self.index.numbers)
        return number if number and number.whole and not number.prefix and number.value < 1000 else None

    def ago(self, at: int) -> Said | None:
        """Read `قبل يومين`, `منذ أسبوع`, `قبل قليل`, and the deadline `في غضون 48 ساعة`."""
        lead = self._at(at, "ago", "within")
        if lead is None:
            return None
        cut = len(lead.prefix)
        if lead.row.role == "ago" and (little := self._at(lead.last, "little")):
            return Said(Deictic(offset=0), little.last, cut=cut)
        length = self._length(lead.last)
        if length is None:
            return None
        count, unit, last = length
        last += self._says_again(last, count)
        if lead.row.role == "within":
            return None if self._at(last, "turn") else Said(Deadline(), last, cut=cut)
        if self.dates.word(last) == "من" or self._names_more(last, unit):
            return None
        return Said(Ago(count, unit), last, cut=cut)

    def _says_again(self, at: int, count: int | None) -> bool:
        """Tell whether a number repeats the noun: `قبل يوم واحد`, `قبل يومين اثنين`."""
        number = self._number(at) if count in (1, 2) else None
        return number is not None and number.words and number.value == count

    def _names_more(self, at: int, unit: str) -> bool:
        """Tell whether the unit only introduces a name: `منذ يوم الأحد`, `منذ عام 2014`, `قبل شهر رمضان`."""
        if unit == "year":
            return bool(self.dates.year(at)[0])
        roles = {"day": ("weekday", "offset"), "month": ("month",)}.get(unit, ())
        return bool(roles and self._at(at, *roles)) or (unit == "day" and self.dates.date(at) is not None)

    def rolling(self, at: int) -> Said | None:
        """Read `خلال الأيام الماضية`, `آخر 48 ساعة`, `الـ24 ساعة الماضية`, `اليومين الماضيين`."""
        lead = self._at(at, "during", "during_last", "within")
        start = lead.last if lead else at
        window = self._window(start) or (self._length(start) if lead and lead.row.role == "during_last" else None)
        if window is None:
            return None
        count, unit, last = window
        turn = self._at(last, "turn")
        unit_word = lead or self._at(at, "unit")
        cut = len(unit_word.prefix) if unit_word else 0
        if turn and not turn.prefix:
            return Said(Rolling(count, unit, turn.row.value or -1), turn.last, cut=cut)
        if lead and lead.row.role == "during_last":
            return Said(Rolling(count, unit, -1), last, cut=cut)
        return None

    def _window(self, at: int) -> tuple[int | None, str, int] | None:
        """Read a length with the article: `الأيام الثلاثة`, `الـ24 ساعة`, `الساعات الـ48`, `اليومين`."""
        unit = self._at(at, "unit")
        if unit and unit.article and unit.row.value != 1:
            few = self._at(unit.last, "several")
            if few:
                return None, unit.row.unit, few.last
            number = self._number(unit.last)
            if number and (number.article or self.words[unit.last] == AL):
                return int(number.value), unit.row.unit, number.last
            return unit.row.value or None, unit.row.unit, unit.last
        if self.dates.word(at) == AL or (at < len(self.words) and self.words[at][0] in DIGITS):
            return self._length(at)
        return None

    def period(self, at: int) -> Said | None:
        """Read `الأسبوع الماضي`, `هذا الشهر`, `مطلع العام الجاري`, `أواخر أيلول الماضي`."""
        edge = self._at(at, "edge")
        start = edge.last if edge else at
        start += edge is not None and self.dates.word(start) == "من"
        name = edge.row.unit if edge and edge.row.unit != "whole" else ""
        said = self._named_period(start, name, edged=edge is not None)
        if said is None and edge:
            part = self.dates.month(start) or self.dates.bare_year(start) or self.dates.plain_year(start)
            said = Said(part.date._replace(edge=name), part.last) if part else None
        return said._replace(cut=len(edge.prefix)) if said and edge else said

    def _named_period(self, at: int, edge: str, *, edged: bool) -> Said | None:
        this = self._at(at, "this")
        unit = self._at(this.last if this else at, "unit")
        if unit is None or unit.row.value != 1 or not unit.article or unit.row.unit in ("day", "hour", "minute"):
            return None
        cut = len((this or unit).prefix)
        turn = self._at(unit.last, "then") or self._at(unit.last, "turn", "same")
        name = unit.row.unit
        if turn and not turn.prefix:
            same = turn.row.role in ("then", "same")
            return Said(Period(name, turn.row.value, edge, same), turn.last, cut=cut)
        month = self._at(unit.last, "month") if name == "month" else None
        year, end = self.dates.year(unit.last) if name == "year" else (0, 0)
        if this and (month or year):
            return Said(Period(name, 0, edge), self.dates.name_end(month) if month else end, cut=cut)
        if (this or edged) and not month and not year:
            return Said(Period(name, 0, edge), unit.last, cut=cut)
        return None
