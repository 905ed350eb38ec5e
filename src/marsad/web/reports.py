"""Reports: their list, and the reading view with every event's words marked."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import HTTPException
from sqlalchemy import Connection, func, select

from marsad.store import find
from marsad.store.tables import REPORTS
from marsad.web.ask import SIZE, asked
from marsad.web.desk import Desk, desk_of
from marsad.web.events import pages
from marsad.web.marks import cut, marks_of
from marsad.web.row import Row

routes = APIRouter(include_in_schema=False)


@routes.get("/reports")
def reports(request: Request) -> Response:
    """Show the reports, the latest published first."""
    desk = desk_of(request)
    page = asked(request.query_params).page
    rows = desk.index.fresh().values()
    count: dict[int, list[Row]] = {}
    for row in rows:
        count.setdefault(row.source.id, []).append(row)
    with desk.project.database.read() as connection:
        found, number = list_reports(connection, page)
    return desk.page(request, "reports", reports=found, number=number, page=page, pages=pages(number), count=count)


def list_reports(connection: Connection, page: int) -> tuple[list[dict[str, Any]], int]:
    """Return a page of reports, and how many there are."""
    whole = REPORTS.c.deleted_at.is_(None)
    number = int(connection.scalar(select(func.count()).select_from(REPORTS).where(whole)) or 0)
    query = select(REPORTS.c.id, REPORTS.c.name, REPORTS.c.outlet, REPORTS.c.published, REPORTS.c.title, REPORTS.c.url)
    query = query.where(whole).order_by(REPORTS.c.published.desc().nulls_last(), REPORTS.c.id.desc())
    found = connection.execute(query.limit(SIZE).offset((page - 1) * SIZE)).mappings()
    return [dict(row) for row in found], number


@routes.get("/reports/{name}")
def report(request: Request, name: str) -> Response:
    """Show a report, its marks, its events beside it, and where it came from."""
    desk = desk_of(request)
    return desk.page(request, "report", **read(desk, name), problem="", sent={})


def read(desk: Desk, name: str) -> dict[str, Any]:
    """Return what the reading view shows of a report."""
    rows = [row for row in desk.index.fresh().values() if row.source.name == name]
    with desk.project.database.read() as connection:
        found = find.report(connection, name)
        if found is None or found["deleted_at"]:
            raise HTTPException(404, f"{name}: no such report; it may have been deleted")
        text = desk.index.text(connection, found["id"])
        records = desk.index.records(connection, rows)
    marks = [mark for row, record in zip(rows, records, strict=True) if row.review != "rejected"
             for mark in marks_of(record)]  # fmt: skip
    return {"report": found, "pieces": cut(text, marks), "events": list(zip(rows, records, strict=True)), "text": text}
