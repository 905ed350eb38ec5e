"""One shape for what is compared: an annotated event and an extracted one, their words made comparable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from marsad.evaluate.words import Words

Json = Mapping[str, Any]
Toll = tuple[int | None, int | None] | None


@dataclass(frozen=True, slots=True)
class Who:
    """A party: the known parties that its name or words mean, and its bare words."""

    parties: frozenset[str]
    words: frozenset[str]

    def same(self, other: Who | None) -> bool:
        """Tell whether two are one party: by known names where both have them, else by a shared word."""
        if other is None:
            return False
        shared = self.parties & other.parties if self.parties and other.parties else self.words & other.words
        return bool(shared)


@dataclass(frozen=True, slots=True)
class Where:
    """A place: as written, the telling words of each of its names, and its coordinates."""

    text: str
    names: tuple[frozenset[str], ...]
    point: tuple[float, float] | None

    def same(self, other: Where) -> bool:
        """Tell whether all telling words of one name are among those of the other's."""
        pairs = ((mine, theirs) for mine in self.names for theirs in other.names if mine and theirs)
        return any(mine <= theirs or theirs <= mine for mine, theirs in pairs)


@dataclass(frozen=True, slots=True)
class Told:
    """An event as an annotator or the extractor tells it; `record` is what it was read from."""

    kind: str
    actor: Who | None
    target: Who | None
    attribution: Who | None
    places: tuple[Where, ...]
    evidence: tuple[tuple[int, int], ...]
    date: tuple[str | None, str | None] | None
    killed: Toll
    injured: Toll
    status: str | None
    to: tuple[Where, ...] = ()
    record: Json = field(default_factory=dict, compare=False, repr=False)


def from_gold(event: Json, words: Words) -> Told:
    """Read an annotated event; raises `KeyError` where it lacks a field that all must have."""
    date = event["date"].split("/") if event["date"] else None
    first, last = event["evidence"]
    return Told(
        kind=event["kind"],
        actor=_annotated(event["actor"], event.get("actor_text"), words),
        target=_annotated(event["target"], event.get("target_text"), words),
        attribution=_annotated(event.get("attribution"), None, words),
        places=tuple(Where(place["text"], (words.place(place["text"]),), _point(place)) for place in event["places"]),
        evidence=((first, last),),
        date=(date[0], date[-1]) if date else None,
        killed=_toll(event.get("killed")),
        injured=_toll(event.get("injured")),
        status=event["status"],
        to=_towards(event, words),
        record=event,
    )


def from_record(event: Json, words: Words) -> Told:
    """Read an event record; whatever it lacks counts as not said."""
    date = event.get("date")
    return Told(
        kind=str(event.get("kind")),
        actor=_found(event.get("actor"), words),
        target=_found(event.get("target"), words),
        attribution=_found(event.get("attribution"), words),
        places=tuple(_place(place, words) for place in event.get("places") or ()),
        evidence=tuple((start, end) for start, end in event.get("evidence") or ()),
        date=(date.get("start"), date.get("end") or date.get("start")) if date else None,
        killed=_toll(event.get("killed")),
        injured=_toll(event.get("injured")),
        status=event.get("status"),
        to=_towards(event, words),
        record=event,
    )


def _annotated(name: str | None, text: str | None, words: Words) -> Who | None:
    """Return a party by its canonical name, or by the report's words where the name is not known."""
    if name is None and text is None:
        return None
    return Who(words.parties_in(name) or words.parties_in(text), words.bare(f"{text or ''} {name or ''}"))


def _found(party: Json | None, words: Words) -> Who | None:
    if party is None:
        return None
    name, text = party.get("name"), party.get("text")
    return Who(words.parties_in(name, text), words.bare(f"{text or ''} {name or ''}"))


def _place(place: Json, words: Words) -> Where:
    names = tuple(words.place(place.get(field) or "") for field in ("text", "name_ar"))
    return Where(place.get("text") or "", names, _point(place))


def _towards(event: Json, words: Words) -> tuple[Where, ...]:
    """Return the places that a movement leads to; they are shown, not scored."""
    return tuple(_place(place, words) for place in event.get("to") or () if isinstance(place, Mapping))


def _point(place: Json) -> tuple[float, float] | None:
    lat, lon = place.get("lat"), place.get("lon")
    return None if lat is None or lon is None else (lat, lon)


def _toll(value: Json | list[int | None] | None) -> Toll:
    if not value:
        return None
    if isinstance(value, Mapping):
        return value.get("min"), value.get("max")
    low, high = value
    return low, high
