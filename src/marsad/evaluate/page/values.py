"""What the page shows of an event: each field with its values, and whether each is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from marsad.evaluate.page.rows import Row
from marsad.evaluate.told import Told, Toll, Where

# `gold` and `found`: only in the annotation, only in the extraction; `open`: not judged.
Verdict = Literal["right", "wrong", "gold", "found", "open"]
FIELDS = ("kind", "actor", "target", "places", "to", "date", "killed", "injured", "status", "attribution", "confidence")
# How the score calls a field, where it has another name for it.
JUDGED = {"places": "place"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its name in English or as a figure, the report's words for it, and a note."""

    name: str | None
    words: str | None
    verdict: Verdict
    note: str | None = None

    def to_list(self) -> list[str | None]:
        """Return it as the page reads it."""
        return [self.name, self.words, self.verdict, self.note]


def fields(row: Row) -> list[list[Any]]:
    """Return `[field, verdict, annotated values, extracted values]` for each field that either side has."""
    shown: list[list[Any]] = []
    for name in FIELDS:
        mine, theirs = (list(_values(told, name)) if told else [] for told in (row.gold, row.found))
        if mine or theirs:
            verdict = _verdict(row, name, bool(mine), bool(theirs))
            sides = _judge(row, name, verdict, mine, theirs)
            shown.append([name, verdict, *([value.to_list() for value in side] for side in sides)])
    return shown


def _verdict(row: Row, name: str, mine: bool, theirs: bool) -> Verdict:
    """Return how a field compares; one that the score does not judge is open."""
    if name == "confidence":
        return "open"
    if not (row.gold and row.found):
        return "gold" if row.gold else "found"
    right = row.right.get(JUDGED.get(name, name)) if name != "kind" else row.gold.kind == row.found.kind
    if right is None:
        return "open"
    return "right" if right else "wrong" if mine and theirs else "gold" if mine else "found"


def _judge(
    row: Row, name: str, verdict: Verdict, mine: list[Value], theirs: list[Value]
) -> tuple[list[Value], list[Value]]:
    """Return the values with their own verdict: of several places some may be shared, others not."""
    if name in ("places", "to") and row.gold and row.found:
        left, right = (row.gold.places, row.found.places) if name == "places" else (row.gold.to, row.found.to)
        return _each(mine, left, right, "gold"), _each(theirs, right, left, "found")
    given = [[Value(value.name, value.words, verdict, value.note) for value in side] for side in (mine, theirs)]
    return given[0], given[1]


def _each(values: list[Value], own: Sequence[Where], others: Sequence[Where], alone: Verdict) -> list[Value]:
    shared = [any(place.same(other) for other in others) for place in own]
    return [
        Value(value.name, value.words, "right" if is_shared else alone, value.note)
        for value, is_shared in zip(values, shared, strict=True)
    ]


def _values(told: Told, name: str) -> Iterable[Value]:
    """Give the values of one field, not judged yet."""
    record = told.record
    if name in ("kind", "status"):
        if record.get(name):
            yield _value(str(record[name]).replace("_", " "))
    elif name in ("actor", "target", "attribution"):
        yield from _party(record.get(name), record.get(f"{name}_text"))
    elif name in ("places", "to"):
        yield from map(_place, places(record, name))
    elif name == "date":
        yield from _date(told)
    elif name == "confidence":
        if isinstance(record.get(name), int | float):
            yield _value(f"{record[name]:.2f}")
    else:
        yield from _toll(told.killed if name == "killed" else told.injured, record, name)


def places(record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the places of a field, leaving out what is none."""
    return [place for place in record.get(name) or () if isinstance(place, Mapping)]


def _value(name: object, words: object = None, note: str | None = None) -> Value:
    return Value(str(name) if name else None, str(words) if words else None, "open", note)


def _party(party: Any, text: object) -> Iterable[Value]:
    if isinstance(party, Mapping):
        party, text = party.get("name"), party.get("text")
    if party or text:
        yield _value(party, text)


def _place(place: Mapping[str, Any]) -> Value:
    """Return a place by its name and what holds it, with its point as a note."""
    parts = (place.get("name") or place.get("latin"), place.get("admin1"), place.get("country"))
    lat, lon = place.get("lat"), place.get("lon")
    name = ", ".join(dict.fromkeys(str(part) for part in parts if part))
    known = isinstance(lat, int | float) and isinstance(lon, int | float)
    return _value(name, place.get("text"), f"{lat:.2f}, {lon:.2f}" if known else None)


def _date(told: Told) -> Iterable[Value]:
    if told.date:
        value, (start, end) = told.record["date"], told.date
        words = value.get("text") if isinstance(value, Mapping) else told.record.get("date_text")
        yield _value(start if start == end else f"{start or '?'} to {end or '?'}", words)


def _toll(toll: Toll, record: Mapping[str, Any], name: str) -> Iterable[Value]:
    """Give a toll with the words for it and who they are."""
    if toll is None:
        return
    value, who, words = record.get(name), record.get(f"{name}_who"), None
    if isinstance(value, Mapping):
        who, words = value.get("who"), value.get("text")
        who = (who.get("name") or who.get("kind")) if isinstance(who, Mapping) else who
    yield _value(_figure(*toll), words, str(who) if who else None)


def _figure(low: int | None, high: int | None) -> str:
    """Return `3`, `3 or more`, `up to 5` or `3 to 5`."""
    if low == high:
        return "number not told" if low is None else f"{low}"
    return f"{low} or more" if high is None else f"up to {high}" if low is None else f"{low} to {high}"
