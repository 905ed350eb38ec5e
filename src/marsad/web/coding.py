"""Coding apart from another: a coder's own reports, one event after the other, with nothing of what the other says."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import HTTPException
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from marsad.errors import UsageError
from marsad.store import doubles as store
from marsad.store.doubles import Coding
from marsad.web.desk import Desk, desk_of, form_of
from marsad.web.forms import REASONS, corrections
from marsad.web.look import look
from marsad.web.reports import read
from marsad.web.row import Row

routes = APIRouter(include_in_schema=False)
ORDERS = {"accept": "accepted", "unsure": "unsure", "reject": "rejected"}


@routes.get("/coding")
def coding(request: Request) -> Response:
    """Show the reports that one codes, those not done first."""
    desk, visitor = desk_of(request), request.state.visitor
    with desk.project.database.read() as connection:
        mine = store.doubles(connection, user_id=visitor.user_id) if visitor.user_id else []
        for one in mine:
            said = store.codings_of(connection, [one["id"]])
            one["done"] = bool(one[f"{store.side_of(one, visitor.user_id)}_at"] or one["settled_at"])
            one["events"] = len(store.stated_in(connection, one["report_id"]))
            one["coded"] = sum(user == visitor.user_id for _, user in said)
    return desk.page(request, "codings", mine=sorted(mine, key=lambda one: one["done"]))


@routes.get("/coding/{name}")
def report(request: Request, name: str) -> Response:
    """Lead to the first event of a report that one has not coded, or show that all are."""
    desk, double, rows, own = _mine(request, name)
    first = next((row for row, _ in rows if row.id not in own), None)
    if first and not _is_done(request, double):
        return RedirectResponse(f"/coding/{_part(name)}/{first.name}", 303)
    shown = [(row, own.get(row.id)) for row, _ in rows]
    return desk.page(request, "coded", double=double, shown=shown, done=_is_done(request, double))


@routes.get("/coding/{name}/{event}")
def event(request: Request, name: str, event: str) -> Response:
    """Show an event of one's report, as the machine read it and as one has it oneself."""
    return _page(request, name, event)


def _page(
    request: Request, name: str, event: str, status: int = 200, problem: str = "", sent: dict[str, str] | None = None
) -> Response:
    desk, double, rows, own = _mine(request, name)
    names = [row.name for row, _ in rows]
    row, record = _event(rows, event)
    at = names.index(event)
    mine = own.get(row.id)
    with look(desk.project) as here:
        shown = read(here, name) | {"record": _present(record, mine)}
    return desk.page(
        request, "coding", status, **shown, row=row, double=double, mine=mine, place=at, number=len(names),
        coded=sum(one.id in own for one, _ in rows), before=names[at - 1] if at else None,
        after=names[at + 1] if at + 1 < len(names) else None, problem=problem, sent=sent or {},
        done=_is_done(request, double),
    )  # fmt: skip


@routes.post("/coding/{name}/done")
def done(request: Request, name: str) -> Response:
    """Write that one is done with a report."""
    desk, double, _, _ = _mine(request, name)
    with desk.project.run("code", {"report": name}) as ledger, desk.project.database.write() as connection:
        ledger.begin(connection)
        store.done(connection, ledger, store.double_of(connection, double["name"]), request.state.visitor.user_id)
        ledger.commit(connection)
    return RedirectResponse("/coding", 303)


@routes.post("/coding/{name}/{event}/{order}")
async def order(request: Request, name: str, event: str, order: str) -> Response:
    """Write what one says of an event, and go on to the next."""
    return await run_in_threadpool(_order, request, name, event, order, form_of(await request.form()))


def _order(request: Request, name: str, event: str, order: str, form: dict[str, str]) -> Response:
    desk, double, rows, own = _mine(request, name)
    row, record = _event(rows, event)
    if order not in ORDERS:
        raise HTTPException(404, f"{order}: no order; there are {', '.join(ORDERS)}")
    try:
        note = form.get("note", "").strip()[:2000] or None
        if order == "reject":
            if form.get("reason") not in REASONS:
                raise UsageError(f"reason: say why; one of {', '.join(REASONS)}")
            note = f"{form['reason']}: {note}" if note else form["reason"]
        present = _present(record, own.get(row.id))
        values = {**present, **corrections(form, present, desk.lookup)}
        _write(desk, double, row, request.state.visitor.user_id, ORDERS[order], note, values)
    except UsageError as error:
        return _page(request, name, event, 400, str(error), form)
    names = [one.name for one, _ in rows]
    after = [one.name for one, _ in rows if one.id not in own and one.id != row.id]
    later = next((one for one in after if names.index(one) > names.index(event)), next(iter(after), None))
    return RedirectResponse(f"/coding/{_part(name)}" + (f"/{later}" if later else ""), 303)


def _write(
    desk: Desk, double: dict[str, Any], row: Row, user_id: int, decision: str, note: str | None,
    values: dict[str, Any],
) -> None:  # fmt: skip
    with desk.project.run("code", {"report": double["name"]}) as ledger, desk.project.database.write() as connection:
        ledger.begin(connection)
        fresh = store.double_of(connection, double["name"])
        store.code(connection, ledger, fresh, row.id, user_id, decision, note, values)
        ledger.commit(connection)


Events = list[tuple[Row, dict[str, Any]]]


def _mine(request: Request, name: str) -> tuple[Desk, dict[str, Any], Events, dict[int, Coding]]:
    """Return one's report with its events as they were read, and what one said of them oneself."""
    desk, user_id = desk_of(request), request.state.visitor.user_id
    with desk.project.database.read() as connection:
        found = store.doubles(connection, report=name)
        if not found or not store.side_of(found[0], user_id):
            raise HTTPException(404, f"{name}: was not given to you; your reports are under Coding")
        said = store.codings_of(connection, [found[0]["id"]])
    with look(desk.project) as here:
        rows = [(row, dict(row.record)) for row in read(here, name)["events"] if not row.added]
    return desk, found[0], rows, {assertion: one for (assertion, user), one in said.items() if user == user_id}


def _event(rows: Events, name: str) -> tuple[Row, dict[str, Any]]:
    found = next((one for one in rows if one[0].name == name), None)
    if found is None:
        raise HTTPException(404, f"{name}: no event of this report; it may have been read otherwise since")
    return found


def _present(record: dict[str, Any], mine: Coding | None) -> dict[str, Any]:
    """Return a record as one has it oneself, else as it was read."""
    return {**record, **mine.record} if mine else record


def _is_done(request: Request, double: dict[str, Any]) -> bool:
    side = store.side_of(double, request.state.visitor.user_id)
    return bool(double[f"{side}_at"] or double["settled_at"])


def _part(name: str) -> str:
    return quote(name, safe="")
