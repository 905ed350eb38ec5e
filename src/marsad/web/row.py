"""An assertion as lists, maps and queues show it: what was read, with what people corrected in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Range = tuple[int, int | None]


@dataclass(frozen=True, slots=True)
class Named:
    """A party or place by its id, its names and the words of the report."""

    id: str | None
    name: str | None
    name_ar: str | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """The report that an assertion was read from."""

    id: int
    name: str
    outlet: str | None
    published: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One assertion as it stands; `last` is the latest decision on it, `read` its record without corrections."""

    id: int
    name: str
    source: Source
    added: bool
    kind: str
    status: str
    start: str | None
    end: str | None
    actor: Named | None
    target: Named | None
    place: Named | None
    lat: float | None
    lon: float | None
    radius: float | None
    precision: int | None
    country: str | None
    killed: Range | None
    injured: Range | None
    confidence: float
    first: int
    review: str
    last: int
    corrected: frozenset[str]
    flagged: bool
    assigned: str | None
    comments: int
    record: Mapping[str, Any]
    read: Mapping[str, Any]

    def brief(self) -> dict[str, Any]:
        """Return the row as the JSON pages give it."""
        return {
            "name": self.name, "report": self.source.name, "outlet": self.source.outlet,
            "published": self.source.published, "kind": self.kind, "status": self.status,
            "start": self.start, "end": self.end, "actor": _brief(self.actor), "target": _brief(self.target),
            "place": _brief(self.place), "lat": self.lat, "lon": self.lon, "radius_km": self.radius,
            "precision": self.precision, "country": self.country, "killed": self.killed, "injured": self.injured,
            "confidence": self.confidence, "review": self.review, "added": self.added, "flagged": self.flagged,
            "assigned": self.assigned, "comments": self.comments, "corrected": sorted(self.corrected),
        }  # fmt: skip


def row_of(found: Mapping[str, Any]) -> Row:
    """Return an assertion's row from what `marsad.store.chosen` gives of it."""
    record = found["record"]
    places = record.get("places") or []
    place = next((one for one in places if one.get("lat") is not None), None) or next(iter(places), None)
    published = found["published"] or None
    return Row(
        id=found["assertion_id"], name=found["name"],
        source=Source(found["report_id"], found["report"], found["outlet"], published, found["title"]),
        added=found["state"] == "added", kind=found["kind"], status=found["status"],
        start=found["date_start"], end=found["date_end"],
        actor=named(record.get("actor")), target=named(record.get("target")), place=named(place),
        lat=found["lat"], lon=found["lon"], radius=found["radius_km"], precision=found["precision"],
        country=found["country"], killed=_range(record.get("killed")), injured=_range(record.get("injured")),
        confidence=float(found["confidence"]), first=found["first"], review=found["review"], last=found["last"],
        corrected=found["corrected"], flagged=bool(found["flagged"]), assigned=found["assigned"],
        comments=found["comments"], record=record, read=found["read"],
    )  # fmt: skip


def named(value: Mapping[str, Any] | None) -> Named | None:
    """Return a party or place by its names; None where there is none."""
    if not value:
        return None
    return Named(value.get("id") or value.get("gazetteer_id"), value.get("name"), value.get("name_ar"),
                 value.get("text"))  # fmt: skip


def _brief(one: Named | None) -> dict[str, Any] | None:
    return {"id": one.id, "name": one.name, "name_ar": one.name_ar, "text": one.text} if one else None


def _range(toll: Mapping[str, Any] | None) -> Range | None:
    return (int(toll["min"]), toll.get("max")) if toll else None
