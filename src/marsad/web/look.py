"""One look at a project for one page: a connection, the conditions that were asked for, and rows by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from fastapi.exceptions import HTTPException
from sqlalchemy import Connection, select
from sqlalchemy.sql.elements import ColumnElement

from marsad.project.project import Project
from marsad.store import chosen
from marsad.store.accounts import newest_note
from marsad.store.blind import undisturbed
from marsad.store.conditions import of_stands
from marsad.store.database import Database
from marsad.store.tables import READINGS, TEXTS
from marsad.web.ask import Asked
from marsad.web.row import Row, row_of


class Look:
    """What a page reads; all of it sees the database as it was at one moment."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self.database = database
        self.connection = connection

    def wanted(self, asked: Asked) -> Sequence[ColumnElement[bool]]:
        """Return the conditions of a filter."""
        return list(of_stands(self.database, self.connection, asked.filter()))

    def queued(self, asked: Asked) -> Sequence[ColumnElement[bool]]:
        """Return the conditions of a filter over what may be decided on: what two are coding apart waits."""
        return [*self.wanted(asked), undisturbed()]

    def noted(self) -> int:
        """Return the number of the last note: where it is the same, so is everything."""
        return newest_note(self.connection)

    def rows(self, names: Sequence[str]) -> dict[str, Row]:
        """Return rows by name; those that are not there are left out."""
        return {name: row_of(found) for name, found in chosen.by_name(self.connection, names).items()}

    def row(self, name: str) -> Row:
        """Return an event's row; raises 404 where there is none."""
        found = self.rows([name])
        if name not in found:
            raise HTTPException(404, f"{name}: no such event; it may have been read otherwise since, or taken back")
        return found[name]

    def text(self, report_id: int) -> str:
        """Return the text that a report was read from, or its latest one where it was not read."""
        read = select(READINGS.c.version).where(READINGS.c.report_id == report_id).scalar_subquery()
        query = select(TEXTS.c.text).where(TEXTS.c.report_id == report_id)
        found = self.connection.scalar(query.where(TEXTS.c.version == read))
        return str(found or self.connection.scalar(query.order_by(TEXTS.c.version.desc()).limit(1)) or "")


@contextmanager
def look(project: Project) -> Iterator[Look]:
    """Open a look."""
    with project.database.read() as connection:
        yield Look(project.database, connection)


def order_of(row: Row) -> chosen.Order:
    """Return where a row stands in a queue."""
    return (row.source.published or "", row.source.id, row.first, row.id)
