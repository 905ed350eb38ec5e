"""Spans of control from claims: who held a place from one day (inclusive) to another (exclusive).

1. A capture that happened, or that one side claims and nobody denies, changes the holder from its day.
2. Who leaves holds no more; unless somebody is said to take or hold the place that day, nobody is known to hold it.
3. What failed changes nothing.
4. A capture that is denied leaves the holder, and the place contested until something undisputed is told; told as
   having happened by a later report, it counts from its own day.  Two who claim a place on one day deny each other.
5. A change must last (ACLED): the last taker of a day holds the place; who takes back on the same day never lost it.
6. A siege leaves the holder; the place is besieged until another state of it is told, or it is taken or left.
7. Before the first event the place was held by the one it was first taken from (or tried to be), or who first left.
8. Words on who holds a place fill in a holder who is not known; against a known one they are listed as contradicting.
9. What is dated by a stretch of days counts from the last, unless another account of it gives the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from marsad.control.claims import Claim

STATES = {"held": "held", "under_siege": "besieged", "contested": "contested"}


@dataclass(frozen=True, slots=True)
class Held:
    """A span: who held the place, in which state, from which day (None: always) to which (None: still), by what."""

    holder: str
    state: str
    start: int | None
    end: int | None
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim that does not fit the spans, and who holds the place by them on that day."""

    claim: Claim
    holder: str


@dataclass(slots=True)
class Timeline:
    """The spans of one place, in order, and what contradicts them."""

    place: str
    spans: list[Held] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)

    def on(self, day: int) -> Held | None:
        """Return the span of a day; None where nobody is known to hold the place."""
        found = (one for one in self.spans if (one.start is None or one.start <= day))
        return next((one for one in found if one.end is None or day < one.end), None)


def timeline(place: str, claims: Iterable[Claim]) -> Timeline:
    """Return who held a place; the order of telling (`order`) counts among claims of one day."""
    told = _dated(sorted(claims, key=lambda claim: (claim.last, claim.order, claim.account)))
    drawn = _Drawing(Timeline(place))
    first = _first_holder(told)
    if first is not None:
        drawn.begin(first.other if first.what != "left" else first.party, "held", None, [first])
    days: dict[int, list[Claim]] = defaultdict(list)
    for claim in told:
        if claim.status != "failed":
            days[claim.day].append(claim)
    for day in sorted(days):
        drawn.take(day, days[day])
    done = drawn.closed()
    done.contradictions = [found for claim in told if (found := _against(claim, done, drawn.undone)) is not None]
    return done


def _dated(told: Sequence[Claim]) -> list[Claim]:
    """Return the claims, each of one day: of a stretch, the day that another account of the same gives, else the last.

    `بين 3 و5 آذار` counts from the fifth.
    """
    exact = {(c.what, c.party, c.day) for c in told if c.day == c.last}
    found = []
    for claim in told:
        inside = [day for what, who, day in exact if (what, who) == (claim.what, claim.party)]
        better = [day for day in inside if claim.day <= day <= claim.last]
        day = min(better) if claim.day != claim.last and better else claim.last
        found.append(replace(claim, day=day, last=day))
    return sorted(found, key=lambda claim: (claim.day, claim.order, claim.account))


def _first_holder(told: Sequence[Claim]) -> Claim | None:
    """Return the claim that tells who held the place before all others: of the first day on which one was lost."""
    lost = [claim for claim in told if claim.what in ("captured", "besieged", "left")]
    if not lost:
        return None
    key = (lost[0].day, lost[0].what, lost[0].party)
    same = [claim for claim in lost if (claim.day, claim.what, claim.party) == key]
    named = [c for c in same if (c.party if c.what == "left" else c.other) is not None]
    return named[0] if named else None


def _against(claim: Claim, drawn: Timeline, undone: set[tuple[int, str | None]]) -> Contradiction | None:
    """Return a claim with the holder that it contradicts, if it does."""
    if claim.status == "failed" or not claim.says_holder or (claim.day, claim.party) in undone:
        return None
    held = drawn.on(claim.day)
    return Contradiction(claim, held.holder) if held is not None and held.holder != claim.party else None


class _Drawing:
    """A timeline being drawn: who holds the place, and since when."""

    def __init__(self, drawn: Timeline) -> None:
        self.drawn = drawn
        self.open: Held | None = None
        self.undone: set[tuple[int, str | None]] = set()

    @property
    def holder(self) -> str | None:
        """Return who holds the place now, as far as is known."""
        return self.open.holder if self.open is not None else None

    def take(self, day: int, claims: Sequence[Claim]) -> None:
        """Draw what one day changes."""
        sure, denied = _captures(claims)
        left = [c for c in claims if c.what == "left" and c.status != "disputed"]
        words = [c for c in claims if c.what in STATES and c.status != "disputed"]
        sieges = [c for c in claims if c.what == "besieged" and c.status != "disputed"]
        if sure:
            self._taken(day, sure)
        elif any(self.holder in (claim.party, None) for claim in left):
            self._end(day)
        for claim in words:
            self._word(day, claim)
        for claim in sieges:
            if claim.party != self.holder:
                self._state(day, "besieged", claim)
        if denied and not sure and not words:
            self._state(day, "contested", denied[-1])

    def _taken(self, day: int, sure: Sequence[Claim]) -> None:
        """Give the place to the last who took it; who took it back on the same day never lost it."""
        taker = sure[-1].party
        self.undone |= {(day, claim.party) for claim in sure if claim.party != taker}
        if taker is None or taker == self.holder:
            if len({claim.party for claim in sure}) == 1:
                self._state(day, "held", sure[-1])
            return
        self.begin(taker, "held", day, [claim for claim in sure if claim.party == taker])

    def _word(self, day: int, claim: Claim) -> None:
        if self.open is None:
            self.begin(claim.party, STATES[claim.what], day, [claim])
        elif claim.party == self.holder:
            self._state(day, STATES[claim.what], claim)

    def _state(self, day: int, state: str, claim: Claim) -> None:
        """Go on with the holder in another state."""
        if self.open is not None and self.open.state != state:
            self.begin(self.open.holder, state, day, [claim])

    def begin(self, holder: str | None, state: str, day: int | None, claims: Sequence[Claim]) -> None:
        """End what was, and begin a span."""
        self._end(day)
        if holder is not None:
            self.open = Held(holder, state, day, None, tuple(dict.fromkeys(claim.account for claim in claims)))

    def _end(self, day: int | None) -> None:
        """End the open span; one that would last no day is none."""
        if self.open is not None and day is not None and (self.open.start is None or self.open.start < day):
            self.drawn.spans.append(replace(self.open, end=day))
        self.open = None

    def closed(self) -> Timeline:
        """Return the timeline, its last span open."""
        if self.open is not None:
            self.drawn.spans.append(self.open)
        return self.drawn


def _captures(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Return the captures of a day that count, in the order of telling, and those that are denied."""
    by_party: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.what == "captured":
            by_party[claim.party].append(claim)
    rivals = [party for party, told in by_party.items() if all(claim.status == "claimed" for claim in told)]
    denied = {party for party, told in by_party.items() if _denied(told)} | (set(rivals) if len(rivals) > 1 else set())
    captures = [claim for claim in claims if claim.what == "captured"]
    return [c for c in captures if c.party not in denied], [c for c in captures if c.party in denied]


def _denied(told: Sequence[Claim]) -> bool:
    """Tell whether a capture is denied, and no later account tells it as having happened."""
    last = max((claim.order for claim in told if claim.status == "disputed"), default=None)
    return last is not None and not any(claim.status == "happened" and claim.order > last for claim in told)
