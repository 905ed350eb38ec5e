"""The audit: who changed what, from what, to what, when and why; and the same as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from marsad.errors import UsageError
from marsad.project.audit import FORMATS, note_export, written
from marsad.store import history
from marsad.store.history import SUBJECTS, Asked
from marsad.web.ask import SIZE, asked
from marsad.web.desk import Desk, desk_of, form_of
from marsad.web.events import pages

routes = APIRouter(include_in_schema=False)


@routes.get("/audit")
def audit(request: Request) -> Response:
    """Show the notes that are asked for, the latest first."""
    desk = desk_of(request)
    wanted, page = asked_notes(request.query_params)
    with desk.project.database.read() as connection:
        number = history.count(connection, wanted)
        found = history.page(connection, wanted, (page - 1) * SIZE, SIZE)
        names = history.names(connection)
    return desk.page(
        request, "audit", notes=found, number=number, page=page, pages=pages(number), asked=asdict(wanted),
        names=names, subjects=SUBJECTS, query=lambda **changes: _query(wanted, **changes),
    )  # fmt: skip


@routes.post("/audit/export")
async def export(request: Request) -> Response:
    """Give the notes that are asked for as a file; that they were given is noted first."""
    return await run_in_threadpool(_export, request, form_of(await request.form()))


def _export(request: Request, form: dict[str, str]) -> Response:
    desk, (wanted, _), format = desk_of(request), asked_notes(form), form.get("format", "")
    if format not in FORMATS:
        raise UsageError(f"format: {format!r} is none of {', '.join(FORMATS)}")
    chosen = {name: value for name, value in asdict(wanted).items() if value}
    note_export(desk.project, "audit", {"format": format, **chosen})
    head = {"Content-Disposition": f'attachment; filename="audit.{format}"'}
    return StreamingResponse(written(desk.project, wanted, format), media_type=FORMATS[format], headers=head)


def asked_notes(given: Mapping[str, str]) -> tuple[Asked, int]:
    """Read which notes an address or a form asks for, and which page of them.

    Raises `UsageError` where a value is none that it can have.
    """
    plain = asked({name: given[name] for name in ("since", "until", "page") if name in given})
    subject = given.get("subject", "people")
    if subject not in ("", "people", *SUBJECTS):
        raise UsageError(f"subject: {subject!r} is none of people, {', '.join(SUBJECTS)}")
    return Asked(given.get("by", "").strip()[:80], subject, plain.since, plain.until), plain.page


def _query(wanted: Asked, **changes: Any) -> str:
    return urlencode({name: value for name, value in (asdict(wanted) | changes).items() if value or name == "subject"})


def json_page(desk: Desk, wanted: Asked, page: int) -> dict[str, Any]:
    """Return a page of notes as JSON gives it."""
    with desk.project.database.read() as connection:
        number = history.count(connection, wanted)
        found = history.page(connection, wanted, (page - 1) * SIZE, SIZE)
    return {"number": number, "page": page, "size": SIZE, "notes": found}
