"""Put captures, reports and texts into the database; what is there already stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from marsad.model import Arrival, Report
from marsad.store import fulltext
from marsad.store.database import insert_many, next_id
from marsad.store.ledger import Ledger, canonical, digest
from marsad.store.tables import CAPTURES, REPORTS, SIGNATURES, TEXTS

_ASKED = 500
"""Values in one question to the database."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """How raw bytes came: their hash and size, from where, in which way, and what the sender said."""

    sha256: str
    size: int
    format: str
    origin: str
    method: str
    given: str = "{}"
    headers: str | None = None


def key_of(report: Report, text_sha256: str) -> str:
    """Return the hash of what a report says and who said it where and when; its id does not matter."""
    published = report.published.isoformat() if report.published else None
    said = [text_sha256, report.title, report.outlet, report.url, published]
    return sha256(canonical(said).encode("utf-8", "surrogatepass")).hexdigest()


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def find_capture(connection: Connection, digest: str, origin: str | None = None) -> dict[str, Any] | None:
    """Return the capture of these bytes, from this origin or from any, complete ones first; None where none is."""
    query = select(CAPTURES).where(CAPTURES.c.sha256 == digest).order_by(CAPTURES.c.complete.desc(), CAPTURES.c.id)
    if origin is not None:
        query = query.where(CAPTURES.c.origin == origin)
    row = connection.execute(query.limit(1)).mappings().first()
    return dict(row) if row else None


def add_capture(connection: Connection, ledger: Ledger, receipt: Receipt, *, complete: bool = False) -> int:
    """Note that raw bytes arrived, once for each place that they came from; return the capture's id."""
    known = find_capture(connection, receipt.sha256, receipt.origin)
    if known:
        return int(known["id"])
    id = next_id(connection, "captures")
    row = {
        "id": id, "sha256": receipt.sha256, "size": receipt.size,
        "format": receipt.format, "origin": receipt.origin, "received_at": ledger.now(), "by": ledger.by,
        "method": receipt.method, "headers": receipt.headers, "given": receipt.given, "extractor": "",
        "complete": complete, "refused": 0, "deleted_at": None, "run_id": ledger.run_id,
    }  # fmt: skip
    connection.execute(insert(CAPTURES), row)
    ledger.note("receive", "capture", id, digest(row), {"sha256": receipt.sha256})
    return id


def complete_capture(connection: Connection, ledger: Ledger, id: int, extractor: str, refused: int) -> None:
    """Note that all of a capture was read, by which extractor, and how much of it was refused."""
    change_row(connection, ledger, CAPTURES, id, "complete", complete=True, extractor=extractor, refused=refused)


def change_row(
    connection: Connection, ledger: Ledger, table: Table, id: int, action: str, detail: object = None, **values: object
) -> None:
    """Change a row and note its new digest."""
    connection.execute(update(table).where(table.c.id == id).values(values))
    row = connection.execute(select(table).where(table.c.id == id)).mappings().one()
    ledger.note(action, table.name.removesuffix("s"), id, digest(dict(row)), detail)


class Ready(NamedTuple):
    """A report with all that can be worked out before a transaction begins: its key, its text's hash, its words."""

    arrival: Arrival
    key: str
    sha256: str
    words: fulltext.Words


def prepare(arrival: Arrival) -> Ready:
    """Work out what the store needs to know of a report."""
    words = fulltext.prepare(searchable(_said(arrival), arrival.report.text))
    hash = text_hash(arrival.report.text)
    return Ready(arrival, key_of(arrival.report, hash), hash, words)


def new_keys(connection: Connection, batch: Sequence[Ready]) -> set[str]:
    """Return the keys of the reports that are not there yet."""
    keys = {ready.key for ready in batch}
    return keys - _present(connection, "key", keys)


def add_reports(
    connection: Connection, ledger: Ledger, capture_id: int, batch: Sequence[Ready]
) -> list[fulltext.Entry]:
    """Add the reports that are not there yet, with their first text; return the new ones' entries for the search."""
    fresh = new_keys(connection, batch)
    first_of = {ready.key: ready for ready in reversed(batch)}
    new = [ready for ready in batch if ready.key in fresh and first_of[ready.key] is ready]
    if not new:
        return []
    taken = _present(connection, "name", {ready.arrival.report.id for ready in new})
    first, now = next_id(connection, "reports"), ledger.now()
    reports, texts, entries = [], [], []
    for id, ready in enumerate(new, first):
        name = _free(ready.arrival.report.id, ready.key, taken)
        report = _said(ready.arrival)
        report.update(id=id, name=name, key=ready.key, capture_id=capture_id, version=1, added_at=now,
                      deleted_at=None, run_id=ledger.run_id)  # fmt: skip
        reports.append(report)
        texts.append(_text_row(id, 1, ready.arrival, ready.sha256, ledger, now))
        entries.append(fulltext.Entry(id, ready.words))
        ledger.note("add", "report", id, report_digest(reports[-1], texts[-1:]))
    insert_many(connection, REPORTS, reports)
    insert_many(connection, TEXTS, texts)
    return entries


def add_text(connection: Connection, ledger: Ledger, report_id: int, arrival: Arrival) -> bool:
    """Add a new version of a report's text where it differs from the latest; tell whether it does."""
    report = dict(connection.execute(select(REPORTS).where(REPORTS.c.id == report_id)).mappings().one())
    texts = _texts(connection, report_id)
    hash = text_hash(arrival.report.text)
    if report["deleted_at"] or texts[-1]["sha256"] == hash:
        return False
    report["version"] = texts[-1]["version"] + 1
    texts.append(_text_row(report_id, report["version"], arrival, hash, ledger, ledger.now()))
    connection.execute(insert(TEXTS), texts[-1])
    connection.execute(update(REPORTS).where(REPORTS.c.id == report_id).values(version=report["version"]))
    connection.execute(SIGNATURES.delete().where(SIGNATURES.c.report_id == report_id))
    fulltext.remove(connection, fulltext.REPORT_WORDS, [report_id])
    entry = fulltext.Entry(report_id, fulltext.prepare(searchable(report, arrival.report.text)))
    fulltext.add(ledger.database, connection, fulltext.REPORT_WORDS, [entry])
    ledger.note("new text", "report", report_id, report_digest(report, texts), {"version": report["version"]})
    return True


def _texts(connection: Connection, report_id: int) -> list[dict[str, Any]]:
    query = select(TEXTS).where(TEXTS.c.report_id == report_id).order_by(TEXTS.c.version)
    return [dict(row) for row in connection.execute(query).mappings()]


def note_report(connection: Connection, ledger: Ledger, report_id: int, action: str, detail: object) -> None:
    """Note a report's row and its texts as they are now."""
    row = connection.execute(select(REPORTS).where(REPORTS.c.id == report_id)).mappings().one()
    ledger.note(action, "report", report_id, report_digest(dict(row), _texts(connection, report_id)), detail)


def report_digest(report: Mapping[str, Any], texts: Iterable[Mapping[str, Any]]) -> str:
    """Return the hash of a report's row and of all its texts, whose words stand in it by their own hash."""
    return digest(report, *({name: value for name, value in row.items() if name != "text"} for row in texts))


def searchable(report: Mapping[str, Any], text: str) -> str:
    """Return all words by which a report is found."""
    parts = (report["name"], report["title"], text, report["outlet"], report["url"], report["meta"])
    return "\n".join(part for part in parts if part)


def _said(arrival: Arrival) -> dict[str, Any]:
    """Return the columns that tell what a file says of a report."""
    report = arrival.report
    return {
        "name": report.id, "locator": arrival.locator,
        "published": report.published.isoformat() if report.published else None, "outlet": report.outlet,
        "url": report.url, "title": report.title, "country": report.country,
        "meta": canonical(arrival.meta) if arrival.meta else None,
    }  # fmt: skip


def _text_row(report_id: int, version: int, arrival: Arrival, sha256: str, ledger: Ledger, now: str) -> dict[str, Any]:
    return {
        "report_id": report_id, "version": version, "extractor": arrival.extractor, "sha256": sha256,
        "text": arrival.report.text, "made_at": now, "run_id": ledger.run_id,
    }  # fmt: skip


def _present(connection: Connection, column: str, values: Iterable[str]) -> set[str]:
    """Return which of these values a column of the reports has already."""
    listed, found = list(values), set[str]()
    query = select(REPORTS.c[column]).where(REPORTS.c[column].in_(bindparam("values", expanding=True)))
    for start in range(0, len(listed), _ASKED):
        found.update(connection.scalars(query, {"values": listed[start : start + _ASKED]}))
    return found


def _free(name: str, key: str, taken: set[str]) -> str:
    """Return a name that no report has: its own id, or that with the beginning of its key."""
    free = name if name not in taken else f"{name}~{key[:8]}"
    taken.add(free)
    return free
