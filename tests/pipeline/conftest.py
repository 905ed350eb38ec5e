"""What tests of the whole engine share: the coder, the example reports, and the contract as a list of checks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import marsad
from marsad import Coder, Report

Json = dict[str, Any]
Check = Callable[[Report], list[str]]

RECORD = (
    *("report_id", "event_id", "kind", "actor", "target", "places", "to", "date", "killed", "injured", "means"),
    *("status", "attribution", "evidence", "confidence", "acled", "ucdp", "plover", "extractor", "route"),
)
PARTY = ("id", "name", "name_ar", "text", "span", "kind")
PLACE = (
    *("text", "span", "name", "name_ar", "lat", "lon", "radius_km", "precision", "feature", "gazetteer_id"),
    *("admin1", "admin2", "pcode", "country", "within", "admin3", "units", "geo_precision", "geometry", "alternatives"),
    "reason",
)
DATE = ("start", "end", "precision", "text", "span")
TOLL = ("min", "max", "who", "text", "span", "among")
STATUSES = ("happened", "claimed", "disputed", "failed", "hypothetical")
PARTY_KINDS = ("state", "rebel", "militia", "civilians", "international", "unknown")
PRECISIONS = ("day", "week", "month", "year")


@pytest.fixture(scope="session")
def coder() -> Coder:
    """Return the coder that `marsad.extract` uses too: the codebook is read once for all tests."""
    return marsad._coder()


@pytest.fixture(scope="session")
def examples(data: Path) -> list[Report]:
    """Return the reports that come with Marsad."""
    lines = (data / "examples" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [report_of(json.loads(line)) for line in lines]


def report_of(value: Json) -> Report:
    """Return a report from its JSON."""
    day = date.fromisoformat(value["published"]) if value.get("published") else None
    return Report(str(value["id"]), value["text"], day, value.get("outlet"), title=value.get("title"))


@pytest.fixture(scope="session")
def breaches(coder: Coder, data: Path) -> Check:
    """Return a function: report → where its records break the contract; figures and field names, never words."""
    kinds = frozenset(yaml.safe_load((data / "codebook" / "kinds.yaml").read_text(encoding="utf-8")))

    def check(report: Report) -> list[str]:
        records = [event.to_dict() for event in coder.extract(report)]
        found = [f"event {n}: {what}" for n, record in enumerate(records) for what in of_record(record, report, kinds)]
        if len({record["event_id"] for record in records}) < len(records):
            found.append("event_id is not unique in the report")
        if json.loads(json.dumps(records, ensure_ascii=False, allow_nan=False)) != records:
            found.append("a record is not the same after a round trip through JSON")
        return found

    return check


def of_record(record: Json, report: Report, kinds: frozenset[str]) -> Iterator[str]:
    """Give the breaches of one record."""
    text = report.text
    yield from keys("record", record, RECORD)
    yield from wrong("report_id", record["report_id"] == report.id)
    yield from wrong("kind", record["kind"] in kinds)
    yield from wrong("status", record["status"] in STATUSES)
    yield from wrong("confidence", 0 <= record["confidence"] <= 1)
    yield from wrong("means", record["means"] is None or bool(record["means"]))
    yield from wrong("acled", tuple(record["acled"]) == ("event_type", "sub_event_type"))
    yield from wrong("ucdp", record["ucdp"] is None or record["ucdp"].get("type_of_violence") in {1, 2, 3})
    yield from wrong("plover", tuple(record["plover"]) == ("event", "mode"))
    yield from wrong("evidence", bool(record["evidence"]))
    for start, end in record["evidence"]:
        yield from wrong("evidence span", 0 <= start < end <= len(text))
    for field in ("actor", "target", "attribution"):
        yield from of_party(field, record[field], text)
    for field in ("places", "to"):
        for place in record[field]:
            yield from of_place(field, place, text)
    yield from of_date(record["date"], text)
    for field in ("killed", "injured"):
        yield from of_toll(field, record[field], text)


def wrong(name: str, right: bool) -> Iterator[str]:
    """Give a breach unless all is right."""
    if not right:
        yield name


def keys(name: str, value: Json, fields: tuple[str, ...]) -> Iterator[str]:
    """Give a breach unless a mapping has exactly these fields in this order."""
    yield from wrong(f"fields of {name}", tuple(value) == fields)


def quoted(name: str, value: Json, text: str) -> Iterator[str]:
    """Give a breach unless the span quotes the words."""
    start, end = value["span"]
    inside = 0 <= start < end <= len(text)
    yield from wrong(f"{name} span", inside and text[start:end] == value["text"] and value["text"] != "")


def of_party(name: str, party: Json | None, text: str) -> Iterator[str]:
    """Give the breaches of a party."""
    if party is not None:
        yield from keys(name, party, PARTY)
        yield from quoted(name, party, text)
        yield from wrong(f"{name} kind", party["kind"] in PARTY_KINDS)
        yield from wrong(f"{name} name", party["id"] is None or bool(party["name"] and party["name_ar"]))


def of_place(name: str, place: Json, text: str) -> Iterator[str]:
    """Give the breaches of a place."""
    lat, lon = place["lat"], place["lon"]
    yield from keys(name, place, PLACE)
    yield from quoted(name, place, text)
    yield from wrong(f"{name} lat and lon", (lat is None) == (lon is None))
    if lat is not None:
        yield from wrong(f"{name} point", -90 <= lat <= 90 and -180 <= lon <= 180 and (lat, lon) != (0, 0))
        known = place["gazetteer_id"] is not None  # else it is only known to lie within another place
        yield from wrong(f"{name} precision", place["precision"] in range(1 if known else 2, 8))
    else:
        yield from wrong(f"{name} gazetteer_id without a point", place["gazetteer_id"] is None)
    yield from wrong(f"{name} precision", place["precision"] is None or place["precision"] in range(1, 8))
    yield from wrong(f"{name} radius_km", place["radius_km"] is None or place["radius_km"] >= 0)
    yield from wrong(f"{name} country", place["country"] is None or len(place["country"]) == 2)
    yield from wrong(f"{name} geo_precision", place["geo_precision"] in (None, 1, 2, 3))
    yield from wrong(f"{name} reason", bool(place["reason"]) or place["gazetteer_id"] is not None)
    shape = place["geometry"] or {"type": "LineString", "coordinates": [[0, 0], [0, 0]]}
    yield from wrong(
        f"{name} geometry", (shape["type"] in ("LineString", "Polygon") and lat is not None) or not place["geometry"]
    )
    yield from wrong(
        f"{name} units", [unit["level"] for unit in place["units"]] == sorted({u["level"] for u in place["units"]})
    )


def of_date(value: Json | None, text: str) -> Iterator[str]:
    """Give the breaches of a date."""
    if value is not None:
        yield from keys("date", value, DATE)
        if value["text"] is not None or value["span"] is not None:  # else the day of the report
            yield from quoted("date", value, text)
        yield from wrong("date order", date.fromisoformat(value["start"]) <= date.fromisoformat(value["end"]))
        yield from wrong("date precision", value["precision"] in PRECISIONS)


def of_toll(name: str, toll: Json | None, text: str) -> Iterator[str]:
    """Give the breaches of a toll."""
    if toll is not None:
        yield from keys(name, toll, TOLL)
        yield from quoted(name, toll, text)
        yield from wrong(f"{name} range", toll["min"] >= 0 and (toll["max"] is None or toll["min"] <= toll["max"]))
        yield from of_party(f"{name}.who", toll["who"], text)
        for part in toll["among"]:
            yield from keys(f"{name}.among", part, ("who", "min", "max", "text", "span"))
            yield from quoted(f"{name}.among", part, text)
