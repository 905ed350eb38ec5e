"""Every pattern of every table found in one pass: by a word and what it begins, clitics aware."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from marsad.model import Hit
from marsad.text.clitics import cuts, has_article, tails
from marsad.text.tokens import Tokens, split_all


class Pattern(NamedTuple):
    """Words to be found, spelled in any way, and the row of a table that they stand for.

    An `open` pattern ("غارة") may take the article, also on its later words, and one with
    `pronouns` an attached one; others ("الرقة") are as written, but for conjunctions and
    prepositions before them.
    """

    table: str
    text: str
    row: object
    open: bool = False
    pronouns: bool = False


Way = tuple[str, str, bool, str, tuple[tuple[str, object], ...]]
"""One way to read a word: the prefix and suffix cut, whether an article is cut, what is left where longer
patterns begin with it (else ""), tables and rows of the word alone."""

_KEPT = 200_000
_LOOKALIKES = {"ه": "ة", "ي": "ى"}
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640"


class Matcher:
    """Patterns of words, by table; `find` returns all that a text holds."""

    def __init__(self) -> None:
        self._patterns: dict[str, list[Pattern]] = {}
        self._openings: set[str] = set()
        self._ways: dict[str, tuple[Way, ...]] = {}

    def add(self, table: str, pattern: str, row: object, *, open: bool = False, pronouns: bool = False) -> None:
        """Add one pattern; many are added faster by `add_all`."""
        self.add_all([Pattern(table, pattern, row, open, pronouns)])

    def add_all(self, patterns: Iterable[Pattern]) -> None:
        """Add many patterns of one or more words each, split as a text is."""
        listed = list(patterns)
        self._ways.clear()
        for words, pattern in zip(split_all(pattern.text for pattern in listed), listed, strict=True):
            self._insert(words, pattern)
            if pattern.open and " " in words:
                self._insert(words.replace(" ", " ال"), pattern)

    def add_folded(self, table: str, patterns: Iterable[tuple[str, object]]) -> None:
        """Add many patterns that are folded already, each as written but for clitics before it.

        Each comes once only.
        """
        self._ways.clear()
        for words, row in patterns:
            self._patterns.setdefault(words, []).append(Pattern(table, words, row))
            if " " in words:
                self._open(words)

    def _insert(self, words: str, pattern: Pattern) -> None:
        known = self._patterns.setdefault(words, [])
        if not any(other.table == pattern.table and other.row is pattern.row for other in known):
            known.append(pattern)
        if " " in words:
            self._open(words)

    def _open(self, words: str) -> None:
        """Note every beginning of a pattern of several words."""
        end = words.find(" ")
        while end > 0:
            self._openings.add(words[:end])
            end = words.find(" ", end + 1)

    def find(self, tokens: Tokens) -> dict[str, list[Hit]]:
        """Return the hits of each table, in text order, longer first; they may overlap."""
        found: dict[str, list[Hit]] = defaultdict(list)
        ways = self._ways
        if len(ways) > _KEPT:
            ways.clear()
        for first, word in enumerate(tokens.words):
            entered = ways.get(word)
            if entered is None:
                entered = ways[word] = tuple(self._enter(word))
            for prefix, suffix, article, opening, alone in entered:
                if suffix and not _is_pronoun(tokens, first, suffix):
                    continue
                for table, row in alone:
                    found[table].append(Hit(first, first + 1, prefix, suffix, row))
                if opening:
                    self._follow(tokens.words, first, prefix, article, opening, found)
        for hits in found.values():
            hits.sort(key=_order)
        return found

    def _enter(self, word: str) -> Iterator[Way]:
        """Return every way to read a word, clitics cut; where a pronoun is cut, single words alone."""
        for prefix, rest in cuts(word):
            article = has_article(prefix)
            alone = tuple((one.table, one.row) for one in self._patterns.get(rest, ()) if one.open or not article)
            opening = rest if rest in self._openings else ""
            if alone or opening:
                yield prefix, "", article, opening, alone
            if article:
                continue
            for suffix, stem in tails(rest):
                owned = tuple((one.table, one.row) for one in self._patterns.get(stem, ()) if one.pronouns)
                if owned:
                    yield prefix, suffix, False, "", owned

    def _follow(
        self, words: list[str], first: int, prefix: str, article: bool, opening: str, found: dict[str, list[Hit]]
    ) -> None:
        """Note the patterns of several words that begin with an opening at a token."""
        last = first + 1
        while opening in self._openings and last < len(words):
            opening = f"{opening} {words[last]}"
            last += 1
            for pattern in self._patterns.get(opening, ()):
                if pattern.open or not article:
                    found[pattern.table].append(Hit(first, last, prefix, "", pattern.row))


def _order(hit: Hit) -> tuple[int, int, int, int]:
    return hit.first, -hit.last, len(hit.prefix), len(hit.suffix)


def _is_pronoun(tokens: Tokens, at: int, suffix: str) -> bool:
    """Tell whether a cut ه or ي is one in the text too: `محافظة` is no governor of his, `قتلى` not "my killing"."""
    if suffix not in _LOOKALIKES:
        return True
    word = tokens.text[tokens.starts[at] : tokens.ends[at]]
    return not word.rstrip(_MARKS).endswith(_LOOKALIKES[suffix])


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the longest hits that do not overlap, leftmost first; equal spans all stay."""
    kept: list[Hit] = []
    for hit in hits:
        if kept and hit.first < kept[-1].last and (hit.first, hit.last) != (kept[-1].first, kept[-1].last):
            continue
        kept.append(hit)
    return kept
