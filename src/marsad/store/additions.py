"""Events that people add from a report's words: assertions of their own, which no new reading withdraws."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select

from marsad.errors import UsageError
from marsad.store.decisions import decide
from marsad.store.ledger import Ledger, canonical
from marsad.store.readings import ADDED, places_of, reading_digest
from marsad.store.tables import ASSERTIONS, READINGS, REPORTS

_PLAIN = ("date_start", "date_end", "actor_id", "target_id", "lat", "lon", "cell", "country", "admin1",
          "killed_min", "killed_max", "injured_min", "injured_max")  # fmt: skip


def add_event(
    connection: Connection, ledger: Ledger, report: str, record: Mapping[str, Any], words: str | None = None
) -> str:
    """Add an event to a report and accept it; return its name.  Its values may be corrected as any other's.

    Raises `UsageError` where there is no such report, or it was not read yet.
    """
    id = connection.scalar(select(REPORTS.c.id).where(REPORTS.c.name == report, REPORTS.c.deleted_at.is_(None)))
    reading = connection.execute(select(READINGS).where(READINGS.c.report_id == id)).mappings().first()
    if reading is None:
        raise UsageError(f"{report}: no such report that was read; run marsad process first")
    number = int(connection.scalar(select(ASSERTIONS.c.id).order_by(ASSERTIONS.c.id.desc()).limit(1)) or 0) + 1
    name = "mrs-" + sha256(f"{report}\0{number}\0{canonical(record)}".encode()).hexdigest()[:16]
    row = {
        "id": number, "name": name, "report_id": id, "kind": record["kind"], "status": record["status"],
        **dict.fromkeys(_PLAIN), "confidence": 1.0, "state": ADDED,
        "record": json.dumps({**record, "report_id": report, "event_id": name}, ensure_ascii=False),
    }  # fmt: skip
    connection.execute(insert(ASSERTIONS), row)
    _note(connection, ledger, dict(reading), {"assertion": name})
    decide(connection, ledger, name, "accepted", words)
    return name


def _note(connection: Connection, ledger: Ledger, reading: dict[str, Any], detail: object) -> None:
    """Note what all assertions of a report are now."""
    stated = select(ASSERTIONS).where(ASSERTIONS.c.report_id == reading["report_id"]).order_by(ASSERTIONS.c.id)
    rows = [dict(row) for row in connection.execute(stated).mappings()]
    summary = reading_digest(reading, rows, places_of(connection, [row["id"] for row in rows]))
    ledger.note("add", "reading", reading["report_id"], summary, detail)
