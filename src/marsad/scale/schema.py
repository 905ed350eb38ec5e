"""The columns of what a run writes, each with its type and meaning."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa

DAY, REAL, WHOLE, WORDS = pa.date32(), pa.float64(), pa.int64(), pa.string()
MANY = pa.list_(pa.string())
Json = Mapping[str, Any]

_WHAT = (
    ("kind", WORDS, "kind of the codebook"),
    ("status", WORDS, "happened, claimed, disputed, failed or hypothetical"),
    ("actor_id", WORDS, "doer, as the registry names it"),
    ("actor", WORDS, "doer, by name or in the report's words"),
    ("target_id", WORDS, "done-to, as the registry names it"),
    ("target", WORDS, "done-to, by name or in the report's words"),
    ("place_id", WORDS, "place, as the gazetteer names it"),
    ("place", WORDS, "place, in Arabic or in the report's words"),
    ("place_en", WORDS, "place, in English"),
    ("admin1", WORDS, "unit of the first order"),
    ("admin2", WORDS, "unit of the second order"),
    ("latitude", REAL, "degrees north; null where no place is known"),
    ("longitude", REAL, "degrees east"),
    ("radius_km", REAL, "how wide the place is"),
    ("first_day", DAY, "first day on which it may have happened"),
    ("last_day", DAY, "last day"),
)
ASSERTIONS = (
    ("event_id", WORDS, "the assertion"),
    ("report_id", WORDS, "the report that makes it"),
    ("outlet", WORDS, "who published the report"),
    ("published", DAY, "when"),
    ("url", WORDS, "where"),
    ("title", WORDS, "its headline"),
    *_WHAT,
    ("killed_min", WHOLE, "killed, at least; null where nothing is told"),
    ("killed_max", WHOLE, "killed, at most; null where open"),
    ("injured_min", WHOLE, "injured, at least"),
    ("injured_max", WHOLE, "injured, at most"),
    ("attribution", WORDS, "whom the report credits"),
    ("confidence", REAL, "0 to 1"),
    ("quotes", MANY, "the words that state it"),
    ("record", WORDS, "all of it as JSON, as marsad extract prints it"),
)
MEMBERS = (("happening_id", WORDS, "the happening that it tells of"), *ASSERTIONS)
HAPPENINGS = (
    ("happening_id", WORDS, "the happening"),
    *_WHAT,
    ("killed_low", WHOLE, "killed, the lowest figure; null where nobody tells any"),
    ("killed_best", WHOLE, "killed, by the rule"),
    ("killed_high", WHOLE, "killed, the highest figure; null where open"),
    ("injured_low", WHOLE, "injured, the lowest figure"),
    ("injured_best", WHOLE, "injured, by the rule"),
    ("injured_high", WHOLE, "injured, the highest figure"),
    ("grade", WORDS, "confirmed, corroborated, contested, claimed or single"),
    ("origins", WHOLE, "independent origins"),
    ("accounts", MANY, "event_id of each assertion"),
    ("reports", MANY, "report_id of each report"),
    ("outlets", MANY, "who published them"),
    ("sums_up", MANY, "happenings that this one only adds up: leave it out of sums where there are any"),
    ("record", WORDS, "all of it as JSON, as marsad merge prints it"),
)


def schema(columns: tuple[tuple[str, Any, str], ...], *more: tuple[str, Any, str]) -> Any:
    """Return the types of columns, each with its meaning."""
    return pa.schema([pa.field(name, type, metadata={"meaning": told}) for name, type, told in (*columns, *more)])


def assertion(record: Json, report: Json, quotes: list[str]) -> dict[str, Any]:
    """Return the row of an event; `report` gives `outlet`, `published`, `url`, `title`."""
    places = record["places"]
    credit = record["attribution"]
    return {
        "event_id": record["event_id"],
        "report_id": record["report_id"],
        **{field: report[field] for field in ("outlet", "published", "url", "title")},
        **_what(record, places[0] if places else None),
        **_toll(record, "killed", ("min", "max")),
        **_toll(record, "injured", ("min", "max")),
        "attribution": (credit.get("name") or credit.get("text")) if credit else None,
        "confidence": record["confidence"],
        "quotes": quotes,
        "record": json.dumps(record, ensure_ascii=False, allow_nan=False),
    }


def happening(record: Json) -> dict[str, Any]:
    """Return the row of a happening."""
    return {
        "happening_id": record["happening_id"],
        **_what(record, record["place"]),
        **_toll(record, "killed", ("low", "best", "high")),
        **_toll(record, "injured", ("low", "best", "high")),
        **{name: record[name] for name in ("grade", "origins", "accounts", "reports", "outlets", "sums_up")},
        "record": json.dumps(record, ensure_ascii=False, allow_nan=False),
    }


def _what(record: Json, place: Json | None) -> dict[str, Any]:
    when, spot = record["date"], place or {}
    found = {"kind": record["kind"], "status": record["status"]}
    for role in ("actor", "target"):
        party = record[role] or {}
        found |= {f"{role}_id": party.get("id"), role: party.get("name") or party.get("text")}
    return found | {
        "place_id": spot.get("gazetteer_id"),
        "place": spot.get("name_ar") or spot.get("text"),
        "place_en": spot.get("name"),
        "admin1": spot.get("admin1"),
        "admin2": spot.get("admin2"),
        "latitude": spot.get("lat"),
        "longitude": spot.get("lon"),
        "radius_km": spot.get("radius_km"),
        "first_day": date.fromisoformat(when["start"]) if when else None,
        "last_day": date.fromisoformat(when["end"]) if when else None,
    }


def _toll(record: Json, name: str, fields: tuple[str, ...]) -> dict[str, Any]:
    toll = record[name] or {}
    return {f"{name}_{field}": toll.get(field) for field in fields}


def partition(record: Json) -> str:
    """Return country and month of a happening's record, `SY 2017-03`; `none` for what is not known."""
    country = (record["place"] or {}).get("country") or "none"
    return f"{country} {record['date']['start'][:7] if record['date'] else 'none'}"
