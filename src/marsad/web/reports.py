"""Reports: their list, and the reading view with every event's words marked."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import HTTPException
from sqlalchemy import func, select

from marsad.store import chosen, find
from marsad.store.query import chosen_reports
from marsad.store.tables import REPORTS
from marsad.web.ask import SIZE, Asked
from marsad.web.desk import desk_of
from marsad.web.events import asked_of, outlets, pages
from marsad.web.look import Look, look
from marsad.web.marks import cut, marks_of
from marsad.web.row import row_of

routes = APIRouter(include_in_schema=False)


@routes.get("/reports")
def reports(request: Request) -> Response:
    """Show the reports that state what is asked for, the latest published first."""
    desk, wanted = desk_of(request), asked_of(request)
    with look(desk.project) as at:
        found, number = list_reports(at, wanted)
        count = chosen.reviewed(at.connection, [one["id"] for one in found])
        return desk.page(
            request, "reports", reports=found, number=number, asked=wanted, pages=pages(number), count=count,
            outlets=outlets(desk, at),
        )  # fmt: skip


def list_reports(at: Look, wanted: Asked) -> tuple[list[dict[str, Any]], int]:
    """Return a page of reports, and how many there are."""
    ids = chosen_reports(at.database, at.connection, wanted.filter())
    number = int(at.connection.scalar(select(func.count()).select_from(ids.subquery())) or 0)
    query = select(REPORTS.c.id, REPORTS.c.name, REPORTS.c.outlet, REPORTS.c.published, REPORTS.c.title, REPORTS.c.url)
    query = query.where(REPORTS.c.id.in_(ids)).order_by(REPORTS.c.published.desc().nulls_last(), REPORTS.c.id.desc())
    found = at.connection.execute(query.limit(SIZE).offset(wanted.start)).mappings()
    return [dict(row) for row in found], number


@routes.get("/reports/{name}")
def report(request: Request, name: str) -> Response:
    """Show a report, its marks, its events beside it, and where it came from."""
    desk = desk_of(request)
    with look(desk.project) as at:
        return desk.page(request, "report", **read(at, name), problem="", sent={})


def read(at: Look, name: str) -> dict[str, Any]:
    """Return what the reading view shows of a report."""
    found = find.report(at.connection, name)
    if found is None or found["deleted_at"]:
        raise HTTPException(404, f"{name}: no such report; it may have been deleted")
    text = at.text(found["id"])
    rows = [row_of(one) for one in chosen.of_report(at.connection, found["id"])]
    marks = [mark for row in rows if row.review != "rejected" for mark in marks_of(row.record)]
    return {"report": found, "pieces": cut(text, marks), "events": rows, "text": text}
