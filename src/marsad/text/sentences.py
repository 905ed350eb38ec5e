"""Sentences and paragraphs as ranges of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.text.tokens import Tokens

LONGEST = 240
"""How many words a sentence has at most; the longest read in real reports had under 150."""
ENDS = frozenset(".؟?!…\n•؛")


LEANS = frozenset(
    "ما مما جراء نتيجه بسبب اثر عقب اسفر اسفرت وادي وادت ادي ادت خلف خلفت استعدادا تمهيدا بهدف وذلك".split()
)
"""Words that lean on what a semicolon parts them from: `؛ ما أسفر عن`, `؛ جراء`."""


class Sentence(NamedTuple):
    """Tokens `first` (inclusive) to `last` (exclusive); `paragraph` counts lines from 0."""

    first: int
    last: int
    paragraph: int


def split_sentences(tokens: Tokens) -> list[Sentence]:
    """Cut at full stops, question marks and line ends: `"قصفت. وقتل"` is two sentences.

    A full stop inside a quotation ends a sentence too; quotations are followed by attribution.
    """
    found: list[Sentence] = []
    first = paragraph = 0
    for place in tokens.among(ENDS):
        word = tokens.words[place]
        if not (word == "؛" and not LEANS.isdisjoint(tokens.words[place + 1 : place + 2])):
            found.extend(_pieces(tokens, first, place, paragraph))
            first = place + 1
            paragraph += word == "\n"
    found.extend(_pieces(tokens, first, len(tokens.words), paragraph))
    return found


def _pieces(tokens: Tokens, first: int, last: int, paragraph: int) -> Iterator[Sentence]:
    """Cut a stretch without a full stop that no reader would follow: at its last comma, else at `LONGEST`."""
    while last - first > LONGEST:
        stop = next((at for at in range(first + LONGEST, first + LONGEST // 2, -1) if tokens.words[at] == "،"), 0)
        cut = stop or first + LONGEST
        yield Sentence(first, cut, paragraph)
        first = cut + bool(stop)
    if first < last:
        yield Sentence(first, last, paragraph)
