"""Every pattern of every table found in one pass: a trie over words, clitics aware."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from marsad.model import Hit
from marsad.text.clitics import cuts, has_article, tails
from marsad.text.fold import fold_word
from marsad.text.tokens import Tokens


@dataclass(slots=True)
class Node:
    """A step of the trie: where each next word leads, and the rows that end here."""

    next: dict[str, Node] = field(default_factory=dict)
    rows: list[tuple[str, object, bool, bool]] = field(default_factory=list)


class Matcher:
    """Patterns of words, by table; `find` returns all that a text holds.

    A pattern of an *open* table ("غارة") may take the article, also on its later words, and
    of a table with *tails* an attached pronoun; other patterns ("الرقة") are as written, but
    for conjunctions and prepositions before them.
    """

    def __init__(self) -> None:
        self.root = Node()
        self._single: dict[str, list[tuple[str, str, list[tuple[str, object, bool, bool]]]]] = {}

    def add(self, table: str, pattern: str, row: object, *, open: bool = False, pronouns: bool = False) -> None:
        """Add one pattern of one or more words, spelled in any way."""
        words = fold_word(pattern).split()
        self._insert(words, (table, row, open, pronouns))
        if open and len(words) > 1:
            self._insert([words[0], *("ال" + word for word in words[1:])], (table, row, open, pronouns))

    def _insert(self, words: list[str], payload: tuple[str, object, bool, bool]) -> None:
        node = self.root
        for word in words:
            node = node.next.setdefault(word, Node())
        node.rows.append(payload)

    def find(self, tokens: Tokens) -> dict[str, list[Hit]]:
        """Return the hits of each table, in text order, longer first; they may overlap."""
        found: dict[str, list[Hit]] = {}
        words = tokens.words
        starts: dict[str, list[tuple[str, Node]]] = {}
        for first, word in enumerate(words):
            if word not in starts:
                starts[word] = self._starts(word)
            for prefix, node in starts[word]:
                self._walk(words, first, prefix, node, found)
        for hits in found.values():
            hits.sort(key=lambda hit: (hit.first, -hit.last, len(hit.prefix), len(hit.suffix)))
        return found

    def _starts(self, word: str) -> list[tuple[str, Node]]:
        """Return the nodes that a word may enter, with the prefix cut; pronouns as leaf nodes."""
        root = self.root.next
        out = [(prefix, root[rest]) for prefix, rest in cuts(word) if rest in root]
        for prefix, rest in cuts(word):
            if has_article(prefix):
                continue
            for suffix, stem in tails(rest):
                node = root.get(stem)
                if node and any(row[3] for row in node.rows):
                    out.append((prefix + "+" + suffix, Node({}, [row for row in node.rows if row[3]])))
        return out

    def _walk(self, words: list[str], first: int, prefix: str, node: Node, found: dict[str, list[Hit]]) -> None:
        """Follow the words from `first` and note every row passed."""
        prefix, _, suffix = prefix.partition("+")
        article = has_article(prefix)
        last = first + 1
        while True:
            for table, row, open, _ in node.rows:
                if open or not article:
                    found.setdefault(table, []).append(Hit(first, last, prefix, suffix, row))
            if last >= len(words) or not node.next:
                return
            following = node.next.get(words[last])
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
