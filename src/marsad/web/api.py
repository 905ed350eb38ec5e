"""The same as JSON: every page has its data under /api, filtered and paged alike; /api/openapi.json describes it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from marsad.errors import UsageError
from marsad.store import chosen
from marsad.store.remarks import queues as kept_queues
from marsad.store.remarks import remarks_on
from marsad.store.standing import decisions_on
from marsad.web.ask import SIZE
from marsad.web.control import held
from marsad.web.desk import desk_of
from marsad.web.events import asked_of, days, histogram, listed, number_of
from marsad.web.happened import PATIENCE
from marsad.web.happened import listed as listed_happenings
from marsad.web.look import look
from marsad.web.points import COLUMNS
from marsad.web.reports import list_reports, read
from marsad.web.told import found_happening

Json = dict[str, Any]


def _filters(
    since: Annotated[str, Query(description="first day, ISO")] = "",
    until: Annotated[str, Query(description="last day, ISO")] = "",
    place: Annotated[str, Query(description="name or id of a place, district or province")] = "",
    kind: str = "",
    party: Annotated[str, Query(description="name or id of actor or target")] = "",
    status: str = "",
    outlet: str = "",
    toll: Annotated[str, Query(description="so many dead at least")] = "",
    grade: Annotated[str, Query(description="confirmed, corroborated, contested, claimed or single")] = "",
    review: Annotated[str, Query(description="open, accepted, rejected or unsure")] = "",
    assigned: Annotated[str, Query(description="whose it is to review")] = "",
    flag: Annotated[str, Query(description="flagged")] = "",
    words: Annotated[str, Query(description="words of the report, however spelt")] = "",
    box: Annotated[str, Query(description="south,west,north,east in degrees")] = "",
    page: int = 1,
) -> None:
    """Describe the filters; `asked_of` reads them."""


routes = APIRouter(prefix="/api", tags=["desk"])
filtered = [Depends(_filters)]


@routes.get("/events", dependencies=filtered)
def events(request: Request) -> Json:
    """Give a page of events, the latest first."""
    desk, wanted = desk_of(request), asked_of(request)
    with look(desk.project) as at:
        found = [row.brief() for row in listed(at, wanted)]
        number = number_of(desk, at, wanted)
    return {"number": number, "page": wanted.page, "size": SIZE, "events": found}


@routes.get("/events/{name}")
def event(request: Request, name: str) -> Json:
    """Give the whole record of an event, as read and as corrected, and the decisions and remarks on it."""
    with look(desk_of(request).project) as at:
        row = at.row(name)
        said, remarks = decisions_on(at.connection, [row.id]).get(row.id, []), remarks_on(at.connection, row.id)
    decisions = [{"decision": one.decision, "note": one.note, "by": one.by, "at": one.at,
                  "corrections": one.corrections} for one in said]  # fmt: skip
    told = [{field: one[field] for field in ("what", "words", "by", "at")} for one in remarks]
    return {"review": row.review, "flagged": row.flagged, "assigned": row.assigned, "record": row.record,
            "as_read": row.read, "decisions": decisions, "remarks": told}  # fmt: skip


@routes.get("/points", dependencies=filtered)
def map_points(request: Request) -> dict[str, list[Any]]:
    """Give the points of the events, each once, in columns: how many events stand there, and the number of one."""
    desk, wanted = desk_of(request), asked_of(request)
    with look(desk.project) as at:
        rows = chosen.points(at.connection, at.wanted(wanted))
    return {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}


@routes.get("/time", dependencies=filtered)
def time(request: Request) -> list[Json]:
    """Give the histogram of time."""
    desk, wanted = desk_of(request), asked_of(request)
    with look(desk.project) as at:
        bars = histogram(days(desk, at, wanted))
    return [{"start": bar.start, "end": bar.end, "events": bar.number} for bar in bars]


@routes.get("/reports", dependencies=filtered)
def reports(request: Request) -> Json:
    """Give a page of reports, the latest published first."""
    wanted = asked_of(request)
    with look(desk_of(request).project) as at:
        found, number = list_reports(at, wanted)
    return {"number": number, "page": wanted.page, "size": SIZE, "reports": found}


@routes.get("/reports/{name}")
def report(request: Request, name: str) -> Json:
    """Give a report's text and its events."""
    with look(desk_of(request).project) as at:
        found = read(at, name)
    kept = {field: found["report"][field] for field in ("name", "title", "outlet", "published", "url")}
    return kept | {"text": found["text"], "events": [row.record for row in found["events"]]}


@routes.get("/happenings", dependencies=filtered)
def happenings(request: Request) -> Json:
    """Give a page of happenings, the latest first."""
    desk, wanted = desk_of(request), asked_of(request)
    settled = desk.keeper.settle(PATIENCE)
    with look(desk.project) as at:
        found, number = listed_happenings(desk, at, wanted)
    return {"number": number, "page": wanted.page, "size": SIZE, "up_to_date": settled, "happenings": found}


@routes.get("/happenings/{name}")
def happening(request: Request, name: str) -> Json:
    """Give a happening with every value and the accounts behind it; an older name gives the one that it leads to."""
    with look(desk_of(request).project) as at:
        found: Json = found_happening(at, name)["record"]
    return found


@routes.get("/control")
def control(request: Request) -> list[Json]:
    """Give the places of which a holder is told, with their spans: from a day, to the day before another."""
    desk = desk_of(request)
    with look(desk.project) as at:
        return held(desk, at)


@routes.get("/queues")
def queues(request: Request) -> list[Json]:
    """Give the filters that people keep as queues."""
    with look(desk_of(request).project) as at:
        return kept_queues(at.connection)


@routes.get("/parties")
def parties(request: Request, q: str = "") -> list[Json]:
    """Give parties of the registry by the first letters of a name."""
    return desk_of(request).lookup.parties(q)


@routes.get("/places")
def places(
    request: Request,
    q: str = "",
    near: Annotated[str, Query(description="latitude,longitude in degrees")] = "",
) -> list[Json]:
    """Give places of the gazetteer by the first letters of a name, or those nearest to a point."""
    lookup = desk_of(request).lookup
    if not near:
        return lookup.places(q)
    try:
        lat, lon = (float(part) for part in near.split(","))
    except ValueError:
        lat = lon = 999.0
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise UsageError(f"near: {near!r} is no point; write latitude,longitude such as 35.4,36.6")
    return lookup.near(lat, lon)
