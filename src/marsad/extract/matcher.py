"""Every pattern of every table found in one pass: by a word and what it begins, clitics aware."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import partial
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


Known = tuple[str, object, bool, bool]
"""A pattern as it is kept: its table and row, whether it is open, and whether it takes pronouns."""
Way = tuple[str, str, str, AbstractSet[str], tuple[tuple[str, object], ...]]
"""One way to read a word: the prefix and suffix cut, what is left, the words of which one must follow for a
longer pattern, tables and rows of the word alone."""

_hit = partial(tuple.__new__, Hit)
"""Makes a hit of its values in one, which is faster: there are as many hits as words."""
_KEPT = 200_000
_NONE: frozenset[str] = frozenset()
_LOOKALIKES = {"ه": "ة", "ي": "ى"}
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640"


class Matcher:
    """Patterns of words, by table; `find` returns all that a text holds."""

    def __init__(self) -> None:
        self._patterns: dict[str, list[Known]] = {}
        self._openings: dict[str, set[str]] = {}
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
            self._patterns.setdefault(words, []).append((table, row, False, False))
            if " " in words:
                self._open(words)

    def words(self) -> frozenset[str]:
        """Return every pattern of a single word."""
        return frozenset(words for words in self._patterns if " " not in words)

    def _insert(self, words: str, pattern: Pattern) -> None:
        known = self._patterns.setdefault(words, [])
        if not any(table == pattern.table and row is pattern.row for table, row, _, _ in known):
            known.append((pattern.table, pattern.row, pattern.open, pattern.pronouns))
        if " " in words:
            self._open(words)

    def _open(self, words: str) -> None:
        """Note every beginning of a pattern of several words, and the word after it."""
        opening, *rest = words.split()
        for word in rest:
            self._openings.setdefault(opening, set()).add(word)
            opening = f"{opening} {word}"

    def find(self, tokens: Tokens) -> dict[str, list[Hit]]:
        """Return the hits of each table, in text order, longer first; they may overlap."""
        found: dict[str, list[Hit]] = defaultdict(list)
        ways = self._ways
        if len(ways) > _KEPT:
            ways.clear()
        words = [*tokens.words, ""]
        for first, word in enumerate(tokens.words):
            entered = ways.get(word)
            if entered is None:
                entered = ways[word] = tuple(sorted(self._enter(word), key=_least_cut))
            for prefix, suffix, opening, following, alone in entered:
                if suffix and not _is_pronoun(tokens, first, suffix):
                    continue
                for table, row in alone:
                    found[table].append(_hit((first, first + 1, prefix, suffix, row)))
                if following and words[first + 1] in following:
                    for table in list(self._follow(words, first, prefix, opening, found)):
                        _put_longest_first(found[table])
        return found

    def _enter(self, word: str) -> Iterator[Way]:
        """Return every way to read a word, clitics cut; where a pronoun is cut, single words alone."""
        for prefix, rest in cuts(word):
            article = has_article(prefix)
            alone = tuple((table, row) for table, row, open, _ in self._patterns.get(rest, ()) if open or not article)
            following = self._openings.get(rest, _NONE)
            if alone or following:
                yield prefix, "", rest, following, alone
            if article:
                continue
            for suffix, stem in tails(rest):
                owned = tuple((table, row) for table, row, _, pronouns in self._patterns.get(stem, ()) if pronouns)
                if owned:
                    yield prefix, suffix, stem, _NONE, owned

    def _follow(
        self, words: list[str], first: int, prefix: str, opening: str, found: dict[str, list[Hit]]
    ) -> Iterator[str]:
        """Note the patterns of several words that begin with an opening at a token; yield the tables they are of."""
        article = has_article(prefix)
        last = first + 1
        while words[last] in self._openings.get(opening, _NONE):
            opening = f"{opening} {words[last]}"
            last += 1
            for table, row, open, _ in self._patterns.get(opening, ()):
                if open or not article:
                    found[table].append(_hit((first, last, prefix, "", row)))
                    yield table


def _least_cut(way: Way) -> tuple[int, int]:
    return len(way[0]), len(way[1])


def _order(hit: Hit) -> tuple[int, int, int]:
    return -hit.last, len(hit.prefix), len(hit.suffix)


def _put_longest_first(hits: list[Hit]) -> None:
    """Order the hits of the last token that has any."""
    at = len(hits) - 1
    if at == 0 or hits[at - 1].first != hits[at].first:
        return
    while at and hits[at - 1].first == hits[-1].first:
        at -= 1
    hits[at:] = sorted(hits[at:], key=_order)


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
