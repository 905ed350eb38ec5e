"""Points for the map, each place once with how many events stand there: four bytes a number, column by column."""

from __future__ import annotations

import sys
from array import array
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from marsad.store import chosen
from marsad.web.desk import desk_of
from marsad.web.events import asked_of
from marsad.web.look import look

routes = APIRouter(include_in_schema=False)
COLUMNS = ("lat", "lon", "radius_km", "precision", "events", "number")
_SCALE = (100_000, 100_000, 100, 1, 1, 1)
"""What each column is multiplied by, so that whole numbers hold it: a metre, ten metres."""


@routes.get("/points")
def points(request: Request) -> Response:
    """Give the points of the events that are asked for as little-endian whole numbers of four bytes."""
    desk, wanted = desk_of(request), asked_of(request)
    with look(desk.project) as at:
        packed = desk.kept(
            at.noted(), ("points", wanted.query()), lambda: pack(chosen.points(at.connection, at.wanted(wanted)))
        )
    return Response(packed, media_type="application/octet-stream")


def pack(rows: list[tuple[Any, ...]]) -> bytes:
    """Return the columns of the points, one after the other; what is unknown is 0."""
    columns = zip(*rows, strict=True) if rows else ()
    packed = array("i")
    for scale, column in zip(_SCALE, columns, strict=False):
        packed.extend(round((value or 0) * scale) for value in column)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


@routes.get("/at/{number}")
def event_at(request: Request, number: int) -> Response:
    """Lead from a number of the map to its event."""
    with look(desk_of(request).project) as at:
        found = chosen.by_number(at.connection, [number])
    return RedirectResponse(f"/review/{found[0]['name']}" if found else "/events", 303)
