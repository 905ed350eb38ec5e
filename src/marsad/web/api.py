"""The same as JSON: every page has its data under /api, filtered and paged alike; /api/openapi.json describes it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.exceptions import HTTPException

from marsad.web.ask import SIZE, choose
from marsad.web.desk import desk_of
from marsad.web.events import asked_of, histogram, latest_first, points
from marsad.web.happened import chosen
from marsad.web.reports import list_reports, read

Json = dict[str, Any]


def _filters(
    since: Annotated[str, Query(description="first day, ISO")] = "",
    until: Annotated[str, Query(description="last day, ISO")] = "",
    place: Annotated[str, Query(description="name or id of a place, district or province")] = "",
    kind: str = "",
    party: Annotated[str, Query(description="name or id of actor or target")] = "",
    status: str = "",
    outlet: str = "",
    review: Annotated[str, Query(description="open, accepted, rejected or unsure")] = "",
    box: Annotated[str, Query(description="south,west,north,east in degrees")] = "",
    page: int = 1,
) -> None:
    """Describe the filters; `asked_of` reads them."""


routes = APIRouter(prefix="/api", tags=["desk"])
filtered = [Depends(_filters)]


@routes.get("/events", dependencies=filtered)
def events(request: Request) -> Json:
    """Give a page of events, the latest first."""
    wanted = asked_of(request)
    rows = latest_first(list(choose(desk_of(request).index.fresh().values(), wanted)))
    start = (wanted.page - 1) * SIZE
    found = [row.brief() for row in rows[start : start + SIZE]]
    return {"number": len(rows), "page": wanted.page, "size": SIZE, "events": found}


@routes.get("/events/{name}")
def event(request: Request, name: str) -> Json:
    """Give the whole record of an event, as read and as corrected, and the decisions on it."""
    desk = desk_of(request)
    row = desk.index.fresh().get(name)
    if row is None:
        raise HTTPException(404, f"{name}: no such event")
    with desk.project.database.read() as connection:
        record = desk.index.records(connection, [row])[0]
        was = desk.index.read(connection, row)
    decisions = [{"decision": one.decision, "note": one.note, "by": one.by, "at": one.at,
                  "corrections": one.corrections} for one in desk.index.decisions(row.id)]  # fmt: skip
    return {"review": row.review, "record": record, "as_read": was, "decisions": decisions}


@routes.get("/points", dependencies=filtered)
def map_points(request: Request) -> dict[str, list[Any]]:
    """Give all events that have a point, in columns."""
    return points(list(choose(desk_of(request).index.fresh().values(), asked_of(request))))


@routes.get("/time", dependencies=filtered)
def time(request: Request) -> list[Json]:
    """Give the histogram of time."""
    rows = list(choose(desk_of(request).index.fresh().values(), asked_of(request)))
    return [{"start": bar.start, "end": bar.end, "events": bar.number} for bar in histogram(rows)]


@routes.get("/reports")
def reports(request: Request, page: int = 1) -> Json:
    """Give a page of reports, the latest published first."""
    asked_of(request)
    with desk_of(request).project.database.read() as connection:
        found, number = list_reports(connection, page)
    return {"number": number, "page": page, "size": SIZE, "reports": found}


@routes.get("/reports/{name}")
def report(request: Request, name: str) -> Json:
    """Give a report's text and its events."""
    found = read(desk_of(request), name)
    kept = {field: found["report"][field] for field in ("name", "title", "outlet", "published", "url")}
    return kept | {"text": found["text"], "events": [record for _, record in found["events"]]}


@routes.get("/happenings", dependencies=filtered)
def happenings(request: Request, grade: str = "") -> Json:
    """Give a page of happenings, the latest first."""
    desk, wanted = desk_of(request), asked_of(request)
    found = chosen(desk, desk.happenings.fresh(), wanted, grade)
    start = (wanted.page - 1) * SIZE
    return {"number": len(found), "page": wanted.page, "size": SIZE, "happenings": found[start : start + SIZE]}


@routes.get("/happenings/{name}")
def happening(request: Request, name: str) -> Json:
    """Give a happening with every value and the accounts behind it."""
    found = desk_of(request).happenings.fresh().records.get(name)
    if found is None:
        raise HTTPException(404, f"{name}: no such happening now")
    return found


@routes.get("/parties")
def parties(request: Request, q: str = "") -> list[Json]:
    """Give parties of the registry by the first letters of a name."""
    return desk_of(request).lookup.parties(q)


@routes.get("/places")
def places(request: Request, q: str = "") -> list[Json]:
    """Give places of the gazetteer by the first letters of a name."""
    return desk_of(request).lookup.places(q)
