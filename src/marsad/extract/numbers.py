"""Numbers in figures and words, the hedges around them: `خمسة وعشرين` is 25, `ما لا يقل عن 12` is 12 or more."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from marsad.codebook.numbers import Hedge, NumberTables, NumberWord, UnitWord
from marsad.extract.wordindex import PREFIXES, Found, WordIndex
from marsad.text.fold import fold_word

R = TypeVar("R")
Phrases = dict[str, list[tuple[tuple[str, ...], str, R]]]
"""Phrases by their last word: the words, the clitics of the first, the row."""
DIGITS = frozenset("0123456789")
LARGEST = 10**12
AL = "ال"
ASIDE = frozenset("،,()-–—")
"""What sets a hedge apart on both sides: `أصيب، على الأقل، ثلاثون`."""
_MAY_TAKE_ARTICLE = frozenset({"unit", "ten", "teen", "tens", "hundred", "scale"})
_SMALL = frozenset({"unit", "ten", "teen", "tens", "hundred", "hundreds", "teen_unit"})


class Number(NamedTuple):
    """A number read from tokens `first` to `last` (exclusive); `whole` is False for 1.5."""

    first: int
    last: int
    value: float
    prefix: str = ""
    article: bool = False
    words: bool = False

    @property
    def whole(self) -> bool:
        """Tell whether it is a whole number."""
        return self.value == int(self.value)


class NumberWords:
    """The tables of numbers, folded and indexed for reading."""

    def __init__(self, tables: NumberTables) -> None:
        self.words: WordIndex[NumberWord] = WordIndex()
        self.ordinals: WordIndex[NumberWord] = WordIndex()
        self.vague: WordIndex[Hedge] = WordIndex()
        self.after: WordIndex[Hedge] = WordIndex()
        self.before: Phrases[Hedge] = {}
        self.joins: dict[str, str] = {}
        self.stops: set[str] = set()
        self.nouns: set[str] = set()
        self.changes: set[str] = set()
        self.units: WordIndex[UnitWord] = WordIndex()
        self.marks: Phrases[UnitWord] = {}
        self.dashed: Phrases[UnitWord] = {}
        for word in tables.words:
            ordinal = word.role.startswith("ordinal")
            article = word.role in _MAY_TAKE_ARTICLE and word.value > 2  # الاثنين is Monday
            (self.ordinals if ordinal else self.words).add(word.forms, word, article=article)
        for hedge in tables.hedges:
            self._hedge(hedge)
        for unit in tables.units:
            if unit.place == "after":
                self.units.add(unit.forms, unit, article=True, clitics=False)
            else:
                _add_reversed(self.marks if unit.place == "before" else self.dashed, unit.forms, unit)
        for index in (self.words, self.ordinals, self.vague, self.after, self.units):
            index.close()
        for phrases in (self.before, self.marks, self.dashed):
            for entries in phrases.values():
                entries.sort(key=lambda entry: -len(entry[0]))
        self.starts = frozenset(self.words.heads) | frozenset(self.vague.heads)

    def _hedge(self, hedge: Hedge) -> None:
        if hedge.role == "vague":
            self.vague.add([form for form in hedge.forms if " " not in form], hedge, article=True)
            self.vague.add([form for form in hedge.forms if " " in form], hedge)
        elif hedge.role in ("noun", "change"):
            (self.nouns if hedge.role == "noun" else self.changes).update(map(fold_word, hedge.forms))
        elif hedge.role == "stop":
            self.stops |= {fold_word(form) for form in hedge.forms} | {"و" + fold_word(form) for form in hedge.forms}
        elif hedge.place == "between":
            self.joins |= {fold_word(form) or form: hedge.role for form in hedge.forms}
        elif hedge.place == "after":
            self.after.add(hedge.forms, hedge, clitics=False)
        else:
            _add_reversed(self.before, hedge.forms, hedge)


def _add_reversed(into: Phrases[R], forms: tuple[str, ...], row: R) -> None:
    """File phrases under their last word, their first with every clitic."""
    for form in forms:
        first, *rest = fold_word(form).split()
        for prefix in PREFIXES:
            phrase = (prefix + first, *rest)
            into.setdefault(phrase[-1], []).append((phrase, prefix, row))


def phrase_before(words: list[str], at: int, phrases: Phrases[R]) -> Found[R] | None:
    """Return the longest phrase that ends right before a token."""
    for phrase, prefix, row in phrases.get(words[at - 1], ()) if at else ():
        first = at - len(phrase)
        if first >= 0 and (len(phrase) == 1 or tuple(words[first:at]) == phrase):
            return Found(first, at, prefix, False, row)
    return None


def hedge_before(words: list[str], at: int, index: NumberWords) -> Found[Hedge] | None:
    """Return the hedge before a number or a counted noun: `ما لا يقل عن | 12`, `نحو | ال | 30`."""
    if at and words[at - 1] == AL:
        at -= 1
    found = phrase_before(words, at, index.before)
    if found is None and at > 1 and words[at - 1] in ASIDE:
        found = phrase_before(words, at - 1, index.before)
        return found if found and found.first and words[found.first - 1] in ASIDE else None
    return found


def hedge_after(words: list[str], at: int, index: NumberWords) -> Found[Hedge] | None:
    """Return the hedge at a token behind a number or its noun: `12 قتيلا | على الأقل`, `12 قتيلا | ، على الأقل،`."""
    found = index.after.all_at(words, at)
    if not found and words[at : at + 1] and words[at] in ASIDE:
        aside = index.after.all_at(words, at + 1)
        found = [one for one in aside if one.last < len(words) and words[one.last] in ASIDE]
    return found[0] if found else None


def figure(word: str) -> float | None:
    """Return the value of a token of digits: `1,200` and `1.200` give 1200, `1.5` gives 1.5, `21.10.2014` None."""
    if word.isdecimal():
        return int(word) if len(word) <= 12 else None
    head, *groups = word.replace(",", ".").split(".")
    if head[0] != "0" and len(head) <= 3 and all(len(group) == 3 for group in groups):
        return int(head + "".join(groups))
    return float(f"{head}.{groups[0]}") if len(groups) == 1 and len(word) <= 12 else None


def read_number(words: list[str], at: int, index: NumberWords) -> Number | None:
    """Return the longest number that begins at a token: `مئة وخمسة وعشرين ألفا` gives 125000."""
    part = _component(words, at, index)
    if part is None:
        return None
    role, value, last, prefix, article = part
    if role == "scale_plural" or (role == "teen_unit" and not _ten_follows(words, last, index)):
        return None
    reader = _Reader(role, value)
    while last < len(words) and reader.total + reader.low < LARGEST:
        joined = words[last] == "و" and last + 1 < len(words) and words[last + 1][0] in DIGITS
        step = _component(words, last + joined, index)
        if step is None or step[4] or not reader.take(step[0], step[1], "و" if joined else step[3]):
            break
        if step[0] == "teen_unit" and not _ten_follows(words, step[2], index):
            break
        last = step[2]
    return Number(at, last, reader.total + reader.low, prefix, article, words=words[at][0] not in DIGITS)


def _ten_follows(words: list[str], at: int, index: NumberWords) -> bool:
    return any(found.row.role == "ten" and not found.prefix for found in index.words.all_at(words, at))


def _component(words: list[str], at: int, index: NumberWords) -> tuple[str, float, int, str, bool] | None:
    """Return role, value, end, clitics and article of the word of numbers at a token."""
    if at >= len(words):
        return None
    word = words[at]
    if word[0] in DIGITS:
        value = figure(word)
        return None if value is None else ("figure", value, at + 1, "", False)
    for found in index.words.all_at(words, at):
        return found.row.role, found.row.value, found.last, found.prefix, found.article
    return None


class _Reader:
    """The number read so far: whole scales in `total`, what is below the last scale in `low`."""

    def __init__(self, role: str, value: float) -> None:
        self.total: float = 0
        self.low: float = value
        self.role = role
        self.unit: float = value if role == "unit" else 0
        self.limit = float(LARGEST)
        self._settle(role, value)

    def take(self, role: str, value: float, prefix: str) -> bool:
        """Add the next component if it can continue the number; tell whether it could."""
        taken = self._add(role, value) if prefix == "و" else not prefix and self._multiply(role, value)
        if taken:
            self.role = role
        return taken

    def _settle(self, role: str, value: float) -> None:
        """Close the group after a scale that stands by itself: `ألف`, `ألفان`."""
        if role.startswith("scale"):
            self.total, self.low = self.total + value, 0
            self.limit = value if role != "scale_dual" else value / 2

    def _multiply(self, role: str, value: float) -> bool:
        """Take a word that stands directly behind: `خمسة عشر`, `ثلاث مئة`, `25 ألف`."""
        if role == "ten" and self.role in ("unit", "teen_unit"):
            self.low += value
        elif role == "hundred" and (self.role == "figure" or (self.role == "unit" and self.unit > 2)):
            self.low += self.unit * value - self.unit if self.role == "unit" else self.low * (value - 1)
        elif role in ("scale", "scale_plural") and self.low and value < self.limit:
            self.total, self.low, self.limit = self.total + self.low * value, 0, value
        else:
            return False
        return True

    def _add(self, role: str, value: float) -> bool:
        """Take a word joined by و: `خمسة وعشرون`, `مئة وثلاثة`, `ألف ومئتان`."""
        below = self.role in ("hundred", "hundreds") and role in _SMALL and value < 100
        tens = role == "tens" and self.role == "unit"
        scaled = self.role.startswith("scale") and value < self.limit and (role == "figure" or role in _SMALL)
        dual = role.startswith("scale") and self.role.startswith("scale") and value < self.limit
        if dual:
            self.total, self.limit = self.total + value, value if role != "scale_dual" else value / 2
        elif below or tens or scaled:
            self.low += value
            self.unit = value if role == "unit" else 0
        else:
            return False
        return True
