"""Words, numbers and punctuation of a report, each with its place in the original text.

Quotation marks and brackets are no tokens: they are kept aside as `quotes`, so that
`تنظيم «داعش»` is two neighbouring words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import compress, count
from operator import add, itemgetter
from typing import NamedTuple

from marsad.model import Mention, Span
from marsad.text.fold import DROPPED, FORMS, fold, fold_words

_span = partial(tuple.__new__, Span)
"""Makes a span of its ends in one, which is faster."""
_BREAKS = "\n\r\v\f\x85\u2028\u2029"
_ASIDE = r"«»“”„()\[\]‘’‹›﴾﴿\"'`_#"
_LETTERS = r"[ء-ي](?:\.\s?[ء-ي])+(?![^\W\d_])(?:\.(?=\)))?"
"""Letters that stand for names: `د.ب.أ`, `(م. ح.)`; their stops end no sentence."""
_TOKEN = re.compile(rf"{_LETTERS}|[ء-ي]+[^\W\d_]*|[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|[{_BREAKS}]\s*|[^\s{_ASIDE}]")
_SIGN = re.compile(f"[{_ASIDE}{_BREAKS}]")
_UNEVEN = re.compile(f"[{DROPPED}{FORMS}]")
_OPEN = frozenset('«“„([‘‹﴾"')
_SHUTS = {
    "»": "«“", "”": "“„«", ")": "(", "]": "[", "’": "‘", "›": "‹", "﴿": "﴾", '"': '"', "«": "»", "“": "”",
}  # fmt: skip
_TURNED = {"»": "«", "”": "“"}
_DEPTH = 8
PUNCTUATION = frozenset("،,.؛;:؟?!…\n-–—/|*•·")
BRACKETS = frozenset("([")
DIGITS = frozenset("0123456789")
_first = itemgetter(0)


class Quote(NamedTuple):
    """Tokens `first` (inclusive) to `last` (exclusive) between a pair of quotation marks or brackets."""

    first: int
    last: int
    mark: str


@dataclass(slots=True)
class Tokens:
    """A report's tokens: `words` folded, `starts` and `ends` as offsets of the original `text`."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    quotes: list[Quote] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int, cut: int = 0) -> Span:
        """Return the span of tokens `first` to `last` (exclusive), less `cut` letters of clitics."""
        start = self.starts[first]
        if cut:
            start = _after(self.text, start, self.ends[first], cut)
        return _span((start, self.ends[last - 1]))

    def among(self, wanted: Container[str]) -> list[int]:
        """Return which tokens are among some words."""
        return among(self.words, wanted)

    def figures(self) -> list[int]:
        """Return which tokens begin with a digit."""
        return [*compress(count(), map(DIGITS.__contains__, map(_first, self.words)))]

    def mention(self, first: int, last: int, cut: int = 0) -> Mention:
        """Return tokens `first` to `last` (exclusive) as a mention."""
        span = self.span(first, last, cut)
        return Mention(first, last, span, span.of(self.text))


def among(words: Iterable[str], wanted: Container[str], first: int = 0) -> list[int]:
    """Return which of some words are among those wanted; they are counted from `first`."""
    return [*compress(count(first), map(wanted.__contains__, words))]


def _after(text: str, start: int, end: int, letters: int) -> int:
    """Return the offset after so many letters, their marks not counted."""
    if not _UNEVEN.search(text, start, end):
        return min(start + letters, end)
    for place in range(start, end):
        count = len(fold(text[place]).text)
        if count and letters <= 0:
            return place
        letters -= count
    return start


def tokenize(text: str) -> Tokens:
    """Split a report's text: `tokenize("قصفت «داعش».").words` gives `["قصفت", "داعش", "."]`."""
    folded = fold(text)
    matches = list(_TOKEN.finditer(folded.text))
    words = [match[0] for match in matches]
    places = [*map(re.Match.start, matches)]
    starts, ends = folded.starts(places), folded.ends([*map(add, places, map(len, words))])
    tokens = Tokens(text, words, starts, ends)
    _Signs(folded.text, tokens, places).run()
    return tokens


def split_all(texts: Iterable[str]) -> Iterator[str]:
    """Give the words of many short texts as `tokenize` splits them, joined by a space: `"«داعش» "` gives `"داعش"`."""
    for text in fold_words(texts):
        if text.isalpha():
            yield text
        else:
            yield " ".join(text.split() if text.replace(" ", "").isalpha() else tokenize(text).words)


class _Signs:
    """One pass over quotation marks, brackets and line ends."""

    def __init__(self, text: str, tokens: Tokens, places: list[int]) -> None:
        self.text = text
        self.tokens = tokens
        self.places = places
        self.open: list[tuple[str, int]] = []

    def run(self) -> None:
        """Fill in the tokens' quotes; a line's end becomes a plain one and closes all that is open."""
        index = 0
        for match in _SIGN.finditer(self.text):
            mark, place = match[0], match.start()
            index = bisect_left(self.places, place, index)
            if mark not in _BREAKS:
                self._mark(mark, place, index)
            elif index < len(self.places) and self.places[index] == place:
                self.tokens.words[index] = "\n"
                self.open.clear()
        self.tokens.quotes.sort(key=lambda quote: (quote.first, -quote.last))

    def _mark(self, mark: str, place: int, index: int) -> None:
        """Close or open a quote at a mark that stands before token `index`."""
        shuts = self._shut_by(mark, place)
        if shuts and self._shut(shuts, index):
            return
        if mark in _OPEN or (mark in _TURNED and self._before_word(place)):
            del self.open[:-_DEPTH]
            self.open.append((mark, index))

    def _shut_by(self, mark: str, place: int) -> str:
        """Return the opening marks that this mark closes where one is open."""
        if mark == "“" and not self._before_word(place):
            return "”“„"
        return _SHUTS.get(mark, "")

    def _before_word(self, place: int) -> bool:
        """Tell whether a closing mark stands where an opening one should: `”كلمة“`."""
        before, after = self.text[place - 1 : place], self.text[place + 1 : place + 2]
        return not before.strip() and bool(after.strip())

    def _shut(self, marks: str, index: int) -> bool:
        """Close the latest open one of these marks and drop what was opened inside it."""
        for depth in range(len(self.open) - 1, -1, -1):
            kind, first = self.open[depth]
            if kind in marks:
                if first < index:
                    self.tokens.quotes.append(Quote(first, index, _TURNED.get(kind, kind)))
                del self.open[depth:]
                return True
        return False
