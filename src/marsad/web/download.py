"""Events as a file: those of a filter, as people corrected them, without those that they rejected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from marsad.export import writer
from marsad.project.audit import note_export
from marsad.project.telling import coded
from marsad.store import query
from marsad.store.conditions import KEPT
from marsad.web.desk import desk_of
from marsad.web.events import asked_of
from marsad.web.look import look

routes = APIRouter(include_in_schema=False)
_IN_MEMORY, _PIECE = 16_000_000, 262_144


@routes.get("/events.csv")
def events(request: Request) -> Response:
    """Give the events that are asked for as CSV, one row an event."""
    desk, asked_for = desk_of(request), asked_of(request)
    wanted = asked_for.filter()
    note_export(desk.project, "events", {"format": "csv", **asked_for.chosen()})
    file = SpooledTemporaryFile(max_size=_IN_MEMORY, mode="w+b")  # noqa: SIM115 - closed when it was sent
    text = TextIOWrapper(file, "utf-8", newline="")
    with look(desk.project) as at:
        asked = replace(wanted, limit=None, review=wanted.review or KEPT)
        writer("csv")(coded(query.assertions(at.database, at.connection, asked)), text)
    text.flush()
    text.detach()
    file.seek(0)

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(_PIECE):
                yield piece

    headers = {"Content-Disposition": 'attachment; filename="events.csv"'}
    return StreamingResponse(pieces(), media_type="text/csv; charset=utf-8", headers=headers)
