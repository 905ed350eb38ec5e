"""The queue: one event after the other, accepted, corrected, rejected or undone; added from words."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import HTTPException
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from marsad.errors import UsageError
from marsad.store.additions import add_event
from marsad.store.decisions import UNDONE, decide, standing
from marsad.web.ask import Asked, asked, choose
from marsad.web.blank import blank
from marsad.web.desk import Desk, desk_of, form_of
from marsad.web.forms import REASONS, corrections
from marsad.web.reports import read
from marsad.web.row import Row

routes = APIRouter(include_in_schema=False)
ORDERS = ("accept", "reject", "unsure", "undo")


class Changed(Exception):
    """Somebody else decided on the event since its page was shown."""


@routes.get("/review")
def queue(request: Request) -> Response:
    """Lead to the first event of the queue that is still open."""
    desk = desk_of(request)
    wanted = asked({"review": "open", **request.query_params})
    first = next(choose(desk.index.fresh().values(), wanted), None)
    if first is None:
        done = request.query_params.get("done", "")
        return desk.page(request, "empty", asked=wanted, done=desk.index.fresh().get(done))
    done = request.query_params.get("done", "")
    query = wanted.query() + (f"&done={done}" if done in desk.index.fresh() else "")
    return RedirectResponse(f"/review/{first.name}?{query}", 303)


@routes.get("/review/{name}")
def event(request: Request, name: str) -> Response:
    """Show an event of the queue with its report, its form and the map."""
    desk = desk_of(request)
    row = _row(desk, name)
    return _page(request, desk, row)


def _page(
    request: Request, desk: Desk, row: Row, status: int = 200, problem: str = "", sent: Mapping[str, str] | None = None
) -> Response:
    wanted = asked({"review": "open", **request.query_params})
    found = list(choose(desk.index.fresh().values(), wanted))
    names = [one.name for one in found]
    place = names.index(row.name) if row.name in names else -1
    after = next((one.name for one in found if (one.source.published or "", one.source.id, one.first, one.id)
                  > (row.source.published or "", row.source.id, row.first, row.id)), None)  # fmt: skip
    before = names[place - 1] if place > 0 else None
    shown = read(desk, row.source.name)
    record = next(record for one, record in shown["events"] if one.name == row.name)
    done = desk.index.fresh().get(request.query_params.get("done", ""))
    return desk.page(
        request, "review", status, **shown, row=row, record=record, asked=wanted, number=len(found), place=place,
        after=after, before=before, history=desk.index.decisions(row.id), problem=problem, sent=sent or {}, done=done,
    )  # fmt: skip


@routes.post("/review/{name}/{order}")
async def order(request: Request, name: str, order: str) -> Response:
    """Carry out what a form orders, and go on to the next event."""
    form = form_of(await request.form())
    return await run_in_threadpool(_order, request, name, order, form)


def _order(request: Request, name: str, order: str, form: dict[str, str]) -> Response:
    desk = desk_of(request)
    row = _row(desk, name)
    if order not in ORDERS:
        raise HTTPException(404, f"{order}: no order; there are {', '.join(ORDERS)}")
    wanted = asked({"review": "open", **request.query_params})
    try:
        carry_out(desk, row, order, form)
    except Changed:
        fresh = desk.index.fresh().get(name, row)
        return _page(request, desk, fresh, 409, desk.tongue(request)("changed_meanwhile"), form)
    except UsageError as error:
        return _page(request, desk, row, 400, str(error), form)
    if order == "undo":
        there = name in desk.index.fresh()
        return RedirectResponse(f"/review/{name}?{wanted.query()}" if there else f"/reports/{row.source.name}", 303)
    return _onward(desk, row, wanted)


def carry_out(desk: Desk, row: Row, order: str, form: Mapping[str, str]) -> None:
    """Write a decision, with its corrections and its notes of the audit, in one transaction."""
    note = form.get("note", "").strip()[:2000] or None
    with desk.project.run("review", {"id": row.name, "order": order}) as ledger:  # noqa: SIM117
        with desk.project.database.write() as connection:
            ledger.begin(connection)
            row = _row(desk, row.name)
            if form.get("last", str(row.last)) != str(row.last):
                raise Changed
            if order == "undo":
                if not standing(desk.index.decisions(row.id)):
                    raise UsageError(f"{row.name}: nothing was decided that could be taken back")
                decide(connection, ledger, row.name, UNDONE, None)
            elif order == "reject":
                decide(connection, ledger, row.name, "rejected", _reason(form, note))
            else:
                record = desk.index.records(connection, [row])[0]
                decision = "accepted" if order == "accept" else "unsure"
                decide(connection, ledger, row.name, decision, note, corrections(form, record, desk.lookup))
            ledger.commit(connection)


def _reason(form: Mapping[str, str], note: str | None) -> str:
    reason = form.get("reason", "")
    if reason not in REASONS:
        raise UsageError(f"reason: say why; one of {', '.join(REASONS)}")
    return f"{reason}: {note}" if note else reason


def _onward(desk: Desk, row: Row, wanted: Asked) -> Response:
    """Lead to the event after this one that is asked for, else to the first one."""
    told = (row.source.published or "", row.source.id, row.first, row.id)
    found = [one for one in choose(desk.index.fresh().values(), wanted) if one.name != row.name]
    later = (one for one in found if (one.source.published or "", one.source.id, one.first, one.id) > told)
    following = next(later, None) or next(iter(found), None)
    where = f"/review/{following.name}" if following else "/review"
    return RedirectResponse(f"{where}?{wanted.query()}&done={row.name}", 303)


@routes.post("/reports/{name}/events")
async def add(request: Request, name: str) -> Response:
    """Add an event from chosen words, and lead to its form."""
    form = form_of(await request.form())
    return await run_in_threadpool(_add, request, name, form)


def _add(request: Request, name: str, form: dict[str, str]) -> Response:
    desk = desk_of(request)
    shown = read(desk, name)
    record = blank(shown["report"], shown["text"], form, desk.lookup)
    with desk.project.run("review", {"report": name, "order": "add"}) as ledger:  # noqa: SIM117
        with desk.project.database.write() as connection:
            ledger.begin(connection)
            added = add_event(connection, ledger, name, record)
            ledger.commit(connection)
    return RedirectResponse(f"/review/{added}?review=open&done={added}", 303)


def _row(desk: Desk, name: str) -> Row:
    row = desk.index.fresh().get(name)
    if row is None:
        raise HTTPException(404, f"{name}: no such event; it may have been read otherwise since, or taken back")
    return row
