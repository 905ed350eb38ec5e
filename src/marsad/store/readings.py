"""Put what was read from reports into the database; what a new reading no longer finds is withdrawn, not deleted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from marsad.model import Event
from marsad.store import fulltext, stands
from marsad.store.cells import cell
from marsad.store.database import insert_many, next_id
from marsad.store.directory import Directory
from marsad.store.ledger import Ledger, digest
from marsad.store.tables import ASSERTION_PLACES, ASSERTIONS, READINGS

CURRENT, WITHDRAWN, DELETED, ADDED = "current", "withdrawn", "deleted", "added"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """What one report was found to state, or why it could not be read."""

    report_id: int
    version: int
    text: str
    events: Sequence[Event]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who read: the extractor's name, and the fingerprint of all its data."""

    extractor: str
    fingerprint: str


def save_readings(connection: Connection, ledger: Ledger, reads: Sequence[Read], stamp: Stamp) -> int:
    """Put readings in the place of earlier ones of the same reports; return how many assertions they have."""
    ids = [read.report_id for read in reads]
    directory = Directory(connection, ledger)
    directory.learn(event for read in reads for event in read.events)
    before = _assertions_of(connection, ids)
    batch = _Batch(next_id(connection, "assertions"), directory)
    noted: list[tuple[Row, list[Row]]] = []
    for read in reads:
        rows = batch.put(read, before[read.report_id])
        noted.append((_reading_row(read, stamp, ledger), rows))
    batch.write(connection, ledger)
    connection.execute(delete(READINGS).where(READINGS.c.report_id.in_(ids)))
    connection.execute(insert(READINGS), [row for row, _ in noted])
    places = places_of(connection, [row["id"] for _, rows in noted for row in rows])
    for reading, rows in noted:
        detail = {"version": reading["version"], "extractor": stamp.extractor}
        ledger.note("read", "reading", reading["report_id"], reading_digest(reading, rows, places), detail)
    return sum(len(read.events) for read in reads)


def reading_digest(reading: Mapping[str, Any], rows: Iterable[Row], places: Mapping[int, list[Row]]) -> str:
    """Return the hash of a reading, its assertions (withdrawn ones too) and their places."""
    ordered = sorted(rows, key=lambda row: int(row["id"]))
    return digest(reading, *ordered, *(place for row in ordered for place in places.get(row["id"], ())))


def places_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[Row]]:
    """Return the places of assertions, by assertion, in the order told."""
    found: dict[int, list[Row]] = defaultdict(list)
    query = select(ASSERTION_PLACES).where(ASSERTION_PLACES.c.assertion_id.in_(bindparam("ids", expanding=True)))
    query = query.order_by(ASSERTION_PLACES.c.assertion_id, ASSERTION_PLACES.c.number)
    for start in range(0, len(ids), 500):
        for row in connection.execute(query, {"ids": ids[start : start + 500]}).mappings():
            found[row["assertion_id"]].append(dict(row))
    return found


def _assertions_of(connection: Connection, report_ids: Sequence[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(select(ASSERTIONS).where(ASSERTIONS.c.report_id.in_(report_ids))).mappings():
        found[row["report_id"]].append(dict(row))
    return found


def _reading_row(read: Read, stamp: Stamp, ledger: Ledger) -> Row:
    return {
        "report_id": read.report_id, "version": read.version, "fingerprint": stamp.fingerprint,
        "extractor": stamp.extractor, "read_at": ledger.now(), "assertions": len(read.events),
        "problem": read.problem, "run_id": ledger.run_id,
    }  # fmt: skip


class _Batch:
    """Rows to write, gathered for many reports and written at once."""

    def __init__(self, first_id: int, directory: Directory) -> None:
        self._next = first_id
        self._directory = directory
        self._new: list[Row] = []
        self._changed: list[Row] = []
        self._places: list[Row] = []
        self._entries: list[fulltext.Entry] = []

    def put(self, read: Read, before: list[Row]) -> list[Row]:
        """Gather one report's assertions; return all its rows as they will be, withdrawn ones included."""
        known = {row["name"]: row for row in before}
        rows: dict[str, Row] = {}
        for event in read.events:
            old = known.get(event.event_id)
            row = self._row(event, read.report_id, int(old["id"]) if old else self._next)
            rows[event.event_id] = row
            if old == row:
                continue
            if old is None:
                self._next += 1
            (self._new if old is None else self._changed).append(row)
            self._places.extend(self._directory.links(row["id"], event))
            self._entries.append(fulltext.Entry(row["id"], fulltext.prepare(searchable(event, read.text))))
        for name, row in known.items():
            if name not in rows:
                rows[name] = row | {"state": WITHDRAWN if row["state"] == CURRENT else row["state"]}
                if row["state"] == CURRENT:
                    self._changed.append(rows[name])
        return list(rows.values())

    def _row(self, event: Event, report_id: int, id: int) -> Row:
        place = next((place for place in event.places if place.lat is not None), None)
        area = place or next(iter(event.places), None)
        date, killed, injured = event.date, event.killed, event.injured
        lat, lon = (place.lat, place.lon) if place else (None, None)
        return {
            "id": id, "name": event.event_id, "report_id": report_id, "kind": event.kind, "status": event.status,
            "date_start": date.start.isoformat() if date else None,
            "date_end": date.end.isoformat() if date else None,
            "actor_id": self._directory.party(event.actor), "target_id": self._directory.party(event.target),
            "lat": lat, "lon": lon, "cell": cell(lat, lon),
            "country": area.country if area else None, "admin1": area.admin1 if area else None,
            "killed_min": killed.min if killed else None, "killed_max": killed.max if killed else None,
            "injured_min": injured.min if injured else None, "injured_max": injured.max if injured else None,
            "confidence": event.confidence, "state": CURRENT,
            "record": json.dumps(event.to_dict(), ensure_ascii=False, allow_nan=False),
        }  # fmt: skip

    def write(self, connection: Connection, ledger: Ledger) -> None:
        """Write all that was gathered."""
        changed = [row["id"] for row in self._changed]
        withdrawn = [row["id"] for row in self._changed if row["state"] != CURRENT]
        kept = set(changed) - set(withdrawn)
        if self._new:
            insert_many(connection, ASSERTIONS, self._new)
        for row in self._changed:
            connection.execute(update(ASSERTIONS).where(ASSERTIONS.c.id == row["id"]).values(row))
        if kept:
            connection.execute(delete(ASSERTION_PLACES).where(ASSERTION_PLACES.c.assertion_id.in_(kept)))
        if self._places:
            insert_many(connection, ASSERTION_PLACES, self._places)
        fulltext.remove(connection, fulltext.ASSERTION_WORDS, changed)
        fulltext.add(ledger.database, connection, fulltext.ASSERTION_WORDS, self._entries)
        stands.refresh(connection, [*changed, *(row["id"] for row in self._new)])


def searchable(event: Event, text: str) -> str:
    """Return all words by which an assertion is found: its evidence, names, kind and means."""
    parts: list[str | None] = [event.event_id, event.kind.replace("_", " "), event.means, event.status]
    for party in (event.actor, event.target, event.attribution):
        if party:
            parts += [party.id, party.name, party.name_ar, party.text]
    for place in (*event.places, *event.to):
        parts += [place.name, place.name_ar, place.text, place.admin1, place.admin2, place.pcode]
    parts += [toll.text for toll in (event.killed, event.injured) if toll]
    parts += [span.of(text) for span in event.evidence]
    return "\n".join(part for part in parts if part)
