"""Which cells of a table may be edited, where each stands in a happening's record, and what it may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from marsad.codebook.actors import Actor, load_actors
from marsad.dataset.codes import Codes
from marsad.dataset.readers import text_of
from marsad.errors import DataError, Fault
from marsad.merge.fuse import STATUSES

TOLLS = {f"{name}{end}": (name, key) for name in ("killed", "injured")
         for end, key in (("_low", "low"), ("", "best"), ("_high", "high"))}  # fmt: skip
PLACE = {"place": "name", "place_ar": "name_ar", "latitude": "lat", "longitude": "lon", "radius_km": "radius_km",
         "place_precision": "precision", "pcode": "pcode", "admin1": "admin1", "admin2": "admin2", "admin3": "admin3",
         "country": "country"}  # fmt: skip
DAYS = {"date_start": "start", "date_end": "end"}
PARTIES = {"actor_id": "actor", "target_id": "target"}
EDITABLE = frozenset({"kind", "status", "means", *TOLLS, *PLACE, *DAYS, *PARTIES})
NUMBERS = frozenset({"latitude", "longitude", "radius_km"})


@dataclass(frozen=True, slots=True)
class Cells:
    """What cells are checked with."""

    codes: Codes
    parties: Mapping[str, Actor]

    @classmethod
    def load(cls, root: Path) -> Cells:
        """Read what is needed below the data folder."""
        faults: list[Fault] = []
        actors = load_actors(root, faults).actors
        if faults:
            raise DataError(faults)
        return cls(Codes.load(root), actors)

    def faults(self, name: str, row: Mapping[str, str], changed: set[str]) -> Iterator[str]:
        """Say what is wrong with the changed cells of a row, then with what they say together."""
        sound = True
        for column in sorted(changed & EDITABLE):
            problem = self._problem(column, (row.get(column) or "").strip())
            if problem:
                sound = False
                yield f"{name}: {column}: {row.get(column)!r} {problem}"
        if sound and changed:
            yield from (f"{name}: {problem}" for problem in _together(row))

    def _problem(self, column: str, text: str) -> str | None:
        """Say what is wrong with a cell; blank is fine but for kind and status."""
        if column in ("kind", "status"):
            known = self.codes.kinds if column == "kind" else STATUSES
            return None if text in known else f"is none of {', '.join(known)}"
        if not text:
            return None
        if column in PARTIES:
            return None if text in self.parties else "is no id of data/actors/actors.tsv"
        if column in TOLLS:
            return None if text.isdecimal() and text.isascii() else "is no whole number of 0 or more"
        if column in DAYS:
            return _tried(date.fromisoformat, text, "is no day such as 2017-03-14")
        if column == "place_precision":
            return None if text in set("1234567") else "is none of 1 to 7"
        if column == "country":
            return None if text in self.codes.countries else "is no country of data/layouts/countries.tsv"
        return _number(column, text) if column in NUMBERS else None


def _number(column: str, text: str) -> str | None:
    problem = _tried(float, text, "is no number")
    if problem:
        return problem
    limit = {"latitude": 90, "longitude": 180}.get(column, 1000)
    least = 0 if column == "radius_km" else -limit
    return None if least <= float(text) <= limit else f"is not within {least} and {limit}"


def _together(row: Mapping[str, str]) -> Iterator[str]:
    """Say what the cells of a row contradict each other in."""
    start, end = row.get("date_start") or "", row.get("date_end") or ""
    if bool(start) != bool(end) or start > end:
        yield f"date_end: {end!r} does not go with date_start {start!r}"
    for name in ("killed", "injured"):
        low, best, high = (row.get(f"{name}{part}") or "" for part in ("_low", "", "_high"))
        if bool(low) != bool(best):
            yield f"{name}: {name}_low and {name} go together, both or neither"
        elif low and (float(low) > float(best) or (high and float(best) > float(high))):
            yield f"{name}: {low}, {best}, {high} are not in order"
    if bool(row.get("latitude")) != bool(row.get("longitude")):
        yield "latitude: goes with longitude, both or neither"


def _tried(read: Callable[[str], object], text: str, problem: str) -> str | None:
    try:
        read(text)
    except ValueError:
        return problem
    return None


def same(one: str, other: str) -> bool:
    """Tell whether two cells say the same: `3` and `3.0` do."""
    if one.strip() == other.strip():
        return True
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def value_of(record: Mapping[str, Any], column: str) -> str:
    """Return a cell of a happening's record as text."""
    if column in ("kind", "status"):
        return str(record[column])
    if column == "means":
        found = (record.get("values") or {}).get("means")
        return text_of(found[0]["value"]) if found else ""
    part, key = _where(column)
    return text_of((record.get(part) or {}).get(key))


def set_value(record: dict[str, Any], column: str, text: str, parties: Mapping[str, Actor]) -> None:
    """Put a cell into a happening's record."""
    if column in ("kind", "status"):
        record[column] = text
    elif column == "means":
        record.setdefault("values", {})["means"] = [{"value": text, "accounts": []}] if text else []
    elif column in PARTIES:
        record[PARTIES[column]] = _party(parties[text]) if text else None
    else:
        part, key = _where(column)
        held = record.get(part) or _empty(part)
        held[key] = _typed(column, text)
        record[part] = None if part in ("date", "killed", "injured") and _blank(held) else held


def _where(column: str) -> tuple[str, str]:
    """Return in which part of the record a cell stands, and under which key."""
    if column in TOLLS:
        return TOLLS[column]
    if column in DAYS:
        return "date", DAYS[column]
    return (PARTIES[column], "id") if column in PARTIES else ("place", PLACE[column])


def _typed(column: str, text: str) -> Any:
    if not text:
        return None
    if column in TOLLS or column == "place_precision":
        return int(text)
    return float(text) if column in NUMBERS else text


def _empty(part: str) -> dict[str, Any]:
    if part == "date":
        return {"start": None, "end": None}
    if part == "place":
        return {"text": None, "gazetteer_id": None, "geo_precision": None, "units": []} | dict.fromkeys(PLACE.values())
    return {"low": None, "best": None, "high": None, "rule": "edited", "figures": []}


def _blank(held: Mapping[str, Any]) -> bool:
    return all(held.get(key) is None for key in ("low", "best", "high", "start", "end"))


def _party(actor: Actor) -> dict[str, Any]:
    return {"id": actor.id, "name": actor.name, "name_ar": actor.name_ar, "text": actor.name, "span": None,
            "kind": actor.kind}  # fmt: skip
