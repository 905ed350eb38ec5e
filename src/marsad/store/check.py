"""Prove a project against its hashes: raw bytes, texts, spans, every row, and the chain of the audit."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Table, and_, func, select, text
from sqlalchemy.exc import DBAPIError

from marsad.store import stands
from marsad.store.archive import Archive
from marsad.store.database import Database, rows
from marsad.store.ledger import broken, digest
from marsad.store.readings import CURRENT, DELETED, places_of, reading_digest
from marsad.store.records import spans
from marsad.store.reports import report_digest, text_hash
from marsad.store.tables import (
    ASSERTIONS,
    AUDIT,
    CAPTURES,
    COPIES,
    CORRECTIONS,
    DECISIONS,
    HAPPENINGS,
    JUDGEMENTS,
    MEMBERS,
    META,
    PARTIES,
    PLACES,
    QUEUES,
    READINGS,
    REMARKS,
    REPORTS,
    RUNS,
    STAND_PLACES,
    STANDS,
    TEXTS,
)
from marsad.store.user_tables import CODINGS, DOUBLES, TOKENS, USERS

Row = Mapping[str, Any]
_PLAIN: tuple[tuple[str, Table], ...] = (
    ("run", RUNS), ("capture", CAPTURES), ("party", PARTIES), ("place", PLACES), ("decision", DECISIONS),
    ("judgement", JUDGEMENTS), ("happening", HAPPENINGS),
    ("correction", CORRECTIONS), ("remark", REMARKS), ("queue", QUEUES),
    ("user", USERS), ("token", TOKENS), ("double", DOUBLES), ("coding", CODINGS),
)  # fmt: skip


@dataclass(slots=True)
class Proof:
    """What was looked at, the hash of the last note, and everything that is wrong."""

    checked: Counter[str] = field(default_factory=Counter)
    head: str = ""
    faults: list[str] = field(default_factory=list)


def prove(database: Database, archive: Archive) -> Proof:
    """Check everything, and return all that is wrong."""
    proof = Proof()
    with database.read() as connection:
        for part in (_file, _audit, _captures, _rows, _copies, _members, _reports, _readings, _stands):
            try:
                proof.faults.extend(part(database, connection, archive, proof.checked))
            except (DBAPIError, ValueError, TypeError) as error:
                proof.faults.append(f"database: cannot be read: {str(error).splitlines()[0]}")
        try:
            proof.head = connection.scalar(select(AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1)) or ""
        except DBAPIError:
            proof.head = ""
    return proof


def _file(database: Database, connection: Connection, _archive: Archive, checked: Counter[str]) -> Iterator[str]:
    """Ask SQLite whether its file is sound and its references lead somewhere."""
    if not database.sqlite:
        return
    for question in ("integrity_check", "foreign_key_check"):
        for row in connection.execute(text(f"PRAGMA {question}")):
            if row[0] != "ok":
                yield f"database: {question}: {row[0]}"
    checked["database file"] += 1


def _audit(_database: Database, connection: Connection, _archive: Archive, checked: Counter[str]) -> Iterator[str]:
    def counted() -> Iterator[Row]:
        for row in rows(connection, select(AUDIT).order_by(AUDIT.c.id)):
            checked["audit notes"] += 1
            yield row

    yield from broken(counted())


def _captures(_database: Database, connection: Connection, archive: Archive, checked: Counter[str]) -> Iterator[str]:
    """Hash every raw file anew."""
    query = select(CAPTURES.c.sha256, func.count(CAPTURES.c.deleted_at)).group_by(CAPTURES.c.sha256)
    for hash, deleted in connection.execute(query):
        checked["raw files"] += 1
        problem = archive.check(hash)
        if deleted and problem != "is missing":
            yield f"raw file {hash}: was to be deleted, and is there still"
        elif problem and not deleted:
            yield f"raw file {hash}: {problem}"


def _rows(_database: Database, connection: Connection, _archive: Archive, checked: Counter[str]) -> Iterator[str]:
    """Compare each plain row with the digest that was noted last."""
    for subject, table in _PLAIN:
        noted = AUDIT.c.digest.label("noted")
        query = select(table, noted).select_from(table.outerjoin(AUDIT, _last_note(subject, table.c.id)))
        seen = 0
        for row in rows(connection, query):
            noted = row.pop("noted")
            seen += 1
            checked["rows"] += 1
            if noted is None:
                yield f"{subject} {row['id']}: has no note in the audit"
            elif digest(row) != noted:
                yield f"{subject} {row['id']}: was changed outside Marsad"
        yield from _missing(connection, subject, seen)


def _copies(_database: Database, connection: Connection, _archive: Archive, checked: Counter[str]) -> Iterator[str]:
    """Compare the clusters of copies with what was noted last."""
    noted = select(AUDIT.c.digest).where(AUDIT.c.subject == "copies").order_by(AUDIT.c.id.desc()).limit(1)
    found = [dict(row) for row in connection.execute(select(COPIES).order_by(COPIES.c.report_id)).mappings()]
    checked["rows"] += len(found)
    expected = connection.scalar(noted)
    if (found and digest(*found) != expected) or (not found and expected not in (None, digest())):
        yield "copies: were changed outside Marsad"


def _members(_database: Database, connection: Connection, _archive: Archive, checked: Counter[str]) -> Iterator[str]:
    """Compare the members of each happening with the accounts that its record names."""
    query = (
        select(MEMBERS.c.happening_id, ASSERTIONS.c.name)
        .join(ASSERTIONS, ASSERTIONS.c.id == MEMBERS.c.assertion_id)
        .order_by(MEMBERS.c.happening_id, ASSERTIONS.c.name)
    )
    members = _Grouped((dict(row) for row in connection.execute(query).mappings()), "happening_id")
    current = select(HAPPENINGS).where(HAPPENINGS.c.state == "current").order_by(HAPPENINGS.c.id)
    for row in rows(connection, current):
        checked["happenings"] += 1
        if [one["name"] for one in members.of(row["id"])] != sorted(json.loads(row["record"])["accounts"]):
            yield f"happening {row['name']}: its members are not those of its record"


def _last_note(subject: str, id: Any) -> Any:
    """Return the condition that joins a row to the last note about it."""
    later = AUDIT.alias("later")
    last = select(func.max(later.c.id)).where(later.c.subject == subject, later.c.subject_id == id).scalar_subquery()
    return AUDIT.c.id == last


def _missing(connection: Connection, subject: str, seen: int) -> Iterator[str]:
    noted = connection.scalar(select(func.count(AUDIT.c.subject_id.distinct())).where(AUDIT.c.subject == subject))
    if noted and noted > seen:
        yield f"{subject}: {noted - seen} that the audit knows are missing"


def _reports(_database: Database, connection: Connection, _archive: Archive, checked: Counter[str]) -> Iterator[str]:
    """Compare each report, and the hash of each of its texts, with what was noted last."""
    joined = REPORTS.outerjoin(AUDIT, _last_note("report", REPORTS.c.id))
    query = select(REPORTS, AUDIT.c.digest.label("noted")).select_from(joined)
    texts = _grouped(connection, TEXTS, "report_id", TEXTS.c.report_id, TEXTS.c.version)
    seen = 0
    for row in rows(connection, query.order_by(REPORTS.c.id)):
        noted, seen = row.pop("noted"), seen + 1
        versions = texts.of(row["id"])
        checked["texts"] += len(versions)
        if noted is None or report_digest(row, versions) != noted:
            yield f"report {row['name']}: was changed outside Marsad" if noted else f"report {row['name']}: no note"
        for version in versions:
            if not row["deleted_at"] and text_hash(version["text"]) != version["sha256"]:
                yield f"report {row['name']}: text {version['version']} has another hash"
    yield from _missing(connection, "report", seen)


def _readings(_database: Database, connection: Connection, _archive: Archive, checked: Counter[str]) -> Iterator[str]:
    """Compare each reading with what was noted last, and each span with the words that it quotes."""
    noted = AUDIT.c.digest.label("noted")
    query = (
        select(READINGS, noted, TEXTS.c.text)
        .select_from(READINGS)
        .outerjoin(AUDIT, _last_note("reading", READINGS.c.report_id))
        .outerjoin(TEXTS, and_(TEXTS.c.report_id == READINGS.c.report_id, TEXTS.c.version == READINGS.c.version))
    )
    every = _grouped(connection, ASSERTIONS, "report_id", ASSERTIONS.c.report_id, ASSERTIONS.c.id)
    seen = 0
    for row in rows(connection, query.order_by(READINGS.c.report_id)):
        expected, words, seen = row.pop("noted"), row.pop("text"), seen + 1
        stated = every.of(row["report_id"])
        if reading_digest(row, stated, places_of(connection, [one["id"] for one in stated])) != expected:
            yield f"reading of report number {row['report_id']}: was changed outside Marsad"
        for one in stated:
            checked["assertions"] += 1
            yield from _quotes(one, words or "")
    yield from _missing(connection, "reading", seen)


def _stands(_database: Database, connection: Connection, _archive: Archive, checked: Counter[str]) -> Iterator[str]:
    """Compare what stands of each assertion with what its reading and the decisions on it make of it."""
    kept = rows(connection, select(STANDS).order_by(STANDS.c.assertion_id))
    places = _grouped(connection, STAND_PLACES, "assertion_id", STAND_PLACES.c.assertion_id, STAND_PLACES.c.place)
    for row, found in stands.everything(connection):
        checked["stands"] += 1
        id = row["assertion_id"]
        if next(kept, None) != row or sorted(map(_by_place, places.of(id))) != sorted(map(_by_place, found)):
            yield f"assertion number {id}: what stands of it was changed outside Marsad"
            return
    if next(kept, None) is not None:
        yield "assertions: something stands of one that is not stated"


def _by_place(row: Row) -> str:
    return str(row["place"])


def _quotes(assertion: Row, text: str) -> Iterator[str]:
    if assertion["state"] != CURRENT:
        if assertion["state"] == DELETED and assertion["record"] != "{}":
            yield f"assertion {assertion['name']}: was to be deleted, and has words still"
        return
    try:
        quoted = spans(json.loads(assertion["record"]))
    except (ValueError, KeyError, TypeError):
        yield f"assertion {assertion['name']}: its record cannot be read"
        return
    for span, words in quoted:
        inside = 0 <= span.start < span.end <= len(text)
        if not inside or (words is not None and span.of(text) != words):
            yield f"assertion {assertion['name']}: its words do not stand at {span.start}-{span.end}"


class _Grouped:
    """Rows in the order of a number, taken group by group as the number grows."""

    def __init__(self, found: Iterator[dict[str, Any]], column: str) -> None:
        self._groups = groupby(found, key=lambda row: int(row[column]))
        self._next: tuple[int, list[dict[str, Any]]] | None = None

    def of(self, number: int) -> list[dict[str, Any]]:
        """Return the group of a number; groups before it are passed over."""
        while self._next is None or self._next[0] < number:
            group = next(self._groups, None)
            self._next = (group[0], list(group[1])) if group else (1 << 62, [])
        return self._next[1] if self._next[0] == number else []


def _grouped(connection: Connection, table: Table, column: str, *order: Any) -> _Grouped:
    return _Grouped(rows(connection, select(table).order_by(*order)), column)


def dump(connection: Connection) -> Iterator[str]:
    """Give every row of every table as a line: two databases that say the same give the same lines."""
    for table in META.sorted_tables:
        keys = list(table.primary_key.columns)
        for row in rows(connection, select(table).order_by(*keys)):
            yield f"{table.name} {json.dumps(row, ensure_ascii=False, sort_keys=True, default=repr)}"
