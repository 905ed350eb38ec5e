"""Delete a report's words on a safety request; a tombstone stays: its hashes, who deleted it, when and why."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, func, select, text, update

from marsad.errors import UsageError
from marsad.store import fulltext, happenings, stands
from marsad.store.database import Database
from marsad.store.ledger import Ledger
from marsad.store.readings import DELETED, places_of, reading_digest
from marsad.store.reports import change_row, note_report
from marsad.store.tables import (
    ASSERTIONS,
    CAPTURES,
    CORRECTIONS,
    DECISIONS,
    READINGS,
    REMARKS,
    REPORTS,
    SIGNATURES,
    TEXTS,
)
from marsad.store.user_tables import CODINGS


def neighbours(connection: Connection, name: str) -> tuple[dict[str, Any], int]:
    """Return a report's row with its raw file's hash, and how many other reports lie in that file."""
    query = select(REPORTS, CAPTURES.c.sha256).join(CAPTURES, CAPTURES.c.id == REPORTS.c.capture_id)
    row = connection.execute(query.where(REPORTS.c.name == name)).mappings().first()
    if row is None:
        raise UsageError(f"{name}: no such report; marsad list reports shows them")
    if row["deleted_at"]:
        raise UsageError(f"{name}: was deleted already, on {row['deleted_at']}")
    same = select(CAPTURES.c.id).where(CAPTURES.c.sha256 == row["sha256"])
    others = select(func.count()).select_from(REPORTS).where(REPORTS.c.capture_id.in_(same), REPORTS.c.id != row["id"])
    return dict(row), int(connection.scalar(others) or 0)


def forget(connection: Connection, ledger: Ledger, report: dict[str, Any], reason: str) -> None:
    """Blank every word of a report in the database, and mark its raw file as deleted."""
    id, now = report["id"], ledger.now()
    connection.execute(update(TEXTS).where(TEXTS.c.report_id == id).values(text=""))
    blank = {"deleted_at": now, "title": None, "url": None, "outlet": None, "meta": None, "locator": ""}
    connection.execute(update(REPORTS).where(REPORTS.c.id == id).values(blank))
    connection.execute(delete(SIGNATURES).where(SIGNATURES.c.report_id == id))
    fulltext.remove(connection, fulltext.REPORT_WORDS, [id])
    _forget_assertions(connection, ledger, id)
    note_report(connection, ledger, id, "delete", {"reason": reason, "sha256": report["sha256"]})
    for capture in connection.scalars(select(CAPTURES.c.id).where(CAPTURES.c.sha256 == report["sha256"])).all():
        detail = {"reason": reason}
        change_row(connection, ledger, CAPTURES, capture, "delete", detail, deleted_at=now, headers=None)


def _forget_assertions(connection: Connection, ledger: Ledger, report_id: int) -> None:
    """Blank the records of a report's assertions and the notes on them; their numbers stay."""
    ids = list(connection.scalars(select(ASSERTIONS.c.id).where(ASSERTIONS.c.report_id == report_id)))
    fulltext.remove(connection, fulltext.ASSERTION_WORDS, ids)
    connection.execute(update(ASSERTIONS).where(ASSERTIONS.c.id.in_(ids)).values(state=DELETED, record="{}"))
    happenings.blank(connection, ledger, ids)
    for decision in connection.scalars(select(DECISIONS.c.id).where(DECISIONS.c.assertion_id.in_(ids))).all():
        change_row(connection, ledger, DECISIONS, decision, "delete", note=None)
        ours = select(CORRECTIONS.c.id).where(CORRECTIONS.c.decision_id == decision)
        for correction in connection.scalars(ours).all():
            change_row(connection, ledger, CORRECTIONS, correction, "delete", value="null")
    for coding in connection.scalars(select(CODINGS.c.id).where(CODINGS.c.assertion_id.in_(ids))).all():
        change_row(connection, ledger, CODINGS, coding, "delete", note=None, record="{}")
    for remark in connection.scalars(select(REMARKS.c.id).where(REMARKS.c.assertion_id.in_(ids))).all():
        change_row(connection, ledger, REMARKS, remark, "delete", words=None)
    stands.refresh(connection, ids)
    reading = connection.execute(select(READINGS).where(READINGS.c.report_id == report_id)).mappings().first()
    if reading:
        rows = connection.execute(select(ASSERTIONS).where(ASSERTIONS.c.report_id == report_id)).mappings()
        all_rows = [dict(row) for row in rows]
        summary = reading_digest(dict(reading), all_rows, places_of(connection, ids))
        ledger.note("delete", "reading", report_id, summary)


def scrub(database: Database) -> None:
    """Write the database file anew, so that no deleted word is left in its unused pages."""
    with database.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        if database.sqlite:
            cursor = raw.cursor()
            for table in (fulltext.REPORT_WORDS, fulltext.ASSERTION_WORDS):
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM FULL"))
