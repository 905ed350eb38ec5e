"""A project on disk as the source of an export and of frames."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, and_, select

from marsad.dataset.export import Origin
from marsad.dataset.rows import Input
from marsad.project.audit import note_export
from marsad.project.opening import opened
from marsad.store import query
from marsad.store.conditions import Filter
from marsad.store.stands import RECORD
from marsad.store.tables import ASSERTIONS, REPORTS, STANDS, TEXTS

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept(Origin):
    """The happenings that a project keeps, with their assertions and reports."""

    folder: Path

    @contextmanager
    def given(self) -> Iterator[Input]:
        """Open the project; what belongs to a happening is looked up on a second connection."""
        with opened(self.folder) as project, project.database.read() as first, project.database.read() as second:
            found = query.happenings(project.database, first, Filter(limit=None))
            records = (json.loads(row["record"]) for row in found)
            yield Input(records, _event(second), _report(second))

    @contextmanager
    def told(self) -> Iterator[Input]:
        """Open the project and give the record of each event as its report tells it and people corrected it."""
        with opened(self.folder) as project, project.database.read() as first, project.database.read() as second:
            found = query.assertions(project.database, first, Filter(limit=None, review="kept"))
            yield Input((json.loads(row["record"]) for row in found), report=_report(second))

    def note(self, detail: dict[str, object], files: object) -> None:
        """Note in the audit that happenings were written out; `files` tells their hashes."""
        with opened(self.folder) as project:
            note_export(project, "happenings", detail, files=files)

    def paths(self) -> list[Path]:
        """Return nothing: a project's own hashes prove it, see `marsad verify`."""
        return []


def _event(connection: Connection) -> Callable[[str], Record | None]:
    def find(name: str) -> Record | None:
        chosen = select(RECORD).join(STANDS, STANDS.c.assertion_id == ASSERTIONS.c.id)
        row = connection.execute(chosen.where(ASSERTIONS.c.name == name)).first()
        return json.loads(row[0]) if row else None

    return find


def _report(connection: Connection) -> Callable[[str], Record | None]:
    columns = (REPORTS.c.outlet, REPORTS.c.published, REPORTS.c.url, REPORTS.c.title, TEXTS.c.text)
    newest = and_(TEXTS.c.report_id == REPORTS.c.id, TEXTS.c.version == REPORTS.c.version)

    def find(name: str) -> Record | None:
        chosen = select(*columns).join(TEXTS, newest).where(REPORTS.c.name == name, REPORTS.c.deleted_at.is_(None))
        row = connection.execute(chosen).first()
        return dict(row._mapping) if row else None  # noqa: SLF001 - the public way to a row's names

    return find
