"""What a report has spoken of so far: "the organisation" is the last one named that fits."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from marsad.codebook.actors import Nationality


@dataclass(slots=True)
class Memory:
    """The parties of a report, each with the mentions that named it, in reading order.

    `surnames` are the nationalities that a word was last given: `الاحتلال` that of Turkey after `جيش الاحتلال التركي`.
    """

    mentions: dict[str, list[int]] = field(default_factory=dict)
    surnames: dict[str, Nationality] = field(default_factory=dict)

    def note(self, mention: int, id: str) -> None:
        """Remember that a mention meant a party."""
        insort(self.mentions.setdefault(id, []), mention)

    def before(self, mention: int, match: frozenset[str], since: int = 0) -> str | None:
        """Return the party last meant before a mention, from `since` on: after `داعش ... الجيش`, `التنظيم` is داعش."""
        latest, found = since - 1, None
        for id in match & self.mentions.keys():
            told = self.mentions[id]
            place = bisect_left(told, mention) - 1
            if place >= 0 and told[place] > latest:
                latest, found = told[place], id
        return found

    def after(self, mention: int, match: frozenset[str], until: int) -> str | None:
        """Return the one fitting party named between a mention and `until`: a headline says `التنظيم`, the text who.

        Gunmen are told at latest in the paragraph behind their own.

        Where several fit there is none.
        """
        later = [id for id in match & self.mentions.keys() if self._named(id, mention, until)]
        return later[0] if len(later) == 1 else None

    def _named(self, id: str, first: int, last: int) -> bool:
        told = self.mentions[id]
        place = bisect_left(told, first)
        return place < len(told) and told[place] < last
