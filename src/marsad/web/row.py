"""An assertion as lists, maps and queues show it: what was read, with what people corrected in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marsad.store.decisions import Decision, standing
from marsad.text.search import words_of

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
    """One assertion; `review` is what stands about it, `last` the latest decision on it, whatever it was."""

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
    keys: frozenset[str]
    review: str
    last: int
    corrected: frozenset[str]

    def brief(self) -> dict[str, Any]:
        """Return the row as the JSON pages give it."""
        return {
            "name": self.name, "report": self.source.name, "outlet": self.source.outlet,
            "published": self.source.published, "kind": self.kind, "status": self.status,
            "start": self.start, "end": self.end, "actor": _brief(self.actor), "target": _brief(self.target),
            "place": _brief(self.place), "lat": self.lat, "lon": self.lon, "radius_km": self.radius,
            "precision": self.precision, "country": self.country, "killed": self.killed, "injured": self.injured,
            "confidence": self.confidence, "review": self.review, "added": self.added,
            "corrected": sorted(self.corrected),
        }  # fmt: skip


def row_of(
    id: int, source: Source, record: Mapping[str, Any], decisions: Sequence[Decision], *, added: bool = False
) -> Row:
    """Return an assertion's row; `record` is already corrected."""
    stands = standing(decisions)
    when, places = record.get("date") or {}, record.get("places") or []
    place = next((one for one in places if one.get("lat") is not None), None) or next(iter(places), None) or {}
    return Row(
        id=id, name=str(record["event_id"]), source=source, added=added,
        kind=str(record["kind"]), status=str(record["status"]),
        start=when.get("start"), end=when.get("end"),
        actor=named(record.get("actor")), target=named(record.get("target")), place=named(place),
        lat=place.get("lat"), lon=place.get("lon"), radius=place.get("radius_km"),
        precision=place.get("precision"), country=place.get("country"),
        killed=_range(record.get("killed")), injured=_range(record.get("injured")),
        confidence=float(record.get("confidence") or 0.0), first=_first(record), keys=frozenset(_keys(record)),
        review=stands[-1].decision if stands else "gone" if added else "open",
        last=decisions[-1].id if decisions else 0,
        corrected=frozenset(name for one in stands for name in one.corrections),
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


def _first(record: Mapping[str, Any]) -> int:
    """Return where the report begins to tell it."""
    return min((int(start) for start, _ in record.get("evidence") or ()), default=0)


def _keys(record: Mapping[str, Any]) -> Iterable[str]:
    """Give what the parties (`p:`) and places (`l:`) of a record are found by, folded."""
    for party in (record.get("actor"), record.get("target")):
        for name in ("id", "name", "name_ar"):
            if party and party.get(name):
                yield f"p:{key(party[name])}"
    for place in (*(record.get("places") or ()), *(record.get("to") or ())):
        for name in ("gazetteer_id", "name", "name_ar", "admin1", "admin2", "text"):
            if place.get(name):
                yield f"l:{key(place[name])}"
        for unit in place.get("units") or ():
            if unit.get("name_ar"):
                yield f"l:{key(unit['name_ar'])}"


def key(name: str) -> str:
    """Return a name without what spelling does to it: `الرقّة` and `الرقه` are one."""
    return "".join(words_of(name)) or name.casefold()
