"""What people say of an assertion without deciding on it: comments, flags, and whose it is to review."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, select

from marsad.errors import UsageError
from marsad.store import stands
from marsad.store.blind import refuse_unsettled
from marsad.store.database import next_id
from marsad.store.ledger import Ledger, digest
from marsad.store.tables import ASSERTIONS, QUEUES, REMARKS

WHAT = ("comment", "flag", "unflag", "assign")
LONGEST = 4000
Row = dict[str, Any]


def remark(connection: Connection, ledger: Ledger, name: str, what: str, words: str | None) -> int:
    """Note a remark on an assertion and return its number; `assign` with no words takes the name away.

    Raises `UsageError` where there is no such assertion, or a comment says nothing.
    """
    words = (words or "").strip()[:LONGEST] or None
    if what not in WHAT:
        raise UsageError(f"{what}: is none of {', '.join(WHAT)}")
    if what == "comment" and not words:
        raise UsageError("comment: write what you have to say")
    about = connection.execute(select(ASSERTIONS.c.id, ASSERTIONS.c.report_id).where(ASSERTIONS.c.name == name)).first()
    if about is None:
        raise UsageError(f"{name}: no such assertion; marsad list assertions shows them")
    refuse_unsettled(connection, about.report_id, name)
    row = {
        "id": next_id(connection, "remarks"), "assertion_id": about.id, "what": what, "words": words, "by": ledger.by,
        "at": ledger.now(),
    }  # fmt: skip
    connection.execute(insert(REMARKS), row)
    ledger.note("remark", "remark", row["id"], digest(row), {"assertion": name, "what": what})
    stands.refresh(connection, [about.id])
    return int(row["id"])


def remarks_on(connection: Connection, id: int) -> list[Row]:
    """Return all remarks on an assertion, the oldest first."""
    query = select(REMARKS).where(REMARKS.c.assertion_id == id).order_by(REMARKS.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def keep_queue(connection: Connection, ledger: Ledger, name: str, asked: str) -> int:
    """Keep a filter under a name and return its number."""
    name = name.strip()[:200]
    if not name:
        raise UsageError("name: give the queue a name")
    id = next_id(connection, "queues")
    row = {
        "id": id, "name": name, "asked": asked, "by": ledger.by, "at": ledger.now(),
        "closed_at": None,
    }  # fmt: skip
    connection.execute(insert(QUEUES), row)
    ledger.note("keep", "queue", id, digest(row), {"name": name, "asked": asked})
    return id


def close_queue(connection: Connection, ledger: Ledger, id: int) -> None:
    """Take a queue off the list; that it was there stays."""
    row = connection.execute(select(QUEUES).where(QUEUES.c.id == id, QUEUES.c.closed_at.is_(None))).mappings().first()
    if row is None:
        raise UsageError(f"{id}: no such queue; it may have been closed already")
    closed = dict(row) | {"closed_at": ledger.now()}
    connection.execute(QUEUES.update().where(QUEUES.c.id == id).values(closed))
    ledger.note("close", "queue", id, digest(closed), {"name": row["name"]})


def queues(connection: Connection) -> list[Row]:
    """Return the queues that people keep, the newest first."""
    query = select(QUEUES).where(QUEUES.c.closed_at.is_(None)).order_by(QUEUES.c.id.desc())
    return [dict(row) for row in connection.execute(query).mappings()]
