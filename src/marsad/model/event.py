"""The event record: one statement of one report, resolved, with its words."""

from __future__ import annotations

from typing import Literal, NamedTuple

from marsad.model.party import Attribution, Party
from marsad.model.place import Place
from marsad.model.span import Span
from marsad.model.toll import Toll
from marsad.model.when import DateRange

Status = Literal["happened", "claimed", "disputed", "failed", "hypothetical"]


class Event(NamedTuple):
    """Who did what to whom, where, when, with what toll, how sure, and who says so."""

    report_id: str
    event_id: str
    kind: str
    actor: Party | None
    target: Party | None
    places: tuple[Place, ...]
    to: tuple[Place, ...]
    date: DateRange | None
    killed: Toll | None
    injured: Toll | None
    means: str | None
    status: Status
    attribution: Attribution | None
    evidence: tuple[Span, ...]
    confidence: float
    acled: dict[str, str | None]
    ucdp: dict[str, int] | None
    plover: dict[str, str | None]
    extractor: str
    route: tuple[dict[str, object], ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the record as the public contract writes it, in its order of fields."""
        return {
            "report_id": self.report_id,
            "event_id": self.event_id,
            "kind": self.kind,
            "actor": self.actor.to_dict() if self.actor else None,
            "target": self.target.to_dict() if self.target else None,
            "places": [place.to_dict() for place in self.places],
            "to": [place.to_dict() for place in self.to],
            "date": self.date.to_dict() if self.date else None,
            "killed": self.killed.to_dict() if self.killed else None,
            "injured": self.injured.to_dict() if self.injured else None,
            "means": self.means,
            "status": self.status,
            "attribution": self.attribution.to_dict() if self.attribution else None,
            "evidence": [span.to_list() for span in self.evidence],
            "confidence": self.confidence,
            "acled": self.acled,
            "ucdp": self.ucdp,
            "plover": self.plover,
            "extractor": self.extractor,
            "route": list(self.route),
        }
