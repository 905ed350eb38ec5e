"""Words, numbers and punctuation of a report, each with its place in the original text.

Quotation marks and brackets are no tokens: they are kept aside as `quotes`, so that
`تنظيم «داعش»` is two neighbouring words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from marsad.model import Mention, Span
from marsad.text.fold import Folded, fold

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|\n[\s]*|[^\s]")
_OPEN = {"«": "»", "“": "”", "„": "”", "(": ")", "[": "]", "‘": "’", "‹": "›", "﴾": "﴿"}
_CLOSE = {"»": "«", "”": "“", ")": "(", "]": "[", "’": "‘", "›": "‹", "﴿": "﴾"}
PUNCTUATION = frozenset("،,.؛;:؟?!…\n-–—/|*•·")
BRACKETS = frozenset("([")


@dataclass(frozen=True, slots=True)
class Quote:
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
        return Span(start, self.ends[last - 1])

    def mention(self, first: int, last: int, cut: int = 0) -> Mention:
        """Return tokens `first` to `last` (exclusive) as a mention."""
        span = self.span(first, last, cut)
        return Mention(first, last, span, span.of(self.text))


def _after(text: str, start: int, end: int, letters: int) -> int:
    """Return the offset after so many letters, their marks not counted."""
    for place in range(start, end):
        if fold(text[place]).text and letters == 0:
            return place
        letters -= bool(fold(text[place]).text)
    return start


def tokenize(text: str) -> Tokens:
    """Split a report's text: `tokenize("قصفت «داعش».").words` gives `["قصفت", "داعش", "."]`."""
    return _Tokenizer(fold(text)).run()


class _Tokenizer:
    """One pass over the folded text."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.tokens = Tokens(folded.original, [], [], [])
        self.open: list[tuple[str, int]] = []

    def run(self) -> Tokens:
        words, starts, ends = self.tokens.words, self.tokens.starts, self.tokens.ends
        start_of, end_of = self.folded.start, self.folded.end
        for match in _TOKEN.finditer(self.folded.text):
            word = match.group()
            if len(word) == 1 and not word.isalnum():
                if self._quote(word):
                    continue
            elif word[0] == "\n":
                word = "\n"
                self.open.clear()
            words.append(word)
            starts.append(start_of(match.start()))
            ends.append(end_of(match.end()))
        self.tokens.quotes.sort(key=lambda quote: (quote.first, -quote.last))
        return self.tokens

    def _quote(self, mark: str) -> bool:
        """Take note of a quotation mark or bracket; False for any other sign."""
        if mark == '"':
            opened = any(kind == '"' for kind, _ in self.open)
            self._shut('"') if opened else self.open.append(('"', len(self.tokens.words)))
            return True
        if mark in _CLOSE and (mark != "’" or any(kind == "‘" for kind, _ in self.open)):
            self._shut(_CLOSE[mark])
            return True
        if mark in _OPEN:
            self.open.append((mark, len(self.tokens.words)))
            return True
        return mark in "’'`_"

    def _shut(self, mark: str) -> None:
        """Close the latest open mark of this kind and drop what was opened inside it."""
        for place in range(len(self.open) - 1, -1, -1):
            kind, first = self.open[place]
            if kind == mark or {kind, mark} == {"“", "«"}:
                self.tokens.quotes.append(Quote(first, len(self.tokens.words), kind))
                del self.open[place:]
                return
