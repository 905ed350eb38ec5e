"""A draft with its parties, places and date resolved: the last step before the event record."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from marsad.extract.attribution import Credit
from marsad.extract.drafts import Draft
from marsad.model import DateRange, Party, Place, Span, Toll
from marsad.model.event import Status


@dataclass(slots=True)
class Statement:
    """What one or more drafts of a report say of one happening."""

    draft: Draft
    kind: str
    actor: Party | None
    target: Party | None
    places: list[Place]
    to: list[Place]
    date: DateRange | None
    killed: Toll | None
    injured: Toll | None
    means: str | None
    evidence: list[Span]
    credit: Credit | None = None
    effects: set[str] = field(default_factory=set)
    anaphoric: bool = False
    own_places: bool = False
    borrowed_date: bool = False
    headline: bool = False
    rows: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    merged: int = 0
    folded: list[Draft] = field(default_factory=list)
    """The drafts of the tellings that were folded in."""
    risen: bool = False
    """Its toll is what an earlier one has risen to."""
    sided: bool = False
    """Both sides are told by `بين`."""
    rivals: list[Party | None] = field(default_factory=list)
    """Whom it may have been done to, the likeliest first; None is nobody."""
    retold: bool = False
    """A headline or lead that the body of the report has told again already."""
    odds: float | None = None
    words: frozenset[str] | None = None
    status: Status = "happened"

    def copy(self) -> Statement:
        """Return the same, to be changed by itself; what it was read from is never changed."""
        copied = replace(self, effects=set(self.effects), rows=list(self.rows), notes=list(self.notes))
        copied.folded = list(self.folded)
        return copied
