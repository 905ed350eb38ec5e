"""While two coders work on a report apart from each other, nobody decides on it in the ordinary way."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.sql.elements import ColumnElement

from marsad.errors import UsageError
from marsad.store.tables import STANDS
from marsad.store.user_tables import DOUBLES


def refuse_unsettled(connection: Connection, report_id: int, name: str) -> None:
    """Raise `UsageError` where a report is coded by two and not settled: a decision would tell one of the other."""
    open_ = select(DOUBLES.c.id).where(DOUBLES.c.report_id == report_id, DOUBLES.c.settled_at.is_(None))
    if connection.scalar(open_) is not None:
        raise UsageError(f"{name}: its report is being coded by two apart from each other; it waits to be settled")


def undisturbed() -> ColumnElement[bool]:
    """Return the condition that what stands is of no report that two are coding: only such may be decided on."""
    return STANDS.c.report_id.not_in(select(DOUBLES.c.report_id).where(DOUBLES.c.settled_at.is_(None)))
