"""Where two coders differ: laid side by side without their names, settled by a third; and how far they agree."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import HTTPException
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from marsad.errors import UsageError
from marsad.project.coding import FIELDS, agreement, deal_out, value, value_of
from marsad.store import doubles as store
from marsad.store.doubles import Choice, Coding
from marsad.web.desk import Desk, desk_of, form_of
from marsad.web.look import Look, look
from marsad.web.reports import read

routes = APIRouter(include_in_schema=False)
_STORED = {"place": "places"}
"""Fields that the record calls otherwise."""
Event = dict[str, Any]


@routes.get("/settling")
def settling(request: Request) -> Response:
    """Show the reports that two code, those that wait to be settled first."""
    return _list(request)


def _list(request: Request, status: int = 200, problem: str = "", dealt: int | None = None) -> Response:
    desk, visitor = desk_of(request), request.state.visitor
    with desk.project.database.read() as connection:
        found = store.doubles(connection)
        for one in found:
            one["state"] = _state(one)
            one["own"] = bool(store.side_of(one, visitor.user_id))
    order = ("ready", "coding", "settled")
    return desk.page(
        request, "settling", status, found=sorted(found, key=lambda one: order.index(one["state"])), problem=problem,
        dealt=dealt, share=desk.project.settings["double"],
    )  # fmt: skip


def _state(double: dict[str, Any]) -> str:
    return "settled" if double["settled_at"] else "ready" if double["first_at"] and double["second_at"] else "coding"


@routes.post("/settling")
def deal(request: Request) -> Response:
    """Give the share of reports that is set to two coders each."""
    try:
        number = deal_out(desk_of(request).project)
    except UsageError as error:
        return _list(request, 400, str(error))
    return _list(request, dealt=number)


@routes.get("/settling/{name}")
def report(request: Request, name: str) -> Response:
    """Show a report's events, and of each what the two say, where they differ and what was read."""
    return _page(request, name)


def _page(request: Request, name: str, status: int = 200, problem: str = "", sent: Any = None) -> Response:
    desk = desk_of(request)
    double, events = _both(request, desk, name)
    with look(desk.project) as here:
        shown = read(here, name)
    return desk.page(
        request, "settle", status, **shown | {"events": events}, double=double, problem=problem, sent=sent or {},
        open=not double["settled_at"],
    )  # fmt: skip


@routes.post("/settling/{name}")
async def settle(request: Request, name: str) -> Response:
    """Turn what was chosen into decisions."""
    return await run_in_threadpool(_settle, request, name, form_of(await request.form()))


def _settle(request: Request, name: str, form: dict[str, str]) -> Response:
    desk = desk_of(request)
    double, events = _both(request, desk, name)
    try:
        choices = [chosen(event, form) for event in events]
        with desk.project.run("settle", {"report": name}) as ledger, desk.project.database.write() as connection:
            ledger.begin(connection)
            store.settle(connection, ledger, store.double_of(connection, double["name"]), choices)
            ledger.commit(connection)
        desk.keeper.wake()
    except UsageError as error:
        return _page(request, name, 400, str(error), form)
    return RedirectResponse("/settling", 303)


@routes.post("/settling/{name}/release")
def release(request: Request, name: str) -> Response:
    """Give a report back to the ordinary review, without a decision; what the two said stays kept."""
    desk = desk_of(request)
    with desk.project.run("settle", {"report": name}) as ledger, desk.project.database.write() as connection:
        ledger.begin(connection)
        store.settle(connection, ledger, store.double_of(connection, name), [])
        ledger.commit(connection)
    return RedirectResponse("/settling", 303)


@routes.get("/agreement")
def agree(request: Request) -> Response:
    """Show how far coders agree, by field and month by month."""
    desk = desk_of(request)
    with desk.project.database.read() as connection:
        found = agreement(connection)
    return desk.page(request, "agreement", found=found)


def _both(request: Request, desk: Desk, name: str) -> tuple[dict[str, Any], list[Event]]:
    """Return a report that both are done with, and its events with what each says.

    Raises `HTTPException` where a coder is not done yet, or the one who asks is one of the two.
    """
    with desk.project.database.read() as connection:
        found = store.doubles(connection, report=name)
        if not found:
            raise HTTPException(404, f"{name}: was not given to two coders")
        double = found[0]
        if not double["settled_at"]:
            if store.side_of(double, request.state.visitor.user_id):
                raise HTTPException(403, f"{name}: you coded it yourself; somebody else settles it")
            if not (double["first_at"] and double["second_at"]):
                raise HTTPException(409, f"{name}: its coders are not both done; nobody sees it before")
        said = store.codings_of(connection, [double["id"]])
        rows = [row for row in read(Look(desk.project.database, connection), name)["events"] if not row.added]
        was = {row.id: dict(row.read) for row in rows}
    events = []
    for row in rows:
        one, other = said.get((row.id, double["first_id"])), said.get((row.id, double["second_id"]))
        if one and other:
            events.append(laid_out(row.name, was[row.id], one, other))
    return double, events


def laid_out(name: str, was: dict[str, Any], one: Coding, other: Coding) -> Event:
    """Return what two coders say of an event, field by field, and whether they differ."""
    kept = [said for said in (one, other) if said.decision != "rejected"]
    fields = []
    for field in FIELDS[1:]:
        stored = _STORED.get(field, field)
        values = [said.record.get(stored) if said.decision != "rejected" else None for said in (one, other)]
        differ = len(kept) == 2 and value(field, one) != value(field, other)
        moved = any(value_of(field, said.record) != value_of(field, was) for said in kept)
        fields.append({"name": field, "was": was.get(stored), "values": values, "differ": differ, "moved": moved})
    return {"name": name, "was": was, "sides": (one, other), "differ": one.decision != other.decision,
            "fields": fields, "kind": kept[0].record["kind"] if kept else was["kind"]}  # fmt: skip


def chosen(event: Event, form: dict[str, str]) -> Choice:
    """Return what a form chooses of an event: where the two agree, that; else the side that it names.

    Raises `UsageError` where it names none.
    """
    name, sides = event["name"], event["sides"]
    side = _side(form, f"{name}.event", name) if event["differ"] else 0
    said: Coding = sides[side]
    if said.decision == "rejected":
        return Choice(name, "rejected", said.note, {})
    values: dict[str, Any] = {}
    for field in event["fields"]:
        stored = _STORED.get(field["name"], field["name"])
        of = _side(form, f"{name}.{field['name']}", f"{name}, {field['name']}") if field["differ"] else side
        values[stored] = sides[of].record.get(stored)
    for stored, mine in said.record.items():
        values.setdefault(stored, mine)
    changed = {stored: mine for stored, mine in values.items() if mine != event["was"].get(stored)}
    return Choice(name, said.decision, said.note, changed)


def _side(form: dict[str, str], field: str, told: str) -> int:
    if form.get(field) not in ("1", "2"):
        raise UsageError(f"{told}: choose the one or the other; they differ")
    return int(form[field]) - 1
