"""Single things of a project by their ids, whole."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Select, func, select

from marsad.store.happenings import resolve
from marsad.store.judgements import judged
from marsad.store.query import capture
from marsad.store.stands import RECORD
from marsad.store.tables import (
    ASSERTIONS,
    AUDIT,
    CAPTURES,
    COPIES,
    DECISIONS,
    HAPPENINGS,
    JUDGEMENTS,
    MEMBERS,
    READINGS,
    REPORTS,
    RUNS,
    STANDS,
    TEXTS,
)

Row = dict[str, Any]
_STAND = [column for column in STANDS.c if column.name not in ("assertion_id", "record", "published", "outlet")]


def report(connection: Connection, name: str) -> Row | None:
    """Return a report with its text versions, where it came from, what it states and its copies."""
    row = connection.execute(select(REPORTS).where(REPORTS.c.name == name)).mappings().first()
    if row is None:
        return None
    found = dict(row)
    texts = connection.execute(select(TEXTS).where(TEXTS.c.report_id == row["id"]).order_by(TEXTS.c.version))
    stated = select(ASSERTIONS.c.name, ASSERTIONS.c.confidence, *_STAND, RECORD).join(
        STANDS, STANDS.c.assertion_id == ASSERTIONS.c.id
    )
    stated = stated.where(STANDS.c.report_id == row["id"])
    reading = connection.execute(select(READINGS).where(READINGS.c.report_id == row["id"])).mappings().first()
    return found | {
        "meta": json.loads(found["meta"] or "{}"),
        "texts": [dict(text) for text in texts.mappings()],
        "capture": capture(connection, row["capture_id"]),
        "reading": dict(reading) if reading else None,
        "assertions": [dict(one) for one in connection.execute(stated.order_by(ASSERTIONS.c.id)).mappings()],
        "copies": _copies(connection, row["id"]),
        "audit": _audit(connection, row["id"], "report", "reading"),
    }


def assertion(connection: Connection, name: str) -> Row | None:
    """Return an assertion as people corrected it, as it was read, with its report's words and what was decided."""
    row = connection.execute(select(ASSERTIONS).where(ASSERTIONS.c.name == name)).mappings().first()
    if row is None:
        return None
    said = connection.execute(select(DECISIONS).where(DECISIONS.c.assertion_id == row["id"]).order_by(DECISIONS.c.id))
    of = connection.execute(
        select(REPORTS.c.name, TEXTS.c.text, REPORTS.c.outlet, REPORTS.c.published, REPORTS.c.url, REPORTS.c.title)
        .join(READINGS, READINGS.c.report_id == REPORTS.c.id)
        .join(TEXTS, (TEXTS.c.report_id == REPORTS.c.id) & (TEXTS.c.version == READINGS.c.version))
        .where(REPORTS.c.id == row["report_id"])
    )
    found = dict(row) | {"report": dict(of.mappings().one()), "decisions": [dict(one) for one in said.mappings()]}
    corrected = connection.execute(select(*_STAND, STANDS.c.record).where(STANDS.c.assertion_id == row["id"]))
    stands = dict(corrected.mappings().first() or {"review": None, "record": None})
    as_read, stands["record"] = found["record"], stands["record"] or found["record"]
    return found | stands | {"as_read": as_read, "audit": _audit(connection, row["id"], "assertion")}


def happening(connection: Connection, name: str) -> Row | None:
    """Return a happening with its assertions, what people judged of them, and its history.

    One that is gone is answered with the one that it leads to.
    """
    row = resolve(connection, name)
    if row is None:
        return None
    members = (
        select(
            ASSERTIONS.c.id, ASSERTIONS.c.name, REPORTS.c.name.label("report"), REPORTS.c.outlet, REPORTS.c.published
        )
        .join(MEMBERS, MEMBERS.c.assertion_id == ASSERTIONS.c.id)
        .join(REPORTS, REPORTS.c.id == ASSERTIONS.c.report_id)
        .where(MEMBERS.c.happening_id == row["id"])
        .order_by(REPORTS.c.published, ASSERTIONS.c.id)
    )
    told = [dict(one) for one in connection.execute(members).mappings()]
    return row | {
        "record": json.loads(row["record"]),
        "assertions": told,
        "judgements": list(judged(connection, [one["id"] for one in told])),
        "audit": _audit(connection, row["id"], "happening"),
    }


def run(connection: Connection, number: int) -> Row | None:
    """Return a run with the number of changes it made."""
    row = connection.execute(select(RUNS).where(RUNS.c.id == number)).mappings().first()
    if row is None:
        return None
    notes = connection.scalar(select(func.count()).select_from(AUDIT).where(AUDIT.c.run_id == number))
    return dict(row) | {"notes": notes}


def counts(connection: Connection, fingerprint: str) -> dict[str, int]:
    """Return how much of everything a project has, and how much waits to be read with this fingerprint."""
    whole = REPORTS.c.deleted_at.is_(None)
    asked = {
        "captures": select(func.count()).select_from(CAPTURES),
        "incomplete captures": select(func.count()).select_from(CAPTURES).where(CAPTURES.c.complete.is_(False)),
        "reports": select(func.count()).select_from(REPORTS).where(whole),
        "deleted reports": select(func.count()).select_from(REPORTS).where(~whole),
        "assertions": select(func.count()).select_from(STANDS),
        "happenings": select(func.count()).select_from(HAPPENINGS).where(HAPPENINGS.c.state == "current"),
        "decisions": select(func.count()).select_from(DECISIONS),
        "judgements": select(func.count()).select_from(JUDGEMENTS),
        "copies": select(func.count()).select_from(COPIES),
        "origins of copies": select(func.count(COPIES.c.origin_id.distinct())),
        "unread": _number_of(waiting(fingerprint).where(READINGS.c.report_id.is_(None))),
        "outdated": _number_of(waiting(fingerprint).where(READINGS.c.report_id.is_not(None))),
        "unreadable": select(func.count()).select_from(READINGS).where(READINGS.c.problem.is_not(None)),
        "audit notes": select(func.count()).select_from(AUDIT),
    }
    return {name: int(connection.scalar(query) or 0) for name, query in asked.items()}


def _number_of(query: Select[Any]) -> Select[Any]:
    return select(func.count()).select_from(query.subquery())


def waiting(fingerprint: str) -> Select[Any]:
    """Return the question for reports whose latest text was not read with this fingerprint."""
    return (
        select(REPORTS.c.id)
        .outerjoin(READINGS, READINGS.c.report_id == REPORTS.c.id)
        .where(
            REPORTS.c.deleted_at.is_(None),
            READINGS.c.report_id.is_(None)
            | (READINGS.c.fingerprint != fingerprint)
            | (READINGS.c.version != REPORTS.c.version),
        )
    )


def _copies(connection: Connection, report_id: int) -> list[Row]:
    origin = select(COPIES.c.origin_id).where(COPIES.c.report_id == report_id).scalar_subquery()
    query = (
        select(REPORTS.c.name, REPORTS.c.outlet, REPORTS.c.published, COPIES.c.similarity)
        .join(COPIES, COPIES.c.report_id == REPORTS.c.id)
        .where(COPIES.c.origin_id == origin, REPORTS.c.id != report_id)
        .order_by(REPORTS.c.published, REPORTS.c.id)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _audit(connection: Connection, id: int, *subjects: str) -> list[Row]:
    query = select(AUDIT).where(AUDIT.c.subject.in_(subjects), AUDIT.c.subject_id == id).order_by(AUDIT.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]
