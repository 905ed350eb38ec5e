"""Dates of the calendar in a text: `21 تشرين الأول/ أكتوبر 2014`, `21/10/2014`, `15 من الشهر الجاري`."""

from __future__ import annotations

from typing import NamedTuple

from marsad.codebook.calendar import CalendarWord
from marsad.extract.datewords import DateWords
from marsad.extract.numbers import AL, DIGITS, read_number
from marsad.extract.times import OnDate
from marsad.extract.wordindex import Found

SEPARATORS = frozenset("/-–.\\")
COMMAS = frozenset("،,")


class Part(NamedTuple):
    """A date read so far: what it says, where it ends, and the second day of `5 و6 آذار`."""

    date: OnDate
    last: int
    until: OnDate | None = None
    cut: int = 0


class DateReader:
    """Reads the dates of one text; each method takes a token and gives None where none begins."""

    def __init__(self, words: list[str], index: DateWords) -> None:
        self.words = words
        self.index = index

    def date(self, at: int) -> Part | None:
        """Read a date with at least a day, or a named month, and the same day in another calendar."""
        part = self._numeric(at) or self._day_first(at)
        if part is None:
            return None
        equal = self.index.at(self.words, part.last, "equal")
        other = self._day_first(self._skip_to(equal.last) if equal else part.last)
        if other is None and equal:
            other = self._numeric(self._skip_to(equal.last))
        if not part.date.hijri and (era := self._era(part.last))[0] == "gregorian":
            return part._replace(last=era[1])
        if other and (equal or other.date.hijri != part.date.hijri) and other.date.day:
            date = other.date if part.date.hijri else part.date
            return part._replace(date=date, last=other.last)
        return part

    def _skip_to(self, at: int) -> int:
        return at + 1 if at < len(self.words) and self.words[at] in ("ل", "في", AL) else at

    def word(self, at: int) -> str:
        """Return the word of a token, empty beyond the end."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def small(self, at: int, most: int = 31) -> int:
        """Return the value of a token of one or two digits, 0 where it is none."""
        word = self.word(at)
        return int(word) if 0 < len(word) < 3 and word.isdecimal() and word[0] in DIGITS and int(word) <= most else 0

    def _numeric(self, at: int) -> Part | None:
        """Read `21/10/2014`, `2014-10-21`, `21.10.2014`."""
        word = self.word(at)
        if word[:1] not in DIGITS or not word:
            return None
        cells, last = word.split("."), at + 1
        if len(cells) == 1:
            sign = self.word(at + 1)
            if sign not in SEPARATORS or self.word(at + 3) != sign:
                return None
            cells, last = [word, self.word(at + 2), self.word(at + 4)], at + 5
        if len(cells) != 3 or not all(cell.isdecimal() and len(cell) <= 4 for cell in cells):
            return None
        return _ordered([int(cell) for cell in cells], len(cells[2]), last)

    def short(self, at: int) -> Part | None:
        """Read `21/10` or `21-10`, where the words before it have shown that a date comes."""
        day, month = self.small(at), self.small(at + 2, 12)
        signed = day and month and self.words[at + 1] in ("/", "-") and self.word(at + 3) not in ("/", "-")
        return Part(OnDate(day=day, month=month), at + 3) if signed else None

    def _day_first(self, at: int) -> Part | None:
        """Read a day, in figures or as an ordinal, and the month behind it."""
        day, last, cut = self._day(at)
        counted = self.index.at(self.words, at - 1, "unit") if at and not self.word(at)[:1].isdecimal() else None
        if (
            (counted and counted.article and counted.row.unit != "day")
            or not day
            or self.index.excludes("month", self.words, at, at + 1)
        ):
            return None
        second, end = self._second_day(last)
        part = self._of_month(day, end if second else last)
        if part is None and second:
            second, part = 0, self._of_month(day, last)
        if part is None:
            return None
        until = part.date._replace(day=second) if second > day else None
        return part._replace(until=until, cut=cut)

    def _day(self, at: int) -> tuple[int, int, int]:
        """Return a day of the month, where it ends and the letters to cut: `الحادي والعشرين` gives 21."""
        if self.word(at) == AL:
            return self.small(at + 1), at + 2, 0
        if value := self.small(at):
            return value, at + 1, 0
        if at >= len(self.words) or self.words[at] not in self.index.numbers.ordinals.heads:
            return 0, at, 0
        found = self.index.numbers.ordinals.all_at(self.words, at)[0]
        value, last = found.row.value, found.last
        if found.row.role != "ordinal_tens" and last < len(self.words):
            value, last = self._teen_or_tens(value, last)
        if found.row.role == "ordinal_unit" and value < 10:
            return 0, at, 0
        return value, last, len(found.prefix)

    def _teen_or_tens(self, value: int, at: int) -> tuple[int, int]:
        for ten in self.index.numbers.words.all_at(self.words, at):
            if ten.row.role == "ten" and not ten.prefix:
                return value + 10, at + 1
        for tens in self.index.numbers.ordinals.all_at(self.words, at):
            if tens.row.role == "ordinal_tens" and tens.prefix == "و":
                return value + tens.row.value, at + 1
        return value, at

    def _second_day(self, at: int) -> tuple[int, int]:
        """Return the second day of `5 و6 آذار`, `5-7 آذار`, `5 إلى 7 آذار`, and where it ends."""
        if self.word(at) in ("و", "-", "–", "—") or self.index.at(self.words, at, "joins"):
            day, last, _ = self._day(at + 1)
            return day, last
        if self.word(at)[:1] == "و":
            day, last, cut = self._day(at)
            return (day, last) if cut else (0, at)
        return 0, at

    def _of_month(self, day: int, at: int) -> Part | None:
        """Read what makes a number a day: a month's name, `من الشهر الجاري`, `منه`."""
        short = self.index.at(self.words, at, "of_it", "turn")
        if short and short.row.role == "of_it":
            return Part(OnDate(day=day, leans_on="month"), at + 1)
        if short and short.row.value == 0 and not short.prefix:
            return Part(OnDate(day=day, month_shift=0), short.last)
        inner = at + 1 if self.word(at) == "من" else at
        this = self.index.at(self.words, inner, "this")
        unit = self.index.at(self.words, inner + bool(this), "unit")
        if unit and unit.row.unit == "month" and unit.article:
            return self._of_this_month(day, unit, this is not None)
        part = self.month(inner)
        return part._replace(date=part.date._replace(day=day)) if part else None

    def _of_this_month(self, day: int, unit: Found[CalendarWord], this: bool) -> Part | None:
        turn = self.index.at(self.words, unit.last, "turn", "same")
        if this:
            return Part(OnDate(day=day, month_shift=0), unit.last)
        if turn is None:
            return None
        if turn.row.role == "same":
            return Part(OnDate(day=day, leans_on="month"), turn.last)
        return Part(OnDate(day=day, month_shift=turn.row.value), turn.last)

    def month(self, at: int) -> Part | None:
        """Read a month's name, its name in another calendar of names, and the year behind."""
        unit = self.index.at(self.words, at, "unit")
        if unit and unit.row.unit == "month" and not unit.article:
            at = unit.last
        found = self.index.at(self.words, at, "month")
        if found is None or (found.prefix.endswith(("ك", "ل", "ب")) and not unit):
            return None
        date = OnDate(month=found.row.value, hijri=found.row.unit == "hijri")
        last = self.name_end(found)
        return self._year_behind(date, last)

    def name_end(self, found: Found[CalendarWord]) -> int:
        """Return the end of a month's second name: `تشرين الأول/ أكتوبر`."""
        at = found.last
        joined = self.word(at) in ("/", "-", "–", "،", "او", "=")
        other = self.index.at(self.words, at + joined, "month")
        same = other and (other.row.value, other.row.unit) == (found.row.value, found.row.unit) and not other.prefix
        return other.last if same and other else at

    def _year_behind(self, date: OnDate, at: int) -> Part:
        """Read the year or what stands for it: `2014`, `من عام 2014`, `الماضي`, `من العام الماضي`."""
        turn = self.index.at(self.words, at, "turn")
        if turn and not turn.prefix:
            return Part(date._replace(turn=turn.row.value), turn.last)
        inner = at + 1 if self.word(at) in COMMAS or self.word(at) == "من" else at
        this = self.index.at(self.words, inner, "this")
        unit = self.index.at(self.words, inner + bool(this), "unit")
        if unit and unit.row.unit == "year" and unit.row.value == 1:
            return self._of_year(date, unit, at, this is not None)
        if self.word(inner) == "ل":
            inner += 1
        year, last = self.year(inner)
        if not year or (inner > at and self.word(at) == "من"):
            return Part(date, at)
        return Part(self._dated(date, year, last), self._era(last)[1])

    def _of_year(self, date: OnDate, unit: Found[CalendarWord], at: int, this: bool) -> Part:
        year, last = self.year(unit.last)
        if year:
            return Part(self._dated(date, year, last), self._era(last)[1])
        turn = self.index.at(self.words, unit.last, "turn", "same")
        if this:
            return Part(date._replace(year_shift=0), unit.last)
        if turn is None or not unit.article:
            return Part(date, at)
        if turn.row.role == "same":
            return Part(date._replace(leans_on="year"), turn.last)
        return Part(date._replace(year_shift=turn.row.value), turn.last)

    def _dated(self, date: OnDate, year: int, last: int) -> OnDate:
        hijri = date.hijri or (self._era(last)[0] == "hijri" and year < 1700)
        return date._replace(year=year, hijri=hijri)

    def _era(self, at: int) -> tuple[str, int]:
        era = self.index.at(self.words, at, "era")
        return (era.row.unit, era.last) if era and not era.prefix else ("", at)

    def year(self, at: int) -> tuple[int, int]:
        """Return a year and where it ends: `2014`, `ألفين وأربعة عشر`, `1437`; 0 where none stands."""
        word = self.word(at)
        if word[:1] in DIGITS and word:
            fits = len(word) == 4 and word.isdecimal() and (1900 <= int(word) <= 2100 or 1300 <= int(word) <= 1500)
            return (int(word), at + 1) if fits else (0, at)
        number = read_number(self.words, at, self.index.numbers) if word in self.index.numbers.words.heads else None
        fits = number is not None and not number.prefix and 1900 <= number.value <= 2100 and number.last > at + 1
        return (int(number.value), number.last) if number and fits else (0, at)

    def bare_year(self, at: int) -> Part | None:
        """Read `عام 2014`, `العام 2014`, `1437هـ`, and `2014` behind `في` or `منذ`."""
        unit = self.index.at(self.words, at, "unit")
        named = unit is not None and unit.row.unit == "year"
        year, last = self.year(unit.last if unit and named else at)
        if not year:
            return None
        era, end = self._era(last)
        hijri = year < 1700 and (era == "hijri" or named)
        if named or era == "hijri" or (year > 1900 and self._stands_alone(at, last)):
            return Part(OnDate(year=year, hijri=hijri), end) if hijri or year > 1900 else None
        return None

    def plain_year(self, at: int) -> Part | None:
        """Read a year where the words before it have shown that one comes."""
        year, last = self.year(at)
        return Part(OnDate(year=year, hijri=year < 1700), last) if year else None

    def _stands_alone(self, first: int, last: int) -> bool:
        before, after = self.word(first - 1), self.word(last)
        if self.words[first][0] not in DIGITS or after in self.index.numbers.units.heads:
            return False
        led = before in self.index.leads
        return (
            before in self.index.year_leads
            or (led and not after)
            or (led and (not after[:1].isalpha() or after in self.index.numbers.stops or after[0] == "و"))
        )


def _ordered(cells: list[int], digits: int, last: int) -> Part | None:
    """Put the three numbers of a date in order, the day first unless the year or a month above 12 tells otherwise."""
    if cells[0] > 31:
        cells.reverse()
        digits = 4
    day, month, year = cells
    if month > 12 >= day:
        day, month = month, day
    if digits == 2:
        year += 2000
    fits = 1 <= day <= 31 and 1 <= month <= 12 and 1900 <= year <= 2100
    hijri = 1 <= day <= 30 and 1 <= month <= 12 and 1300 <= year <= 1500
    return Part(OnDate(day=day, month=month, year=year, hijri=hijri), last) if fits or hijri else None
