"""The list of events with its map and its histogram of time; one filter for all three."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response

from marsad.web.ask import SIZE, Asked, asked, choose
from marsad.web.desk import desk_of
from marsad.web.row import Row

routes = APIRouter(include_in_schema=False)
_BARS = 60


class Bar(NamedTuple):
    """A stretch of time, how many events begin in it, and its height in twentieths of the tallest."""

    start: str
    end: str
    number: int
    height: int


@routes.get("/events")
def events(request: Request) -> Response:
    """Show the events that are asked for, the latest first."""
    desk = desk_of(request)
    wanted = asked(request.query_params)
    every = desk.index.fresh().values()
    found = latest_first(list(choose(every, wanted)))
    start = (wanted.page - 1) * SIZE
    return desk.page(
        request, "events", asked=wanted, rows=found[start : start + SIZE], number=len(found), all=len(every),
        pages=pages(len(found)), bars=histogram(found), outlets=outlets(list(every)), places=at(found),
        toll=tolls(found),
    )  # fmt: skip


def latest_first(rows: list[Row]) -> list[Row]:
    """Return rows by the day on which they happened, the latest first; those without a day last."""
    return sorted(rows, key=lambda row: (row.start or "", row.id), reverse=True)


def pages(number: int) -> int:
    """Return how many pages so many rows fill."""
    return max(1, -(-number // SIZE))


def outlets(rows: Sequence[Row]) -> list[str]:
    """Return the outlets, that of most events first."""
    return [name for name, _ in Counter(row.source.outlet for row in rows if row.source.outlet).most_common(200)]


def at(rows: Sequence[Row]) -> int:
    """Return how many rows have a point."""
    return sum(row.lat is not None for row in rows)


def tolls(rows: Sequence[Row]) -> int:
    """Return the killed that all accounts give together: not a toll, only how much is told."""
    return sum(row.killed[0] for row in rows if row.killed)


def histogram(rows: Sequence[Row]) -> list[Bar]:
    """Count events by day, week or month, whichever gives at most sixty bars; empty stretches stand between."""
    days = sorted(date.fromisoformat(row.start) for row in rows if row.start)
    if not days:
        return []
    step = next((step for step in (1, 7, 30, 91, 365) if (days[-1] - days[0]).days // step < _BARS), 3650)
    counted = Counter((day - days[0]).days // step for day in days)
    most = max(counted.values())
    return [_bar(days[0], step, number, counted[number], most) for number in range(max(counted) + 1)]


def _bar(first: date, step: int, number: int, counted: int, most: int) -> Bar:
    start = first + timedelta(days=number * step)
    end = start + timedelta(days=step - 1)
    return Bar(start.isoformat(), end.isoformat(), counted, -(-20 * counted // most))


def points(rows: Sequence[Row]) -> dict[str, list[Any]]:
    """Return rows that have a point as columns, which is a third of the size of a list of objects."""
    found = [row for row in rows if row.lat is not None and row.lon is not None]
    return {
        "name": [row.name for row in found],
        "lat": [row.lat for row in found],
        "lon": [row.lon for row in found],
        "radius_km": [row.radius or 0 for row in found],
        "precision": [row.precision or 0 for row in found],
        "kind": [row.kind for row in found],
    }


def asked_of(request: Request) -> Asked:
    """Return what a request's address asks for."""
    return asked(request.query_params)
