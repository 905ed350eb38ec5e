"""Spans of control from claims: who held a place from one day (inclusive) to another (exclusive).

- A capture that no account denies changes the holder from its day.  One that is disputed changes nothing: the place is
  contested from that day until something undisputed is told.
- A change must last (ACLED): a capture that the holder of before undoes on the same day changes nothing.
- Who leaves holds no more; the holder is then unknown until somebody is said to take or hold the place.
- A siege leaves the holder where he is; the place is besieged until it is lifted or the place is taken.
- Before the first capture the place was held by the one it was taken from, where that is told.
- That somebody holds a place begins a span only where no other holder is known; else it contradicts, and is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from marsad.control.claims import Claim


@dataclass(frozen=True, slots=True)
class Held:
    """A span: who held the place, in which state, from which day (None: always) to which (None: still), by what."""

    holder: str | None
    state: str
    start: int | None
    end: int | None
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A claim that does not fit the spans: which, and who holds the place by them on that day."""

    claim: Claim
    holder: str | None


@dataclass(slots=True)
class Timeline:
    """The spans of one place, in order, and what contradicts them."""

    place: str
    spans: list[Held] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)

    def on(self, day: int) -> Held | None:
        """Return the span of a day; None where nothing is known."""
        return next(
            (one for one in self.spans if (one.start or 0) <= day and (one.end is None or day < one.end)),
            None,
        )


def timeline(place: str, claims: Iterable[Claim]) -> Timeline:
    """Return who held a place; the order in which claims are given counts only among those of one day."""
    told = sorted(claims, key=lambda claim: (claim.day, claim.order, claim.account))
    line = _Line(Timeline(place))
    for number, claim in enumerate(told):
        line.take(claim, told[number + 1 :])
    return line.closed()


class _Line:
    """A timeline being drawn: the open span, if any."""

    def __init__(self, drawn: Timeline) -> None:
        self.drawn = drawn
        self.open: Held | None = None
        self.skipped: set[str] = set()

    def take(self, claim: Claim, later: Sequence[Claim]) -> None:
        """Draw what a claim changes."""
        if claim.account in self.skipped and claim.what == "captured":
            return
        getattr(self, f"_{claim.what}")(claim, later)

    def _captured(self, claim: Claim, later: Sequence[Claim]) -> None:
        holder = self.open.holder if self.open else None
        if claim.disputed:
            self._state("contested", claim)
            self.drawn.contradictions.append(Contradiction(claim, holder))
        elif holder is not None and holder == claim.party:
            self._state("held", claim)
        elif (undone := self._undone(claim, holder, later)) is not None:
            self.skipped.add(undone)
        else:
            if self.open is None and claim.other is not None and not self.drawn.spans:
                self.open = Held(claim.other, "held", None, None, (claim.account,))
            self._begin(claim.party, "held", claim)

    @staticmethod
    def _undone(claim: Claim, holder: str | None, later: Sequence[Claim]) -> str | None:
        """Return the account by which the holder of before took the place back on the same day."""
        former = holder or claim.other
        same = (one for one in later if one.day == claim.day and one.what == "captured" and not one.disputed)
        return next((one.account for one in same if former is not None and one.party == former), None)

    def _left(self, claim: Claim, later: Sequence[Claim]) -> None:  # noqa: ARG002
        if claim.disputed:
            self._state("contested", claim)
            return
        if self.open is None and claim.party is not None and not self.drawn.spans:
            self.open = Held(claim.party, "held", None, None, (claim.account,))
        if self.open is not None and self.open.holder in (claim.party, None):
            self._close(claim)
            if claim.other is not None:
                self._begin(claim.other, "held", claim)
        elif self.open is not None:
            self.drawn.contradictions.append(Contradiction(claim, self.open.holder))

    def _handed(self, claim: Claim, later: Sequence[Claim]) -> None:  # noqa: ARG002
        if self.open is None and claim.party is not None and not self.drawn.spans:
            self.open = Held(claim.party, "held", None, None, (claim.account,))
        self._begin(claim.other, "held", claim)

    def _held(self, claim: Claim, later: Sequence[Claim]) -> None:  # noqa: ARG002
        if self.open is None:
            self._begin(claim.party, "held", claim)
        elif self.open.holder != claim.party:
            self.drawn.contradictions.append(Contradiction(claim, self.open.holder))
        elif self.open.state == "contested":
            self._state("held", claim)

    def _besieged(self, claim: Claim, later: Sequence[Claim]) -> None:  # noqa: ARG002
        self._state("besieged", claim)

    def _lifted(self, claim: Claim, later: Sequence[Claim]) -> None:  # noqa: ARG002
        if self.open is not None and self.open.state == "besieged":
            self._state("held", claim)

    def _contested(self, claim: Claim, later: Sequence[Claim]) -> None:  # noqa: ARG002
        self._state("contested", claim)

    def _state(self, state: str, claim: Claim) -> None:
        """Go on with the holder in another state."""
        if self.open is None and state != "held":
            self._begin(claim.other if claim.what == "besieged" else None, state, claim)
        elif self.open is not None and self.open.state != state:
            self._begin(self.open.holder, state, claim)

    def _begin(self, holder: str | None, state: str, claim: Claim) -> None:
        self._close(claim)
        self.open = Held(holder, state, claim.day, None, (claim.account,))

    def _close(self, claim: Claim) -> None:
        """End the open span where the claim begins; one that would last no day is none."""
        if self.open is not None and (self.open.start is None or self.open.start < claim.day):
            self.drawn.spans.append(replace(self.open, end=claim.day))
        self.open = None

    def closed(self) -> Timeline:
        """Return the timeline, its last span open."""
        if self.open is not None:
            self.drawn.spans.append(self.open)
        return self.drawn
