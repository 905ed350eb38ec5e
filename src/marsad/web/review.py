"""The queue: one event after the other, accepted, corrected, rejected or undone; added from words."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import HTTPException
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from marsad.errors import UsageError
from marsad.store import chosen
from marsad.store.additions import add_event
from marsad.store.decisions import decide
from marsad.store.happenings import happenings_of
from marsad.store.remarks import queues, remark, remarks_on
from marsad.store.standing import UNDONE, decisions_on, standing
from marsad.web.ask import Asked, asked
from marsad.web.blank import blank
from marsad.web.desk import Desk, desk_of, form_of
from marsad.web.forms import REASONS, corrections
from marsad.web.look import Look, look, order_of
from marsad.web.reports import read
from marsad.web.row import Row

routes = APIRouter(include_in_schema=False)
ORDERS = ("accept", "reject", "unsure", "undo")
REMARKS = ("comment", "flag", "unflag", "assign")


class Changed(Exception):
    """Somebody else decided on the event since its page was shown."""


@routes.get("/review")
def queue(request: Request) -> Response:
    """Lead to the first event of the queue that is still open."""
    desk, wanted, done = desk_of(request), _wanted(request), request.query_params.get("done", "")
    with look(desk.project) as at:
        first, finished = chosen.first(at.connection, at.queued(wanted)), at.rows([done]).get(done)
        if first is None:
            return desk.page(request, "empty", asked=wanted, done=finished, queues=queues(at.connection))
    query = wanted.query() + (f"&done={done}" if finished else "")
    return RedirectResponse(f"/review/{first}?{query}", 303)


@routes.get("/review/{name}")
def event(request: Request, name: str) -> Response:
    """Show an event of the queue with its report, its form and the map."""
    desk = desk_of(request)
    with look(desk.project) as at:
        return _page(request, desk, at, at.row(name))


def _wanted(request: Request) -> Asked:
    return asked({"review": "open", **request.query_params})


def _page(
    request: Request,
    desk: Desk,
    at: Look,
    row: Row,
    status: int = 200,
    problem: str = "",
    sent: Mapping[str, str] | None = None,
) -> Response:
    wanted, connection, here = _wanted(request), at.connection, order_of(row)
    conditions = at.queued(wanted)
    inside = chosen.holds(connection, conditions, row.id)
    done = request.query_params.get("done", "")
    return desk.page(
        request, "review", status, **read(at, row.source.name), row=row, record=row.record, asked=wanted,
        number=chosen.number(connection, conditions),
        place=chosen.rank(connection, conditions, here) if inside else -1,
        after=chosen.after(connection, conditions, here), before=chosen.before(connection, conditions, here),
        history=decisions_on(connection, [row.id]).get(row.id, []), remarks=remarks_on(connection, row.id),
        happening=happenings_of(connection, [row.id]).get(row.id, (0, ""))[1], queues=queues(connection),
        means=desk.lookup.means, problem=problem, sent=sent or {}, done=at.rows([done]).get(done),
    )  # fmt: skip


@routes.post("/review/{name}/{order}")
async def order(request: Request, name: str, order: str) -> Response:
    """Carry out what a form orders, and go on to the next event."""
    form = form_of(await request.form())
    return await run_in_threadpool(_order, request, name, order, form)


def _order(request: Request, name: str, order: str, form: dict[str, str]) -> Response:
    desk, wanted = desk_of(request), _wanted(request)
    with look(desk.project) as at:
        row = at.row(name)
    if order not in (*ORDERS, *REMARKS):
        raise HTTPException(404, f"{order}: no order; there are {', '.join((*ORDERS, *REMARKS))}")
    try:
        if order in REMARKS:
            with desk.order(order, {"id": name}) as (connection, ledger):
                remark(connection, ledger, name, order, form.get("words"))
        else:
            carry_out(desk, name, order, form)
    except (Changed, UsageError) as error:
        changed = isinstance(error, Changed)
        said = desk.tongue(request)("changed_meanwhile") if changed else str(error)
        with look(desk.project) as at:
            return _page(request, desk, at, at.row(name), 409 if changed else 400, said, form)
    with look(desk.project) as at:
        if order == "undo" and name not in at.rows([name]):
            return RedirectResponse(f"/reports/{row.source.name}", 303)
        if order == "undo" or order in REMARKS:
            return RedirectResponse(f"/review/{name}?{wanted.query()}", 303)
        return _onward(at, row, wanted)


def carry_out(desk: Desk, name: str, order: str, form: Mapping[str, str]) -> None:
    """Write a decision, with its corrections and its notes of the audit, in one transaction.

    Raises `Changed` where the event is not as the form knew it.
    """
    note = form.get("note", "").strip()[:2000] or None
    with desk.order(order, {"id": name}) as (connection, ledger):
        row = Look(desk.project.database, connection).row(name)
        if form.get("last", str(row.last)) != str(row.last):
            raise Changed
        if order == "undo":
            if not standing(decisions_on(connection, [row.id]).get(row.id, [])):
                raise UsageError(f"{row.name}: nothing was decided that could be taken back")
            decide(connection, ledger, name, UNDONE, None)
        elif order == "reject":
            decide(connection, ledger, name, "rejected", reason_of(form))
        else:
            decision = "accepted" if order == "accept" else "unsure"
            decide(connection, ledger, name, decision, note, corrections(form, dict(row.record), desk.lookup))


def reason_of(form: Mapping[str, str]) -> str:
    """Return why something is rejected, as a form says it; raises `UsageError` where it does not."""
    reason, note = form.get("reason", ""), form.get("note", "").strip()[:2000]
    if reason not in REASONS:
        raise UsageError(f"reason: say why; one of {', '.join(REASONS)}")
    return f"{reason}: {note}" if note else reason


def _onward(at: Look, row: Row, wanted: Asked) -> Response:
    """Lead to the event after this one that is asked for, else to the first one."""
    conditions = at.queued(wanted)
    following = chosen.after(at.connection, conditions, order_of(row))
    following = following or chosen.first(at.connection, conditions, besides=row.id)
    where = f"/review/{following}" if following else "/review"
    return RedirectResponse(f"{where}?{wanted.query()}&done={row.name}", 303)


@routes.post("/reports/{name}/events")
async def add(request: Request, name: str) -> Response:
    """Add an event from chosen words, and lead to its form."""
    form = form_of(await request.form())
    return await run_in_threadpool(_add, request, name, form)


def _add(request: Request, name: str, form: dict[str, str]) -> Response:
    desk = desk_of(request)
    with look(desk.project) as at:
        shown = read(at, name)
    record = blank(shown["report"], shown["text"], form, desk.lookup)
    with desk.order("add", {"report": name}) as (connection, ledger):
        added = add_event(connection, ledger, name, record)
    return RedirectResponse(f"/review/{added}?review=open&done={added}", 303)
