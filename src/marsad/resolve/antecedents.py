"""What a report has spoken of so far: "the organisation" is the last one named that fits."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field


@dataclass(slots=True)
class Memory:
    """The parties of a report with the mentions that named them, in reading order."""

    ids: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)

    def note(self, mention: int, id: str) -> None:
        """Remember that a mention meant a party; mentions come in reading order."""
        at = bisect_left(self.places, mention)
        self.places.insert(at, mention)
        self.ids.insert(at, id)

    def before(self, mention: int, match: frozenset[str]) -> str | None:
        """Return the party last meant before a mention: after `داعش ... الجيش ...`, `التنظيم` is داعش."""
        for place in range(bisect_left(self.places, mention) - 1, -1, -1):
            if self.ids[place] in match:
                return self.ids[place]
        return None

    def after(self, mention: int, match: frozenset[str]) -> str | None:
        """Return the one fitting party named after a mention: a headline says `التنظيم`, the text who.

        Where several fit there is none.
        """
        later = {id for id in self.ids[bisect_left(self.places, mention) :] if id in match}
        return later.pop() if len(later) == 1 else None
