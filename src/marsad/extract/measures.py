"""What a number measures if it counts nothing: a time, a distance, an age, the model of a weapon."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from marsad.extract.numbers import AL, DIGITS, NumberWords, phrase_before
from marsad.text.tokens import Tokens

COUNT = "count"
DASHES = frozenset("-–—")
_first = attrgetter("first")


def measure(tokens: Tokens, first: int, last: int, index: NumberWords) -> tuple[str, int]:
    """Return the unit of a number, and where number and unit end.

    `15 كيلومترا` is a distance, `اللواء 52` a name, `ميغ-29` a model, `12 قتيلا` a `count`.
    """
    words = tokens.words
    start = first - 1 if first and words[first - 1] == AL else first
    behind = index.units.all_at(words, last + (last < len(words) and words[last] == AL))
    marked = phrase_before(words, start, index.marks)
    if behind and (not behind[0].prefix or behind[0].row.unit == "percent"):
        unit = behind[0].row.unit
        aged = unit == "time" and ((marked and marked.row.unit == "age") or _in_brackets(tokens, first))
        return "age" if aged else unit, behind[0].last
    if marked:
        return marked.row.unit, last
    if start and words[start - 1] in DASHES:
        named = phrase_before(words, start - 1, index.marks) or phrase_before(words, start - 1, index.dashed)
        if named:
            return named.row.unit if named.row.unit != "name" else "model", last
    if _touches_latin(tokens, first, last):
        return "model", last
    return _among_signs(words, first, last), last


def _in_brackets(tokens: Tokens, first: int) -> bool:
    quotes = tokens.quotes
    place = bisect_left(quotes, first, key=_first)
    while place < len(quotes) and quotes[place].first == first:
        if quotes[place].mark == "(":
            return True
        place += 1
    return False


def _touches_latin(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether Latin letters stand at the number: `F-16`, `M5`, `T 72`, `155mm`."""
    words = tokens.words
    before = first - 2 if first and words[first - 1] in DASHES else first - 1
    if before >= 0 and words[before][-1].isascii() and words[before][-1].isalpha():
        return True
    touching = last < len(words) and tokens.starts[last] == tokens.ends[last - 1]
    return touching and words[last][0].isascii() and words[last][0].isalpha()


def _among_signs(words: list[str], first: int, last: int) -> str:
    """Tell a time of day `10:30`, a bare `21/10`, an amount in `$ 20` from a count."""
    before = words[first - 1] if first else ""
    after = words[last] if last < len(words) else ""
    digit_behind = last + 1 < len(words) and words[last + 1][0] in DIGITS
    digit_ahead = first > 1 and words[first - 2][0] in DIGITS
    if (after == ":" and digit_behind) or (before == ":" and digit_ahead):
        return "time"
    if (after == "/" and digit_behind) or (before == "/" and digit_ahead):
        return "name"
    if before == "#":
        return "name"
    return "money" if before in ("$", "€", "£") else COUNT
