"""A report read once: its tokens, and everything found in them, in order and without overlaps."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from marsad.text.clitics import has_article
from marsad.text.grammar import BESIDE, BY, COLLECTIVE, GUNMAN, LETTERS, PREPOSITIONS, SERIES
from marsad.text.sentences import Sentence
from marsad.text.tokens import Tokens

ATTACHED = frozenset("بلك")
"""Prepositions that are written with the word behind them."""


@dataclass(slots=True)
class Item:
    """One thing found: what it is, its tokens, the clitics cut from it and the row or mention behind it."""

    type: str
    first: int
    last: int
    ref: Any
    prefix: str = ""
    suffix: str = ""

    @property
    def definite(self) -> bool:
        """Tell whether the words carry the article."""
        return has_article(self.prefix)

    @property
    def joined(self) -> bool:
        """Tell whether the words begin with و or ف."""
        return self.prefix[:1] in ("و", "ف")


@dataclass(slots=True)
class Reading:
    """A report's tokens and sentences, and the items of each sentence in text order.

    `people` gives the mention of a party for persons that may mean one (`المسلحون`), by token;
    `counts` where a number before a token begins, with its clitics (`بثلاث غارات`).
    """

    tokens: Tokens
    sentences: list[Sentence]
    items: list[Item]
    actors: list[Any]
    places: list[Any]
    times: list[Any]
    quantities: list[Any]
    people: dict[int, int] = field(default_factory=dict)
    counts: dict[int, tuple[int, str]] = field(default_factory=dict)
    _firsts: list[int] = field(default_factory=list)
    _prepositions: dict[tuple[int, str], str] = field(default_factory=dict)

    def between(self, first: int, last: int) -> list[Item]:
        """Return the items that begin in tokens `first` (inclusive) to `last` (exclusive)."""
        if not self._firsts and self.items:
            self._firsts = [item.first for item in self.items]
        return self.items[bisect_left(self._firsts, first) : bisect_left(self._firsts, last)]

    def preposition(self, first: int, prefix: str) -> str:
        """Return the preposition that governs the words at a token, or "".

        A clitic counts (`بالمدفعية`: ب), a letter that stands alone before a quotation mark,
        and the word before; `من قبل` and `على يد` give `by`.
        """
        found = self._prepositions.get((first, prefix))
        if found is None:
            begin = (first, prefix) if prefix else self.counts.get(first, (first, prefix))
            found = self._prepositions[first, prefix] = preposition_at(self.tokens.words, *begin)
        return found


def preposition_at(words: list[str], first: int, prefix: str) -> str:
    """Return the preposition that governs the words at a token; see `Reading.preposition`."""
    bare = prefix.removesuffix("ال")
    if bare[-1:] in ATTACHED:
        return bare[-1]
    if bare in ("و", "ف") or first == 0:
        return ""
    before = words[first - 1]
    if before in SERIES and first > 1:
        cut = before[0] if before[1:] in SERIES else ""
        return preposition_at(words, first - 1, cut)
    if before == "من" and first > 2 and words[first - 2] in ("اخري", "اخر") and words[first - 3] in COLLECTIVE:
        return preposition_at(words, first - 3, "")
    if before == "من" and first > 1 and words[first - 2].lstrip("و") in COLLECTIVE:
        return preposition_at(words, first - 2, "")
    if before in LETTERS:
        return "" if before in "وف" else before
    if first > 1 and (words[first - 2].lstrip("وف") or words[first - 2], before) in BY:
        return "by"
    for word in (before, before[1:] if before[:1] in "وف" else before):
        if word in PREPOSITIONS:
            return PREPOSITIONS[word]
    gunman = before in GUNMAN and first > 1 and words[first - 2] in BESIDE
    return "by" if before in BESIDE or gunman else ""
