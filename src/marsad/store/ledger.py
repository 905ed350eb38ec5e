"""The audit: each change is noted in its own transaction, and each note is chained to the one before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select, update

from marsad.store.database import Database, insert_many, next_id
from marsad.store.tables import AUDIT, RUNS

GENESIS = "0" * 64
"""What the first note is chained to."""
_FIELDS = ("id", "at", "by", "run_id", "action", "subject", "subject_id", "digest", "detail")

Clock = Callable[[], datetime]
Row = Mapping[str, Any]


def digest(*rows: Row) -> str:
    """Return the hash of what rows hold; the order of their columns does not matter."""
    hashed = sha256()
    for row in rows:
        hashed.update(canonical(row).encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def canonical(value: object) -> str:
    """Write a value as JSON in the one way that is hashed."""
    return _WRITER.encode(value)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def link(before: str, note: Row) -> str:
    """Return the hash of a note that stands after the note with hash `before`."""
    return sha256(f"{before}{canonical([note[field] for field in _FIELDS])}".encode()).hexdigest()


def moment(clock: Clock) -> str:
    """Return a moment as the database keeps it: `2026-11-29T13:40:05.123456Z`."""
    return clock().astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Ledger:
    """Notes the changes of one run; a run that changes nothing leaves no trace."""

    def __init__(
        self, database: Database, clock: Clock, by: str, marsad: str, command: str, arguments: Mapping[str, object]
    ) -> None:
        self.database = database
        self.by = by
        self.run_id = 0
        self.counts: dict[str, int] = {}
        self._clock = clock
        self._marsad = marsad
        self._command = command
        self._arguments = canonical(arguments)
        self._notes: list[dict[str, Any]] = []

    def now(self) -> str:
        """Return the present moment."""
        return moment(self._clock)

    def begin(self, connection: Connection) -> int:
        """Return the run's id, writing its row first where this is its first change."""
        self._notes.clear()
        if self.run_id and connection.scalar(select(RUNS.c.id).where(RUNS.c.id == self.run_id)):
            return self.run_id
        self.run_id = next_id(connection, "runs")
        row = {
            "id": self.run_id, "command": self._command, "arguments": self._arguments, "by": self.by,
            "marsad": self._marsad, "started_at": self.now(), "ended_at": None, "state": "running", "counts": "{}",
        }  # fmt: skip
        connection.execute(insert(RUNS), row)
        self.note("begin", "run", self.run_id, digest(row))
        return self.run_id

    def note(self, action: str, subject: str, subject_id: int, digest: str, detail: object = None) -> None:
        """Note one change; it is written by `commit`, in the transaction of the change."""
        text = None if detail is None else canonical(detail)
        self._notes.append(
            {"action": action, "subject": subject, "subject_id": subject_id, "digest": digest, "detail": text}
        )

    def commit(self, connection: Connection) -> None:
        """Write the notes to the end of the chain; the last thing that a transaction does."""
        if not self._notes:
            return
        last = connection.execute(select(AUDIT.c.id, AUDIT.c.hash).order_by(AUDIT.c.id.desc()).limit(1)).first()
        first, before = (last.id + 1, last.hash) if last else (1, GENESIS)
        at = self.now()
        for number, note in enumerate(self._notes, first):
            note.update(id=number, at=at, by=self.by, run_id=self.run_id)
            note["hash"] = before = link(before, note)
        insert_many(connection, AUDIT, self._notes)
        self._notes = []

    def end(self, state: str) -> None:
        """Close the run's row, where it has one: done, interrupted or failed, and what it counted."""
        if not self.run_id:
            return
        with self.database.write() as connection:
            self.begin(connection)
            change = {"ended_at": self.now(), "state": state, "counts": canonical(self.counts)}
            connection.execute(update(RUNS).where(RUNS.c.id == self.run_id).values(change))
            row = connection.execute(select(RUNS).where(RUNS.c.id == self.run_id)).mappings().one()
            self.note("end", "run", self.run_id, digest(dict(row)))
            self.commit(connection)

    def count(self, counts: Mapping[str, int]) -> None:
        """Add to what the run has done."""
        for name, number in counts.items():
            self.counts[name] = self.counts.get(name, 0) + number


def broken(notes: Iterable[Row]) -> Iterable[str]:
    """Give what is wrong with the chain: a note changed, missing or put in."""
    before, expected = GENESIS, 1
    for note in notes:
        if note["id"] != expected:
            yield f"audit: note {expected} is missing"
        if link(before, note) != note["hash"]:
            yield f"audit: note {note['id']} was changed, or one before it"
        before, expected = note["hash"], note["id"] + 1
