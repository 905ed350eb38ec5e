"""Happenings joined and split by people: side by side, what speaks for it, and the judgements that follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from marsad.errors import UsageError
from marsad.store.judgements import judge
from marsad.web.desk import Desk, desk_of
from marsad.web.look import Look, look
from marsad.web.told import accounts, found_happening, why_together

routes = APIRouter(include_in_schema=False)
FIELDS = ("kind", "status", "place", "actor", "target", "date", "killed", "injured", "grade", "origins")
"""What is laid side by side of two happenings."""


@routes.get("/happenings/{name}/with")
def choose(request: Request, name: str) -> Response:
    """Lead to two happenings side by side, the other one named in a form by its name or its address."""
    other = request.query_params.get("other", "").strip().rstrip("/").split("?")[0].rsplit("/", 1)[-1]
    if not other.startswith("hap-") or not other.replace("-", "").isalnum():
        raise UsageError("other: give the name (hap-…) or the address of a happening")
    return RedirectResponse(f"/happenings/{name}/with/{other}", 303)


@routes.get("/happenings/{name}/with/{other}")
def side_by_side(request: Request, name: str, other: str) -> Response:
    """Show two happenings side by side, and mark where they differ."""
    desk = desk_of(request)
    with look(desk.project) as at:
        both = [found_happening(at, one) for one in (name, other)]
        if both[0]["name"] == both[1]["name"]:
            return RedirectResponse(f"/happenings/{both[0]['name']}", 303)
        told = [accounts(desk, at, one["record"]["accounts"]) for one in both]
        rows = [told[0][0]["row"], told[1][0]["row"]]
        texts = {row.source.id: at.text(row.source.id) for row in rows}
        why = why_together(desk, rows[0], rows[1], texts)
        one, two = both[0]["record"], both[1]["record"]
        differ = {field for field in (*FIELDS[:8],) if _plain(one, field) != _plain(two, field)}
        return desk.page(request, "together", one=one, other=two, told=told, why=why, fields=FIELDS, differ=differ)


def _plain(record: Mapping[str, Any], field: str) -> object:
    """Return what of a field is compared: the id of a place or party, the best of a toll."""
    value = record.get(field)
    if isinstance(value, Mapping):
        known = (value.get(name) for name in ("gazetteer_id", "id", "best", "name_ar", "name", "text"))
        return next((one for one in known if one), dict(value))
    return value


@routes.post("/happenings/{name}/join")
async def join(request: Request, name: str) -> Response:
    """Judge two happenings to be one."""
    return await run_in_threadpool(_join, request, name, await request.form())


def _join(request: Request, name: str, form: FormData) -> Response:
    desk = desk_of(request)
    with desk.order("join", {"one": name, "other": str(form.get("other", ""))}) as (connection, ledger):
        judge(connection, ledger, name, str(form.get("other", "")), "same", _why(form))
    return _after(desk, name, ledger.run_id)


@routes.post("/happenings/{name}/split")
async def split(request: Request, name: str) -> Response:
    """Judge chosen accounts of a happening to tell another one."""
    return await run_in_threadpool(_split, request, name, await request.form())


def _split(request: Request, name: str, form: FormData) -> Response:
    desk, out = desk_of(request), {str(one) for one in form.getlist("account")}
    with desk.order("split", {"happening": name, "accounts": sorted(out)}) as (connection, ledger):
        at = Look(desk.project.database, connection)
        inside = {one["name"] for one in found_happening(at, name)["assertions"]}
        if not out or not out < inside:
            raise UsageError("account: choose some of the accounts that tell of another happening, but not all")
        for one in sorted(out):
            for other in sorted(inside - out):
                judge(connection, ledger, one, other, "different", _why(form))
    return _after(desk, name, ledger.run_id)


def _why(form: FormData) -> str | None:
    return str(form.get("why", "")).strip()[:2000] or None


def _after(desk: Desk, name: str, run: int) -> Response:
    """Lead to the happening once it is merged anew, with a way to undo."""
    desk.keeper.settle(10)
    return RedirectResponse(f"/happenings/{name}?run={run}", 303)
