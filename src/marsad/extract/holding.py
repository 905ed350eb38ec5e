"""Who is said to hold a place, in passing: `بلدة دوما الخاضعة لسيطرة جيش الإسلام`, `داريا المحاصرة من قوات النظام`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.extract.reading import Reading
from marsad.text.clitics import cuts
from marsad.text.fold import fold_word

HELD = frozenset("خاضعه خاضع سيطره يسيطر تسيطر سيطرت معقل".split())
"""Words between a place and its holder."""
BESIEGED = frozenset("محاصره محاصر محاصرين".split())
REACH, NEAR = 3, 5
"""So many words from the place to the word that says so, and from that to the party."""
ENDS = frozenset("،.؛:\n")


class Holding(NamedTuple):
    """A place and a party (indexes of mentions) and the state: `held` by the party, or `besieged` by it."""

    place: int
    actor: int
    state: str
    first: int
    last: int


def may_hold(text: str) -> bool:
    """Tell whether a text has any of the words that say who holds a place; it is folded here."""
    folded = fold_word(text)
    return any(word in folded for word in HELD | BESIEGED)


def find_holdings(reading: Reading) -> Iterator[Holding]:
    """Yield the places of which the report says in passing who holds or besieges them."""
    words = reading.tokens.words
    starts = sorted((actor.first, index) for index, actor in enumerate(reading.actors))
    for index, place in enumerate(reading.places):
        for at in range(place.last, min(place.last + REACH + 1, len(words))):
            if words[at] in ENDS:
                break
            bare = {rest for _, rest in cuts(words[at])}
            state = "held" if bare & HELD else "besieged" if bare & BESIEGED else None
            if state is None:
                continue
            actor = _party(words, starts, at + 1)
            if actor is not None:
                yield Holding(index, actor, state, place.first, reading.actors[actor].last)
            break


def _party(words: list[str], starts: list[tuple[int, int]], at: int) -> int | None:
    """Return the party named within a few words, before the clause ends."""
    stop = next((place for place in range(at, min(at + NEAR, len(words))) if words[place] in ENDS), at + NEAR)
    return next((index for first, index in starts if at <= first < stop), None)
