"""One report's statement of one happening, reduced to what accounts are compared by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from sys import intern
from typing import Any

from marsad.merge.world import World
from marsad.text.clitics import stems
from marsad.text.fold import fold_word

Range = tuple[int, int | None]
LONG = 3
"""Shorter words tell nothing."""
MOST = 24
"""So many words of the evidence are kept."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: where it lies, how wide (`radius_km`), its id in the gazetteer, its folded name, its governorate."""

    key: str
    words: frozenset[str]
    id: str | None
    lat: float | None
    lon: float | None
    radius_km: float
    wide: bool
    admin1: str


@dataclass(frozen=True, slots=True)
class Account:
    """What one report says of one happening.

    `first` and `last` are ordinal days, None where the day is not known; `told` says that words of the report give
    them, `part` which part of the day.  A party is an id of the registry, or `words:` and its folded name.  `origin`
    is whom the report credits, else its outlet.  `doer_says` tells that the actor says so himself, `denies` who denies.
    """

    id: str
    report: str
    outlet: str
    published: int | None
    kind: str
    status: str
    actor: str | None
    target: str | None
    spots: tuple[Spot, ...]
    first: int | None
    last: int | None
    told: bool
    part: str
    killed: Range | None
    injured: Range | None
    means: str | None
    origin: str
    credited: bool
    words: frozenset[str]
    confidence: float
    record: Mapping[str, Any]


def account_of(record: Mapping[str, Any], report: Mapping[str, Any], world: World) -> Account:
    """Return the account that an event record (contract/EVENT.md) gives; `report` has `outlet`, `published`, `text`.

    A report may give `evidence` instead of `text`: the words of this event's evidence, in its order.
    """
    when = record.get("date") or {}
    text, told = report.get("text") or "", report.get("evidence")
    outlet = world.outlet(report.get("outlet"))
    credit = record.get("attribution")
    published = report.get("published")
    return Account(
        id=str(record["event_id"]),
        report=str(record["report_id"]),
        outlet=outlet,
        published=date.fromisoformat(str(published)).toordinal() if published else None,
        kind=str(record["kind"]),
        status=str(record.get("status") or "happened"),
        actor=party_key(record.get("actor")),
        target=party_key(record.get("target")),
        spots=tuple(spot_of(place, world) for place in record.get("places") or ()),
        first=_ordinal(when.get("start")),
        last=_ordinal(when.get("end") or when.get("start")),
        told=bool(when.get("text")),
        part=world.part_of_day(when.get("text") or ""),
        killed=_range(record.get("killed")),
        injured=_range(record.get("injured")),
        means=record.get("means"),
        origin=world.source(credit) if credit else outlet,
        credited=bool(credit),
        words=_words(" ".join(told if told is not None else _told(record, text))),
        confidence=float(record.get("confidence") or 0.5),
        record=record,
    )


def _told(record: Mapping[str, Any], text: str) -> list[str]:
    return [text[start:end] for start, end in record.get("evidence") or ()]


def party_key(party: Mapping[str, Any] | None) -> str | None:
    """Return what a party is known by: its id, else its name or words."""
    if not party:
        return None
    if party.get("id"):
        return str(party["id"])
    return "words:" + fold_word(str(party.get("name") or party.get("text") or "")).strip()


def spot_of(place: Mapping[str, Any], world: World) -> Spot:
    """Return the place of a record as accounts are compared by it."""
    name = str(place.get("name_ar") or place.get("text") or "")
    radius = float(place.get("radius_km") or 0.0)
    key = fold_word(name).strip()
    return Spot(
        key=intern(key),
        words=world.telling(key),
        id=place.get("gazetteer_id"),
        lat=place.get("lat"),
        lon=place.get("lon"),
        radius_km=radius,
        wide=int(place.get("precision") or 1) >= 4 or radius >= 25,
        admin1=f"{place.get('country') or '-'}/{place.get('admin1') or '-'}",
    )


def _ordinal(day: object) -> int | None:
    return date.fromisoformat(str(day)).toordinal() if day else None


def _range(toll: Mapping[str, Any] | None) -> Range | None:
    return (int(toll["min"]), None if toll.get("max") is None else int(toll["max"])) if toll else None


def _words(text: str) -> frozenset[str]:
    """Return the telling words of a text: folded, the shortest stem of each, not the short ones."""
    found = {min(stems(word), key=lambda stem: (len(stem), stem), default=word) for word in fold_word(text).split()}
    return frozenset(map(intern, sorted(word for word in found if len(word) > LONG)[:MOST]))
