"""Sentences and paragraphs as ranges of tokens."""

from __future__ import annotations

from typing import NamedTuple

from marsad.text.tokens import Tokens

ENDS = frozenset(".؟?!…\n•؛")


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
    for place, word in enumerate(tokens.words):
        if word in ENDS:
            if place > first:
                found.append(Sentence(first, place, paragraph))
            first = place + 1
            paragraph += word == "\n"
    if first < len(tokens.words):
        found.append(Sentence(first, len(tokens.words), paragraph))
    return found
