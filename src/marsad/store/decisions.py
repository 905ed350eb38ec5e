"""What people decide about assertions; readings come and go, decisions stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, insert, select

from marsad.errors import UsageError
from marsad.store.database import next_id
from marsad.store.ledger import Ledger, digest
from marsad.store.reports import text_hash
from marsad.store.tables import ASSERTIONS, DECISIONS, REPORTS

DECIDED = ("accepted", "rejected", "unsure")


def decide(connection: Connection, ledger: Ledger, name: str, decision: str, note: str | None) -> None:
    """Note a person's decision about an assertion; the last one counts, earlier ones stay."""
    found = connection.execute(select(ASSERTIONS).where(ASSERTIONS.c.name == name)).mappings().first()
    if found is None:
        raise UsageError(f"{name}: no such assertion; marsad list assertions shows them")
    row = {
        "id": next_id(connection, "decisions"), "assertion_id": found["id"], "decision": decision, "note": note,
        "by": ledger.by, "at": ledger.now(), "digest": text_hash(found["record"]),
    }  # fmt: skip
    connection.execute(insert(DECISIONS), row)
    ledger.note("decide", "decision", row["id"], digest(row), {"assertion": name, "decision": decision})


def unsettled(connection: Connection) -> Iterator[dict[str, Any]]:
    """Give the assertions that were decided on and have been read otherwise since, or are no longer found."""
    last = select(func.max(DECISIONS.c.id)).group_by(DECISIONS.c.assertion_id)
    query = (
        select(ASSERTIONS.c.name, ASSERTIONS.c.state, ASSERTIONS.c.record, DECISIONS.c.decision, DECISIONS.c.digest)
        .join(DECISIONS, DECISIONS.c.assertion_id == ASSERTIONS.c.id)
        .join(REPORTS, REPORTS.c.id == ASSERTIONS.c.report_id)
        .where(DECISIONS.c.id.in_(last), REPORTS.c.deleted_at.is_(None))
        .order_by(ASSERTIONS.c.id)
    )
    for row in connection.execute(query).mappings():
        if row["state"] != "current" or text_hash(row["record"]) != row["digest"]:
            yield {name: row[name] for name in ("name", "state", "decision")}
