"""How many: numbers with their hedges, ranges, what they count, and the unit that makes them no count."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import NamedTuple

from marsad.codebook.numbers import Hedge
from marsad.extract.measures import COUNT, measure
from marsad.extract.numbers import Number, NumberWords, hedge_after, hedge_before, read_number
from marsad.extract.times import TimeMention
from marsad.extract.wordindex import Found
from marsad.model import Span
from marsad.text.clitics import ARTICLE
from marsad.text.tokens import Tokens

PLURAL = "ات"
FURTHER = 4
"""So many words more may qualify what is counted before a hedge behind them."""


class Quantity(NamedTuple):
    """A number in the text, `min` to `max` (None: open), with the words it was read from, hedge included.

    `unit` is `count`, or what the number measures (`time`, `distance`, `age`, `model` …);
    `counted` is the folded word counted, at token `counted_at`, both None where none stands
    beside the number.
    """

    first: int
    last: int
    span: Span
    text: str
    min: int
    max: int | None
    approximate: bool
    unit: str
    counted: str | None
    counted_at: int | None


def find_quantities(tokens: Tokens, index: NumberWords, times: Sequence[TimeMention] = ()) -> list[Quantity]:
    """Return the quantities of a text, but for those inside the times already found.

    `قتل ما لا يقل عن 12 من عناصر اللواء` gives 12 to open, counted `عناصر`; `بعد 15
    كيلومترا` gives 15 with the unit `distance`.
    """
    starts = index.starts
    found: list[Quantity] = []
    finder: _Finder | None = None
    done = 0
    timed = {at for mention in times for at in range(mention.first, mention.last)}
    for at in sorted({*tokens.among(starts), *tokens.figures()}):
        if at >= done and at not in timed:
            finder = finder or _Finder(tokens, index)
            quantity = finder.read(at, done)
            if quantity:
                found.append(quantity)
                done = quantity.last
    return found


class _Finder:
    """Reads the quantities of one text."""

    def __init__(self, tokens: Tokens, index: NumberWords) -> None:
        self.tokens = tokens
        self.words = tokens.words
        self.index = index

    def read(self, at: int, done: int) -> Quantity | None:
        """Return the quantity that begins at a token; what stands before `done` belongs to another."""
        number = read_number(self.words, at, self.index)
        if number is not None:
            return self._number(number, done)
        for vague in self.index.vague.all_at(self.words, at):
            if self._is_itself(vague):
                return self._vague(vague, done)
        return None

    def _number(self, number: Number, done: int) -> Quantity | None:
        before = hedge_before(self.words, number.first, self.index)
        before = before if before and before.first >= done else None
        if (number.article and number.value >= 100 and before is None) or self._is_old(number):
            return None
        high = self._high(number, before)
        before = None if before and before.row.role == "between" and not high else before
        end = high.last if high else number.last
        unit, last = measure(self.tokens, number.first, end, self.index)
        at, after = self._counted(number, end)
        if unit == COUNT and after is None:
            noun = at if at is not None and at >= end else end - 1
            after = hedge_after(self.words, noun + 1, self.index)
            after = after or self._behind_noun(noun + 1)
        low = floor(number.value)
        hedge = before or after
        least, most = _bounds(low, ceil(high.value if high else number.value), hedge)
        if after and after.first == end:
            last = max(last, after.last)
        about = hedge is not None and hedge.row.role == "about"
        return self._quantity(before or number, last, (least, most), about=about, unit=unit, at=at)

    def _behind_noun(self, at: int) -> Found[Hedge] | None:
        """Return the hedge behind words that only qualify the noun: `تسعة مقاتلين | من الفصائل المحلية | على الأقل`."""
        following = self.words[at : at + 1]
        of = following == ["من"]
        if not (of or following == ["منهم"] or self._noun(at) == at):
            return None
        for end in range(at + 1 + of, min(at + 1 + of + FURTHER * of, len(self.words)) + 1):
            after = hedge_after(self.words, end, self.index)
            if after is not None:
                return after
            if end < len(self.words) and not self._plain(self.words[end]):
                return None
        return None

    def _plain(self, word: str) -> bool:
        """Tell whether a word may qualify a noun: no sign, number, preposition or word that joins."""
        return word.isalpha() and word[0] != "و" and word not in self.index.stops and word not in self.index.starts

    def _quantity(
        self,
        start: Found[Hedge] | Number,
        last: int,
        bounds: tuple[int, int | None],
        *,
        about: bool,
        at: int | None,
        unit: str = COUNT,
    ) -> Quantity:
        """Put a quantity together; its words begin with the hedge, clitics cut."""
        span = self.tokens.span(start.first, last, len(start.prefix))
        at = at if unit == COUNT else None
        counted = None if at is None else self.words[at]
        return Quantity(start.first, last, span, span.of(self.tokens.text), *bounds, about, unit, counted, at)

    def _high(self, number: Number, before: Found[Hedge] | None) -> Number | None:
        """Return the upper end of `بين 5 و7`, `5-7`, `5 إلى 7`, `خمسة أو ستة`."""
        at = number.last
        if at + 1 >= len(self.words):
            return None
        word = self.words[at]
        between = before is not None and before.row.role == "between"
        if between and word[0] == "و":
            other = read_number(self.words, at + (word == "و"), self.index)
            return other if other and other.value > number.value else None
        join = self.index.joins.get(word)
        if join is None or (join == "dash" and number.words):
            return None
        other = read_number(self.words, at + 1, self.index)
        fits = other is not None and other.prefix == "" and other.value > number.value
        return other if fits and not (other and join == "dash" and other.words) else None

    def _is_old(self, number: Number) -> bool:
        """Tell whether a number has changed to the next one: `ارتفع العدد من | 20 | إلى 35`."""
        at, last = number.first, number.last
        if not at or self.words[at - 1] != "من" or self._join(last) != "to":
            return False
        return not self.index.changes.isdisjoint(self.words[max(0, at - 8) : at])

    def _join(self, at: int) -> str:
        return self.index.joins.get(self.words[at], "") if at < len(self.words) else ""

    def _vague(self, vague: Found[Hedge], done: int) -> Quantity:
        before = hedge_before(self.words, vague.first, self.index)
        before = before if before and before.first >= done and before.row.role in ("about", "at_least") else None
        at = self._noun(vague.last)
        previous = vague.first - 1
        if self._noun_stands_before(vague, at):
            at = previous
        bounds = vague.row.min, None if before and before.row.role == "at_least" else vague.row.max
        about = before is not None and before.row.role == "about"
        return self._quantity(before or vague, vague.last, bounds, about=about, at=at)

    def _is_itself(self, vague: Found[Hedge]) -> bool:
        """Tell `بعدة غارات` from `بعده`: with a clitic the ta marbuta must be written; `كميات` is no `ك` and `مئات`."""
        if vague.prefix == "ك":
            return False
        end = self.tokens.ends[vague.last - 1]
        return not vague.prefix or self.words[vague.last - 1][-1] != "ه" or self.tokens.text[end - 1] == "ة"

    def _noun_stands_before(self, vague: Found[Hedge], at: int | None) -> bool:
        """Tell `غارات عدة` from `عدة غارات`."""
        word = self.words[vague.first - 1] if vague.first else ""
        if not word.isalpha() or " " in vague.row.forms[0] or vague.row.forms[0].startswith(ARTICLE):
            return False
        plural = word.endswith(PLURAL) and not word.startswith(ARTICLE)
        return plural and vague.row.forms[0][-1] == "ة" and (at is None or not self.words[at].endswith(PLURAL))

    def _counted(self, number: Number, end: int) -> tuple[int | None, Found[Hedge] | None]:
        """Return the token of the word counted, and a hedge between the number and that word."""
        after = hedge_after(self.words, end, self.index)
        start = after.last if after else end
        behind = self._noun(start)
        of = start < len(self.words) and self.words[start] == "من"
        few = number.words and number.value <= 2 and end == number.first + 1
        before = number.first - 1 - (number.first > 1 and self.words[number.first - 1] == ARTICLE)
        definite = number.article or before < number.first - 1
        alone = before < 0 or not self.words[before].isalpha() or self.words[before] in self.index.stops
        if of or alone or not (few or definite):
            return behind, after
        return (before if few or ARTICLE in self.words[before][:4] else behind), after

    def _noun(self, at: int) -> int | None:
        """Return the token of the noun counted at a token: `من مقاتلي` its second, none at a preposition."""
        words = self.words
        at += at < len(words) and words[at] in ("من", ARTICLE)
        at += at < len(words) and words[at] == ARTICLE
        word = words[at] if at < len(words) else ""
        if not word[:1].isalpha() or word in self.index.stops or word in self.index.words.heads:
            return None
        return at if word[0] != "و" or word in self.index.nouns else None


def _bounds(low: int, high: int, hedge: Found[Hedge] | None) -> tuple[int, int | None]:
    """Return least and most: `ما لا يقل عن 12` leaves the end open, `لا يتجاوز 10` begins at one."""
    role = hedge.row.role if hedge else ""
    if role == "at_least":
        return low, None
    return (min(1, low), high) if role == "at_most" else (low, high)
