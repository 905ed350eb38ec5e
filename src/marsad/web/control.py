"""Who held which place on a day, as accounts that were not rejected tell it; the map has a slider for the day."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import select

from marsad.control import Claim, claims_of, timeline
from marsad.control.claims import WHAT
from marsad.errors import UsageError
from marsad.merge import account_of
from marsad.merge.fuse import day_of
from marsad.store import accounts
from marsad.store.stands import REJECTED
from marsad.store.tables import STANDS
from marsad.web.desk import Desk, desk_of
from marsad.web.look import Look, look

routes = APIRouter(include_in_schema=False)
KINDS = (*WHAT, "restriction")
"""The kinds of events that change who holds a place."""
Place = dict[str, Any]


@routes.get("/control")
def control(request: Request) -> Response:
    """Show who held which place on a day; without scripts too."""
    desk = desk_of(request)
    with look(desk.project) as at:
        places = held(desk, at)
    days = changes(places)
    on = request.query_params.get("on", "") or (days[-1] if days else "")
    shown = [(place, span) for place in places if (span := span_on(place, on))]
    parties = {span["holder"]: span["name"] for place in places for span in place["spans"]}
    return desk.page(request, "control", places=shown, days=days, on=on, parties=parties)


def changes(places: list[Place]) -> list[str]:
    """Return the ISO days on which a place changed hands, in order."""
    return sorted({day for place in places for span in place["spans"] for day in (span["from"], span["to"]) if day})


def span_on(place: Place, day: str) -> dict[str, Any] | None:
    """Return who held a place on an ISO day; raises `UsageError` where it is none."""
    if not day:
        return None
    try:
        date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"on: {day!r} is no day; write it as 2017-04-05") from None
    found = (one for one in place["spans"] if one["from"] is None or one["from"] <= day)
    return next((one for one in found if one["to"] is None or day < one["to"]), None)


def held(desk: Desk, at: Look) -> list[Place]:
    """Return the places of which a holder is told, each with its point and its spans."""
    return desk.kept(at.noted(), ("control",), lambda: _held(desk, at))


def _held(desk: Desk, at: Look) -> list[Place]:
    world = desk.keeper.tables().world
    wanted = select(STANDS.c.assertion_id).where(STANDS.c.kind.in_(KINDS), STANDS.c.review != REJECTED)
    claims: dict[str, list[Claim]] = defaultdict(list)
    spots: dict[str, Place] = {}
    names: dict[str, Place] = {}
    told = accounts.stated(at.connection, at.connection.scalars(wanted.order_by(STANDS.c.published)).all())
    for order, one in enumerate(told):
        account = account_of(one.record, one.report, world)
        for claim in claims_of(account, order):
            claims[claim.place].append(claim)
        for place in one.record["places"]:
            if place.get("gazetteer_id") and place.get("lat") is not None:
                spots.setdefault(place["gazetteer_id"], place)
        names |= {party["id"]: party for party in (one.record["actor"], one.record["target"]) if party and party["id"]}
    return [_place(spots[id], timeline(id, claims[id]).spans, names) for id in sorted(claims) if id in spots]


def _place(spot: Place, spans: Any, names: dict[str, Place]) -> Place:
    return {
        **{field: spot.get(field) for field in ("gazetteer_id", "name", "name_ar", "lat", "lon")},
        "spans": [
            {"holder": span.holder, "name": names.get(span.holder) or _words(span.holder), "state": span.state,
             "from": day_of(span.start), "to": day_of(span.end), "accounts": list(span.accounts)}
            for span in spans
        ],
    }  # fmt: skip


def _words(holder: str) -> Place:
    words = holder.removeprefix("words:")
    return {"id": None, "name": words, "name_ar": words}
