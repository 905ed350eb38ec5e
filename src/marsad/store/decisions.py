"""What people decide about assertions; readings come and go, decisions stay.

Each decision is a row of its own.  `undone` takes back the last one that stands; what a decision corrects stands
beside it, field by field, so that the record as it was read is never touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, func, insert, select

from marsad.errors import UsageError
from marsad.store import stands
from marsad.store.blind import refuse_unsettled
from marsad.store.database import next_id
from marsad.store.directory import Directory
from marsad.store.ledger import Ledger, canonical, digest
from marsad.store.records import to_event
from marsad.store.reports import text_hash
from marsad.store.standing import UNDONE
from marsad.store.tables import ASSERTIONS, CORRECTIONS, DECISIONS, REPORTS

DECIDED = ("accepted", "rejected", "unsure")
CORRECTED = frozenset(
    {"kind", "actor", "target", "places", "date", "killed", "injured", "status", "means", "to", "attribution"}
)
"""Fields of the event record that a person may correct."""


def decide(
    connection: Connection,
    ledger: Ledger,
    name: str,
    decision: str,
    note: str | None,
    corrections: Mapping[str, Any] | None = None,
) -> int:
    """Note a person's decision about an assertion and return its id; the last one counts, earlier ones stay."""
    found = connection.execute(select(ASSERTIONS).where(ASSERTIONS.c.name == name)).mappings().first()
    if found is None:
        raise UsageError(f"{name}: no such assertion; marsad list assertions shows them")
    refuse_unsettled(connection, found["report_id"], name)
    row = {
        "id": next_id(connection, "decisions"), "assertion_id": found["id"], "decision": decision, "note": note,
        "by": ledger.by, "at": ledger.now(), "digest": text_hash(found["record"]),
    }  # fmt: skip
    connection.execute(insert(DECISIONS), row)
    ledger.note("decide", "decision", row["id"], digest(row), {"assertion": name, "decision": decision})
    _correct(connection, ledger, row["id"], corrections or {})
    if corrections:
        Directory(connection, ledger).learn([to_event({**json.loads(found["record"]), **corrections})])
    stands.refresh(connection, [found["id"]])
    return int(row["id"])


def _correct(connection: Connection, ledger: Ledger, decision_id: int, corrections: Mapping[str, Any]) -> None:
    """Write the values that a decision puts in the place of others."""
    unknown = sorted(set(corrections) - CORRECTED)
    if unknown:
        raise UsageError(f"{unknown[0]}: no field that can be corrected; these can: {', '.join(sorted(CORRECTED))}")
    first = next_id(connection, "corrections")
    for id, (name, value) in enumerate(sorted(corrections.items()), first):
        row = {"id": id, "decision_id": decision_id, "field": name, "value": canonical(value)}
        connection.execute(insert(CORRECTIONS), row)
        ledger.note("correct", "correction", id, digest(row), {"decision": decision_id, "field": name})


def unsettled(connection: Connection) -> Iterator[dict[str, Any]]:
    """Give the assertions that were decided on and have been read otherwise since, or are no longer found."""
    last = select(func.max(DECISIONS.c.id)).group_by(DECISIONS.c.assertion_id)
    query = (
        select(ASSERTIONS.c.name, ASSERTIONS.c.state, ASSERTIONS.c.record, DECISIONS.c.decision, DECISIONS.c.digest)
        .join(DECISIONS, DECISIONS.c.assertion_id == ASSERTIONS.c.id)
        .join(REPORTS, REPORTS.c.id == ASSERTIONS.c.report_id)
        .where(DECISIONS.c.id.in_(last), DECISIONS.c.decision != UNDONE, REPORTS.c.deleted_at.is_(None))
        .order_by(ASSERTIONS.c.id)
    )
    for row in connection.execute(query).mappings():
        if row["state"] not in ("current", "added") or text_hash(row["record"]) != row["digest"]:
            yield {name: row[name] for name in ("name", "state", "decision")}
