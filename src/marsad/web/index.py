"""All assertions of a project as rows in memory, kept true to the database by the audit's last note."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from threading import Lock
from typing import Any

from sqlalchemy import Connection, func, select

from marsad.project.project import Project
from marsad.store.decisions import Decision, all_decisions, corrected, standing
from marsad.store.ledger import ASIDE
from marsad.store.readings import ADDED, CURRENT
from marsad.store.tables import ASSERTIONS, AUDIT, READINGS, REPORTS, TEXTS
from marsad.web.row import Row, Source, row_of

_LIGHT = frozenset({("decide", "decision"), ("correct", "correction"), ("add", "reading"), ("begin", "run"),
                    ("end", "run")})  # fmt: skip
"""Notes after which only what was decided or added has to be looked at."""


class Index:
    """Rows by name, in the order in which reports tell them; `revision` grows with every change."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.rows: dict[str, Row] = {}
        self.revision = 0
        self._names: dict[int, str] = {}
        self._decisions: dict[int, list[Decision]] = {}
        self._noted, self._decided, self._last = -1, 0, 0
        self._lock = Lock()

    def fresh(self) -> dict[str, Row]:
        """Return the rows as the database has them now."""
        with self._lock, self.project.database.read() as connection:
            noted = int(connection.scalar(select(func.max(AUDIT.c.id))) or 0)
            if noted != self._noted:
                self._take_in(connection)
                self._noted = noted
                self.revision += 1
            return self.rows

    def decisions(self, id: int) -> list[Decision]:
        """Return all decisions on an assertion, the oldest first."""
        return self._decisions.get(id, [])

    def records(self, connection: Connection, rows: Iterable[Row]) -> list[dict[str, Any]]:
        """Return the records of rows, with what people corrected."""
        wanted = {row.id: row for row in rows}
        found: dict[int, dict[str, Any]] = {}
        ids = list(wanted)
        for start in range(0, len(ids), 500):
            query = select(ASSERTIONS.c.id, ASSERTIONS.c.record).where(ASSERTIONS.c.id.in_(ids[start : start + 500]))
            for id, record in connection.execute(query):
                found[id] = corrected(json.loads(record), standing(self.decisions(id)))
        return [found[id] for id in ids if id in found]

    def read(self, connection: Connection, row: Row) -> dict[str, Any]:
        """Return the record as it was read, without corrections."""
        stored = connection.scalar(select(ASSERTIONS.c.record).where(ASSERTIONS.c.id == row.id))
        found: dict[str, Any] = json.loads(stored or "{}")
        return found

    def text(self, connection: Connection, report_id: int) -> str:
        """Return the text that a report was read from, or its latest one where it was not read."""
        read = select(READINGS.c.version).where(READINGS.c.report_id == report_id).scalar_subquery()
        query = select(TEXTS.c.text).where(TEXTS.c.report_id == report_id)
        found = connection.scalar(query.where(TEXTS.c.version == read))
        return str(found or connection.scalar(query.order_by(TEXTS.c.version.desc()).limit(1)) or "")

    def _take_in(self, connection: Connection) -> None:
        changes = select(AUDIT.c.action, AUDIT.c.subject).where(AUDIT.c.id > self._noted).distinct()
        changes = changes.where(AUDIT.c.subject.not_in(ASIDE))
        light = self._noted >= 0 and {(row.action, row.subject) for row in connection.execute(changes)} <= _LIGHT
        if not light:
            self.rows, self._names, self._decisions = {}, {}, defaultdict(list)
            self._decided = self._last = 0
        touched = set[int]()
        for id, decision in all_decisions(connection, self._decided):
            self._decisions[id].append(decision)
            self._decided = decision.id
            touched.add(id)
        known = touched & set(self._names)
        query = _query().where(ASSERTIONS.c.id > self._last)
        rows = dict(self.rows)
        self._put(rows, connection.execute(query).mappings())
        if known:
            self._put(rows, connection.execute(_query().where(ASSERTIONS.c.id.in_(known))).mappings())
        self.rows = rows if light and not _new(rows, self.rows) else dict(sorted(rows.items(), key=_told))

    def _put(self, rows: dict[str, Row], found: Iterable[Any]) -> None:
        sources: dict[int, Source] = {}
        for one in found:
            source = sources.setdefault(one["report_id"], _source(one))
            decisions = self._decisions.get(one["id"], [])
            record = corrected(json.loads(one["record"]), standing(decisions))
            row = row_of(one["id"], source, record, decisions, added=one["state"] == ADDED)
            self._names[row.id] = row.name
            self._last = max(self._last, row.id)
            rows.pop(row.name, None) if row.review == "gone" else rows.update({row.name: row})


def _query() -> Any:
    return (
        select(
            ASSERTIONS.c.id, ASSERTIONS.c.report_id, ASSERTIONS.c.state, ASSERTIONS.c.record,
            REPORTS.c.name.label("report"), REPORTS.c.outlet, REPORTS.c.published, REPORTS.c.title,
        )
        .join(REPORTS, REPORTS.c.id == ASSERTIONS.c.report_id)
        .where(ASSERTIONS.c.state.in_((CURRENT, ADDED)))
    )  # fmt: skip


def _source(row: Any) -> Source:
    return Source(row["report_id"], row["report"], row["outlet"], row["published"], row["title"])


def _new(rows: dict[str, Row], before: dict[str, Row]) -> bool:
    return rows.keys() != before.keys()


def _told(item: tuple[str, Row]) -> tuple[str, int, int, int]:
    """Order by the report's day, the report, and where it tells it."""
    row = item[1]
    return (row.source.published or "", row.source.id, row.first, row.id)
