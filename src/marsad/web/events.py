"""The list of events with its map and its histogram of time; one filter for all three."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from marsad.store import chosen
from marsad.store.remarks import queues
from marsad.web.ask import SIZE, Asked, asked
from marsad.web.desk import Desk, desk_of
from marsad.web.look import Look, look
from marsad.web.row import Row, row_of

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
    wanted = asked_of(request)
    with look(desk.project) as at:
        number = number_of(desk, at, wanted)
        return desk.page(
            request, "events", asked=wanted, rows=listed(at, wanted), number=number,
            free=free_of(desk, at, wanted),
            all=number_of(desk, at, Asked()), pages=pages(number), bars=histogram(days(desk, at, wanted)),
            outlets=outlets(desk, at), queues=queues(at.connection), done=request.query_params.get("bulk", ""),
            left=request.query_params.get("left", ""),
        )  # fmt: skip


def asked_of(request: Request) -> Asked:
    """Return what a request's address asks for."""
    return asked(request.query_params)


def listed(at: Look, wanted: Asked) -> list[Row]:
    """Return the rows of the page that is asked for."""
    return [row_of(found) for found in chosen.page(at.connection, at.wanted(wanted), SIZE, wanted.start)]


def number_of(desk: Desk, at: Look, wanted: Asked) -> int:
    """Return how many events are asked for, on all pages together."""
    what = ("number", wanted.query())
    return desk.kept(at.noted(), what, lambda: chosen.number(at.connection, at.wanted(wanted)))


def free_of(desk: Desk, at: Look, wanted: Asked) -> int:
    """Return how many of the events that are asked for may be decided on: those that two are coding apart wait."""
    what = ("free", wanted.query())
    return desk.kept(at.noted(), what, lambda: chosen.number(at.connection, at.queued(wanted)))


def days(desk: Desk, at: Look, wanted: Asked) -> list[tuple[str, int]]:
    """Return how many of the events that are asked for begin on each day."""
    return desk.kept(at.noted(), ("days", wanted.query()), lambda: chosen.days(at.connection, at.wanted(wanted)))


def outlets(desk: Desk, at: Look) -> list[str]:
    """Return the outlets, that of most events first."""
    return desk.kept(at.noted(), ("outlets",), lambda: chosen.outlets(at.connection))


def pages(number: int) -> int:
    """Return how many pages so many rows fill."""
    return max(1, -(-number // SIZE))


def histogram(counted: Sequence[tuple[str, int]]) -> list[Bar]:
    """Count events by day, week or month, whichever gives at most sixty bars; empty stretches stand between."""
    if not counted:
        return []
    every = [(date.fromisoformat(day), number) for day, number in counted]
    first, last = every[0][0], every[-1][0]
    step = next((step for step in (1, 7, 30, 91, 365) if (last - first).days // step < _BARS), 3650)
    bars: Counter[int] = Counter()
    for day, number in every:
        bars[(day - first).days // step] += number
    most = max(bars.values())
    return [_bar(first, step, place, bars[place], most) for place in range(max(bars) + 1)]


def _bar(first: date, step: int, number: int, counted: int, most: int) -> Bar:
    start = first + timedelta(days=number * step)
    end = start + timedelta(days=step - 1)
    return Bar(start.isoformat(), end.isoformat(), counted, -(-20 * counted // most))
