"""Every expression of time in a text, read but not yet resolved: `مساء أمس الثلاثاء`, `قبل يومين`, `مطلع آب`."""

from __future__ import annotations

from marsad.codebook.calendar import CalendarWord
from marsad.extract.dateparts import COMMAS, DateReader, Part
from marsad.extract.datewords import DateWords
from marsad.extract.numbers import AL, DIGITS
from marsad.extract.periods import PeriodReader, Said
from marsad.extract.times import (
    Ago,
    Anaphor,
    Deadline,
    Deictic,
    Interval,
    OnDate,
    PartOnly,
    Rolling,
    TimeMention,
    When,
)
from marsad.extract.wordindex import Found
from marsad.model import Span
from marsad.text.tokens import Tokens

NONE: frozenset[str] = frozenset()
SINCE = "since"
NIGHT_JOINS = frozenset({"/", "-", "–", "—", "علي", "الي", "حتي"})


def find_dates(tokens: Tokens, index: DateWords) -> list[TimeMention]:
    """Return the expressions of time of a text, in order: `فجر أمس` gives offset -1, part `dawn`."""
    words, heads = tokens.words, index.heads
    found: list[TimeMention] = []
    finder: _Finder | None = None
    done = 0
    for at in sorted({*tokens.among(heads), *tokens.figures()}):
        follow = heads.get(words[at])
        if at < done or (follow and (at + 1 == len(words) or words[at + 1] not in follow)):
            continue
        finder = finder or _Finder(tokens, index)
        mention = finder.read(at)
        if mention:
            found.append(mention)
            done = mention.last
    return found


class _Finder:
    """Reads the expressions of time of one text."""

    def __init__(self, tokens: Tokens, index: DateWords) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.index = index
        self.quoted = {(quote.first, quote.last) for quote in tokens.quotes if quote.mark != "("}
        self.dates = DateReader(tokens.words, index)
        self.periods = PeriodReader(tokens.words, index, self.dates)

    def read(self, at: int) -> TimeMention | None:
        """Return the mention that begins at a token, if one does."""
        said = self._any(at)
        if said is None:
            return None
        said = self._interval(at, said)
        relation = self.index.relation_before(self.words, at)
        if self.index.relation_before(self.words, at + 1) == SINCE:
            relation = SINCE
        span = self.tokens.span(at, said.last, said.cut)
        text = span.of(self.tokens.text)
        if text.count("(") > text.count(")") and self.tokens.text[span.end : span.end + 1] == ")":
            span = Span(span.start, span.end + 1)
        return TimeMention(at, said.last, span, span.of(self.tokens.text), said.when, said.part, relation)

    def _any(self, at: int) -> Said | None:
        """Read any single expression."""
        if self.words[at][0] in DIGITS and not self._may_be_date(at):
            return None
        if self.words[at][0] in DIGITS or self.words[at] == AL:
            return self._date(at) or self.periods.rolling(at) or self._year(at)
        may = self.index.readers.get(self.words[at], NONE)
        return (
            ("day" in may and self._day(at))
            or ("ago" in may and self.periods.ago(at))
            or ("rolling" in may and self.periods.rolling(at))
            or ("period" in may and self.periods.period(at))
            or ("date" in may and self._date(at))
            or ("month" in may and self._month(at))
            or ("year" in may and self._year(at))
            or ("part" in may and self._part_alone(at))
            or None
        )

    def _may_be_date(self, at: int) -> bool:
        """Tell at a glance whether a figure may begin a date: most count something."""
        word, behind = self.words[at], self.dates.word(at + 1)
        if behind == "من":
            behind = self.dates.word(at + 2)
        return len(word) > 3 or behind in self.index.index.heads or not behind.isalpha() or behind[0] == "و"

    def _at(self, at: int, *roles: str) -> Found[CalendarWord] | None:
        return self.index.at(self.words, at, *roles)

    def _date(self, at: int) -> Said | None:
        part = self.dates.date(at)
        return self._of(part, cut=part.cut) if part else None

    def _of(self, part: Part, **more: object) -> Said:
        """Return a date read, its second day joined, and the weekday or part of day behind it."""
        date, last = part.date, part.last
        behind = self._at(last, "weekday")
        if behind and not behind.prefix and date.day and date.weekday is None:
            date, last = date._replace(weekday=behind.row.value), behind.last
        when: When = Interval(date, part.until) if part.until else date
        tail = self._at(last, "part")
        said = Said(when, last, cut=int(str(more.get("cut", 0))))
        if tail and not tail.row.strict and not tail.prefix:
            return said._replace(last=tail.last, part=tail.row.unit)
        return said

    def _day(self, at: int) -> Said | None:
        """Read a day: a part of it, `يوم`, then `أمس`, a weekday, a date, or `اليوم التالي`."""
        part = self._at(at, "part")
        last = part.last if part else at
        noun = self._at(last, "day_word", "on")
        if noun and (not part or not noun.prefix):
            last = noun.last
        lead = part or (noun if last > at else None)
        core = self._core(last, bare=lead is None)
        if core is None:
            return None
        if lead is None:
            return core
        named = part.row.unit if part else core.part
        return core._replace(part=named, cut=len(lead.prefix))

    def _core(self, at: int, *, bare: bool) -> Said | None:
        """Read what tells which day it is."""
        found = self._at(at, "anaphor", "last_night", "offset", "weekday")
        if found is None:
            return None if bare else self._led(at)
        cut = len(found.prefix)
        if found.row.role == "anaphor":
            return Said(Anaphor(found.row.value), found.last, cut=cut)
        if found.row.role == "last_night":
            return Said(Deictic(offset=-1, night_before=True), found.last, "night", cut)
        said = self._offset(found) if found.row.role == "offset" else self._weekday(found, led=not bare)
        return said._replace(cut=cut) if said else None

    def _led(self, at: int) -> Said | None:
        """Read a date behind `يوم`, `مساء`, `بتاريخ`: there `21/10` is one too."""
        short = self.dates.short(at)
        return self._date(at) or (Said(short.date, short.last) if short else None)

    def _offset(self, found: Found[CalendarWord]) -> Said | None:
        """Read `أمس`, `اليوم الأحد`, `أمس الثلاثاء 4 أيار`."""
        today = found.row.value == 0
        if self._is_name(found) or (today and found.prefix not in ("", "و", "ف")):
            return None
        day = self._at(self._past_comma(found.last, "weekday"), "weekday")
        last = day.last if day and not day.prefix else found.last
        weekday = day.row.value if last > found.last and day else None
        date = self._appended(last, turn=False)
        if date:
            return Said(date.date._replace(weekday=weekday, offset=found.row.value), date.last)
        first = Deictic(offset=found.row.value, weekday=weekday)
        next_day = self._next_day(day) if day and weekday else None
        if next_day:
            return Said(Interval(first, Deictic(weekday=next_day.row.value)), next_day.last)
        return self._with_tail(Said(first, last))

    def _is_name(self, found: Found[CalendarWord]) -> bool:
        quoted = (found.first, found.last) in self.quoted
        return quoted or self.index.excludes("today", self.words, found.first, found.last)

    def _weekday(self, found: Found[CalendarWord], *, led: bool) -> Said | None:
        """Read `الجمعة الماضية`, `السبت 15 نيسان`, and after a part of the day `الجمعة/السبت`."""
        if not led and self.index.excludes("weekday", self.words, found.first, found.last):
            return None
        turn = self._at(found.last, "turn")
        if turn and not turn.prefix:
            said = Said(Deictic(weekday=found.row.value, turn=turn.row.value), turn.last)
            date = self._appended(turn.last, turn=True)
            return Said(date.date._replace(weekday=found.row.value), date.last) if date else self._with_tail(said)
        date = self._appended(found.last, turn=False)
        if date:
            return self._of(date._replace(date=date.date._replace(weekday=found.row.value)))
        next_day = self._next_day(found)
        if next_day:
            date = self._appended(next_day.last, turn=False)
            if date:
                return Said(date.date._replace(weekday=next_day.row.value), date.last)
            ends = Deictic(weekday=found.row.value), Deictic(weekday=next_day.row.value)
            return Said(Interval(*ends), next_day.last)
        return self._with_tail(Said(Deictic(weekday=found.row.value), found.last))

    def _next_day(self, found: Found[CalendarWord]) -> Found[CalendarWord] | None:
        """Return the day after in `الجمعة/السبت`, `الجمعة السبت`, `الجمعة والسبت`."""
        joined = self.dates.word(found.last) in NIGHT_JOINS
        day = self._at(found.last + joined, "weekday")
        follows = day is not None and day.row.value == found.row.value % 7 + 1
        return day if day and follows and day.prefix in ("", "و") else None

    def _appended(self, at: int, *, turn: bool) -> Part | None:
        """Read the date that a weekday or `اليوم` explains: `السبت، 15 نيسان`, `الأحد الموافق 5 آذار`."""
        at += self.dates.word(at) in COMMAS
        equal = self._at(at, "equal", "on")
        at = equal.last if equal else at
        at += self.dates.word(at) in ("في", "ل") and not turn
        part = self.dates.date(at) or self.dates.short(at)
        return part if part and not (part.cut and not equal) else None

    def _past_comma(self, at: int, role: str) -> int:
        return at + 1 if self.dates.word(at) in COMMAS and self._at(at + 1, role) else at

    def _with_tail(self, said: Said) -> Said:
        """Take the part of the day that stands behind: `أمس مساء`."""
        tail = self._at(said.last, "part")
        if tail and not tail.row.strict and not tail.prefix:
            return said._replace(last=tail.last, part=tail.row.unit)
        return said

    def _month(self, at: int) -> Said | None:
        """Read a month's name without a day, where what stands around it shows that it is one."""
        unit = self._at(at, "unit")
        named = unit is not None and unit.row.unit == "month" and not unit.article
        found = self._at(unit.last if unit and named else at, "month")
        if found is None or (found.row.strict and not named):
            return None
        part = self.dates.month(at)
        if part is None or self.index.excludes("month", self.words, at, part.last):
            return None
        alone = part.last == found.last
        if alone and not named and self.dates.word(at - 1) not in self.index.leads and not found.prefix.endswith("ل"):
            return None
        return Said(part.date, part.last, cut=len((unit or found).prefix))

    def _year(self, at: int) -> Said | None:
        part = self.dates.bare_year(at)
        unit = self._at(at, "unit")
        return Said(part.date, part.last, cut=len(unit.prefix) if unit else 0) if part else None

    def _part_alone(self, at: int) -> Said | None:
        part = self._at(at, "part")
        if part is None or part.row.strict or part.prefix not in ("", "و"):
            return None
        return Said(PartOnly(), part.last, part.row.unit, len(part.prefix))

    def _interval(self, at: int, said: Said) -> Said:
        """Join the second date of `بين 28 آب و3 أيلول`, `من السبت إلى الاثنين`, `عامي 2013 و2014`."""
        if isinstance(said.when, Interval | PartOnly | Deadline | Ago | Rolling | Anaphor):
            return said
        joins = self._at(said.last, "joins")
        opened = self._at(at - 1, "opens", "relation") if at else None
        word = self.dates.word(said.last)
        start = joins.last if joins else said.last + (word in ("و", "-", "–"))
        dashed = word in ("-", "–") and isinstance(said.when, OnDate) and said.when.day is not None
        if (
            start >= len(self.words)
            or not (opened or dashed or self._dual(at))
            or (start == said.last and word[:1] != "و")
        ):
            return said
        other = self._second(start, said.when)
        if other is None or isinstance(other.when, Interval) or type(other.when) is not type(said.when):
            return said
        first = said.when
        if isinstance(first, OnDate) and isinstance(other.when, OnDate):
            if dashed and not other.when.day:
                return said
            first = _inherit(first, other.when)
        return said._replace(when=Interval(first, other.when), last=other.last)

    def _second(self, at: int, first: When) -> Said | None:
        """Read the other end of a range, which may be as bare as the first: a month's name, a year."""
        other = self._any(at)
        if other is None and isinstance(first, OnDate) and not first.day:
            part = self.dates.month(at) if first.month else self.dates.plain_year(at)
            return Said(part.date, part.last) if part else None
        return other

    def _dual(self, at: int) -> bool:
        noun = self._at(at, "day_word", "unit")
        return noun is not None and noun.row.value == 2


def _inherit(first: OnDate, last: OnDate) -> OnDate:
    """Give the first date of a range the month and year that only the last one names."""
    if first.year is None and first.turn is None and first.year_shift is None:
        first = first._replace(year=last.year, turn=last.turn, year_shift=last.year_shift, leans_on=last.leans_on)
    return first
