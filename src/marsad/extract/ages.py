"""Names that an age behind them says to be of persons: `على همام العبد (29 عاماً)`."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from marsad.text.tokens import BRACKETS, PUNCTUATION, Tokens

YEARS = frozenset("عاما سنه عام سنوات اعوام".split())
ON = "علي"
LONGEST = 3
"""How many words of a name are looked at."""


def aged_names(tokens: Tokens, prepositions: AbstractSet[str]) -> set[int]:
    """Return the tokens of the names before an age in brackets; behind `في` or `من` a place may stand there."""
    words, found = tokens.words, set[int]()
    for quote in tokens.quotes:
        age = words[quote.first : quote.first + 2]
        if quote.mark in BRACKETS and len(age) > 1 and age[0].isdigit() and age[1] in YEARS:
            found |= _name_before(words, quote.first, prepositions)
    return found


def _name_before(words: list[str], end: int, prepositions: AbstractSet[str]) -> set[int]:
    """Return the tokens of the name that ends at a token; none where it is of a place by the word before."""
    first = end
    while first > 0 and end - first < LONGEST and words[first - 1] not in PUNCTUATION:
        if words[first - 1] in prepositions:
            return set(range(first, end)) if words[first - 1] == ON else set()
        first -= 1
    return set(range(first, end))
