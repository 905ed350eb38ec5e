"""One order for all events that a filter chooses: written at once, undone as one; and the queues that people keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, select
from starlette.concurrency import run_in_threadpool

from marsad.errors import UsageError
from marsad.store import chosen
from marsad.store.decisions import decide
from marsad.store.ledger import Ledger
from marsad.store.remarks import close_queue, keep_queue, queues, remark
from marsad.store.tables import RUNS
from marsad.store.undoing import undo_run
from marsad.web.ask import Asked, asked
from marsad.web.desk import Desk, desk_of, form_of
from marsad.web.events import asked_of
from marsad.web.forms import corrections
from marsad.web.look import Look, look
from marsad.web.review import reason_of

routes = APIRouter(include_in_schema=False)
MOST = 2_000
"""Events that one order changes at most: it holds all others off while it writes."""
ORDERS = ("accept", "reject", "correct", "assign", "flag", "unflag")
FIELDS = ("kind", "status", "actor", "target", "killed", "injured", "date_start", "place")


@routes.post("/bulk")
async def bulk(request: Request) -> Response:
    """Give one order for all events of a filter."""
    form = form_of(await request.form())
    return await run_in_threadpool(_bulk, request, form)


def _bulk(request: Request, form: dict[str, str]) -> Response:
    desk, wanted = desk_of(request), asked_of(request)
    run = change(desk, wanted, form)
    return RedirectResponse(f"/events?{wanted.query()}&bulk={run}", 303)


def change(desk: Desk, wanted: Asked, form: Mapping[str, str]) -> int:
    """Carry out a form's order for all events that a filter chooses, and return the run that did.

    Raises `UsageError` where these are too many, or other than the form knew.
    """
    order = form.get("order", "")
    if order not in ORDERS:
        raise UsageError(f"order: {order!r} is none of {', '.join(ORDERS)}")
    with desk.order(f"bulk {order}", {"asked": wanted.query()}) as (connection, ledger):
        found = chosen.numbers(connection, Look(desk.project.database, connection).queued(wanted), MOST + 1)
        if len(found) > MOST:
            raise UsageError(f"more than {MOST:,} events: narrow the filter, and order them part by part")
        if form.get("number", str(len(found))) != str(len(found)):
            raise UsageError(f"{form['number']} events were shown, {len(found)} are chosen now: look at them again")
        if not found:
            raise UsageError("no event is chosen")
        for row in chosen.by_number(connection, [id for id, _, _ in found]):
            _one(desk, connection, ledger, order, row, form)
        ledger.count({"events": len(found)})
    return ledger.run_id


def _one(
    desk: Desk, connection: Connection, ledger: Ledger, order: str, row: dict[str, Any], form: Mapping[str, str]
) -> None:
    name = row["name"]
    if order in ("assign", "flag", "unflag"):
        remark(connection, ledger, name, order, form.get("words"))
    elif order == "reject":
        decide(connection, ledger, name, "rejected", reason_of(form))
    elif order == "correct":
        given = {field: form[field] for field in FIELDS if form.get(field, "").strip()}
        if not given:
            raise UsageError("correct: say in at least one field what it shall be")
        decide(connection, ledger, name, "accepted", None, corrections(given, row["record"], desk.lookup))
    else:
        decide(connection, ledger, name, "accepted", None)


@routes.post("/runs/{run}/undo")
async def undo(request: Request, run: int) -> Response:
    """Take back all that one order decided or judged, as far as nobody has changed it since."""
    form = form_of(await request.form())
    return await run_in_threadpool(_undo, request, run, form)


def _undo(request: Request, run: int, form: dict[str, str]) -> Response:
    desk = desk_of(request)
    with desk.order("undo", {"run": run}) as (connection, ledger):
        by = connection.scalar(select(RUNS.c.by).where(RUNS.c.id == run))
        if by != desk.project.by and not request.state.visitor.may("review"):
            raise UsageError(f"run {run}: was not yours; ask somebody who reviews to take it back")
        undone = undo_run(connection, ledger, run)
    back = form.get("back", "")
    if back.startswith("/happenings/") and "\\" not in back:
        desk.keeper.settle(5)
        return RedirectResponse(back, 303)
    return RedirectResponse(f"/events?{asked(request.query_params).query()}&left={undone.left}", 303)


@routes.get("/queues")
def kept(request: Request) -> Response:
    """Show the queues that people keep, and how much waits in each."""
    desk = desk_of(request)
    with look(desk.project) as at:
        found = [
            one | {"number": chosen.number(at.connection, at.queued(_of(one["asked"])))}
            for one in queues(at.connection)
        ]
        return desk.page(request, "queues", queues=found)


def _of(query: str) -> Asked:
    return asked(dict(parse_qsl(query)))


@routes.post("/queues")
async def keep(request: Request) -> Response:
    """Keep the filter of an address under a name."""
    form = form_of(await request.form())
    return await run_in_threadpool(_keep, request, form)


def _keep(request: Request, form: dict[str, str]) -> Response:
    desk, wanted = desk_of(request), asked_of(request)
    with desk.order("keep queue", {"name": form.get("name", "")}) as (connection, ledger):
        keep_queue(connection, ledger, form.get("name", ""), wanted.query())
    return RedirectResponse("/queues", 303)


@routes.post("/queues/{number}/close")
def close(request: Request, number: int) -> Response:
    """Take a queue off the list."""
    desk = desk_of(request)
    with desk.order("close queue", {"id": number}) as (connection, ledger):
        close_queue(connection, ledger, number)
    return RedirectResponse("/queues", 303)
