"""Happenings: what several accounts tell together, which value was chosen, and why; a page keeps its address."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import func, select

from marsad.merge.account import party_key
from marsad.store import query
from marsad.store.standing import decisions_on
from marsad.store.tables import HAPPENINGS
from marsad.text.fold import fold_word
from marsad.web.ask import SIZE, Asked
from marsad.web.desk import Desk, desk_of
from marsad.web.events import asked_of, outlets, pages
from marsad.web.look import Look, look
from marsad.web.row import Named, Row, named
from marsad.web.told import accounts, beside, found_happening

routes = APIRouter(include_in_schema=False)
Record = dict[str, Any]
PATIENCE = 0.1
"""Seconds that a page waits for what changed to be merged; after that it tells that more is coming."""


@routes.get("/happenings")
def happenings(request: Request) -> Response:
    """Show the happenings that are asked for, the latest first."""
    desk, wanted = desk_of(request), asked_of(request)
    settled = desk.keeper.settle(PATIENCE)
    with look(desk.project) as at:
        found, number = listed(desk, at, wanted)
        return desk.page(
            request, "happenings", asked=wanted, found=found, number=number, pages=pages(number), settled=settled,
            outlets=outlets(desk, at),
        )  # fmt: skip


def listed(desk: Desk, at: Look, wanted: Asked) -> tuple[list[Record], int]:
    """Return a page of happenings as records, and how many there are."""
    ids = query.chosen_happenings(at.database, at.connection, wanted.filter())

    def count() -> int:
        return int(at.connection.scalar(select(func.count()).select_from(ids.subquery())) or 0)

    latest = (HAPPENINGS.c.date_start.desc().nulls_last(), HAPPENINGS.c.id.desc())
    page = ids.order_by(*latest).limit(SIZE).offset(wanted.start)
    rows = select(HAPPENINGS.c.record).where(HAPPENINGS.c.id.in_(select(page.subquery().c.id))).order_by(*latest)
    found = [json.loads(record) for record in at.connection.scalars(rows)]
    return found, desk.kept(at.noted(), ("happenings", wanted.query()), count)


@routes.get("/happenings/{name}")
def happening(request: Request, name: str) -> Response:
    """Show a happening: its accounts side by side, what each says, what was chosen; an older name leads to it."""
    desk = desk_of(request)
    desk.keeper.settle(PATIENCE)
    with look(desk.project) as at:
        found = found_happening(at, name)
        if found["name"] != name:
            query = urlencode({"was": name, **({"run": run} if (run := request.query_params.get("run")) else {})})
            return RedirectResponse(f"/happenings/{found['name']}?{query}", 303)
        one = found["record"]
        told = accounts(desk, at, one["accounts"])
        rows = [account["row"] for account in told]
        return desk.page(
            request, "happening", one=one, told=told, values=list(values(one, [row.record for row in rows])),
            names={row.name: row for row in rows}, judged=judged(found), history=history(at, rows, found),
            near=beside(at, found), was=request.query_params.get("was", ""), run=request.query_params.get("run", ""),
        )  # fmt: skip


def judged(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the verdicts that stand on pairs of a happening's accounts or of one with another's, the newest first."""
    last: dict[tuple[str, str], dict[str, Any]] = {}
    for one in found["judgements"]:
        last[min(one["one"], one["other"]), max(one["one"], one["other"])] = one
    return [one for one in reversed(last.values()) if one["verdict"] != "withdrawn"]


def history(at: Look, rows: Sequence[Row], found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what was done to a happening and its accounts, the newest first."""
    said = decisions_on(at.connection, [row.id for row in rows])
    names = {row.id: row for row in rows}
    done = [
        {"at": one.at, "by": one.by, "what": one.decision, "row": names[id], "fields": sorted(one.corrections)}
        for id, decisions in said.items()
        for one in decisions
    ]
    done += [{"at": one["at"], "by": one["by"], "what": f"judged_{one['verdict']}", "row": None, "fields": []}
             for one in found["judgements"]]  # fmt: skip
    done += [{"at": one["at"], "by": one["by"], "what": "made_anew", "row": None, "fields": []}
             for one in found["audit"]]  # fmt: skip
    return sorted(done, key=lambda one: str(one["at"]), reverse=True)[:100]


def values(one: Record, records: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[Record]]]:
    """Give each field with its values and the accounts behind each; the first value is the one of most origins."""
    names: dict[str, Named | None] = {}
    for record in records:
        names |= {party_key(record[field]) or "": named(record[field]) for field in ("actor", "target")}
        for place in record["places"]:
            folded = fold_word(str(place["name_ar"] or place["text"] or "")).strip()
            names[place["gazetteer_id"] or folded] = named(place)
    for field, found in one["values"].items():
        yield field, [{"value": names.get(str(value["value"]), value["value"]), "accounts": value["accounts"]}
                      for value in found]  # fmt: skip
