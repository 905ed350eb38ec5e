"""Every pattern of every table found in one pass: a trie over words, clitics aware."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from marsad.model import Hit
from marsad.text.clitics import cuts, has_article, tails
from marsad.text.tokens import Tokens, tokenize


@dataclass(frozen=True, slots=True)
class Entry:
    """A row at the end of its pattern: whether it may take the article, and a pronoun."""

    table: str
    row: object
    open: bool
    pronouns: bool


@dataclass(slots=True)
class Node:
    """A step of the trie: where each next word leads, and the rows that end here."""

    next: dict[str, Node] = field(default_factory=dict)
    rows: list[Entry] = field(default_factory=list)


Way = tuple[str, str, bool, Node]
"""One way to enter the trie with a word: the prefix and suffix cut, whether an article is cut, the node."""

_KEPT = 200_000
_LOOKALIKES = {"ه": "ة", "ي": "ى"}
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640"


class Matcher:
    """Patterns of words, by table; `find` returns all that a text holds.

    A pattern of an *open* table ("غارة") may take the article, also on its later words, and
    of a table with *pronouns* an attached one; other patterns ("الرقة") are as written, but
    for conjunctions and prepositions before them.
    """

    def __init__(self) -> None:
        self.root = Node()
        self._ways: dict[str, tuple[Way, ...]] = {}

    def add(self, table: str, pattern: str, row: object, *, open: bool = False, pronouns: bool = False) -> None:
        """Add one pattern of one or more words, spelled in any way; it is split as a text is."""
        words = tokenize(pattern).words
        entry = Entry(table, row, open, pronouns)
        self._ways.clear()
        self._insert(words, entry)
        if open and len(words) > 1:
            self._insert([words[0], *("ال" + word for word in words[1:])], entry)

    def add_folded(self, table: str, patterns: Iterable[tuple[str, object]]) -> None:
        """Add many patterns that are folded already, each as written but for clitics before it.

        Rows that are shared by many patterns are noted once; a pattern is to come once only.
        """
        self._ways.clear()
        entries: dict[int, Entry] = {}
        for pattern, row in patterns:
            entry = entries.get(id(row))
            if entry is None:
                entry = entries[id(row)] = Entry(table, row, False, False)
            node = self.root
            for word in pattern.split():
                following = node.next.get(word)
                if following is None:
                    following = node.next[word] = Node()
                node = following
            node.rows.append(entry)

    def _insert(self, words: list[str], entry: Entry) -> None:
        node = self.root
        for word in words:
            node = node.next.setdefault(word, Node())
        if not any(known.table == entry.table and known.row is entry.row for known in node.rows):
            node.rows.append(entry)

    def find(self, tokens: Tokens) -> dict[str, list[Hit]]:
        """Return the hits of each table, in text order, longer first; they may overlap."""
        found: dict[str, list[Hit]] = {}
        words, ways = tokens.words, self._ways
        if len(ways) > _KEPT:
            ways.clear()
        for first, word in enumerate(words):
            entered = ways.get(word)
            if entered is None:
                entered = ways[word] = tuple(self._enter(word))
            for way in entered:
                _walk(words, first, way, found)
        for hits in found.values():
            hits[:] = [hit for hit in hits if not hit.suffix or _is_pronoun(tokens, hit)]
            hits.sort(key=lambda hit: (hit.first, -hit.last, len(hit.prefix), len(hit.suffix)))
        return found

    def _enter(self, word: str) -> Iterator[Way]:
        """Return every way into the trie, clitics cut; where a pronoun is cut, single words alone."""
        root = self.root.next
        for prefix, rest in cuts(word):
            article = has_article(prefix)
            if rest in root:
                yield prefix, "", article, root[rest]
            if article:
                continue
            for suffix, stem in tails(rest):
                rows = [entry for entry in root[stem].rows if entry.pronouns] if stem in root else []
                if rows:
                    yield prefix, suffix, False, Node({}, rows)


def _is_pronoun(tokens: Tokens, hit: Hit) -> bool:
    """Tell whether a cut ه or ي is one in the text too: `محافظة` is no governor of his, `قتلى` not "my killing"."""
    if hit.suffix not in _LOOKALIKES:
        return True
    word = tokens.text[tokens.starts[hit.last - 1] : tokens.ends[hit.last - 1]]
    return not word.rstrip(_MARKS).endswith(_LOOKALIKES[hit.suffix])


def _walk(words: list[str], first: int, way: Way, found: dict[str, list[Hit]]) -> None:
    """Follow the words from `first` and note every row passed."""
    prefix, suffix, article, node = way
    last = first + 1
    while True:
        for entry in node.rows:
            if entry.open or not article:
                found.setdefault(entry.table, []).append(Hit(first, last, prefix, suffix, entry.row))
        following = node.next.get(words[last]) if node.next and last < len(words) else None
        if following is None:
            return
        node, last = following, last + 1


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the longest hits that do not overlap, leftmost first; equal spans all stay."""
    kept: list[Hit] = []
    for hit in hits:
        if kept and hit.first < kept[-1].last and (hit.first, hit.last) != (kept[-1].first, kept[-1].last):
            continue
        kept.append(hit)
    return kept
