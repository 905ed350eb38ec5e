"""What pages of happenings share: one found by whatever name, its accounts, why they are one, what is near."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from fastapi.exceptions import HTTPException
from sqlalchemy import select

from marsad.merge import account_of
from marsad.merge.weigh import explain
from marsad.store import find
from marsad.store.conditions import a_year_before
from marsad.store.happenings import CURRENT, GONE
from marsad.store.tables import HAPPENINGS
from marsad.web.desk import Desk
from marsad.web.look import Look
from marsad.web.row import Row

_NEAR_DAYS = 2
_NEAR_DEGREES = 0.5


def found_happening(at: Look, name: str) -> dict[str, Any]:
    """Return a happening, or the one that it leads to; raises 404 where there is none any more."""
    found = find.happening(at.connection, name)
    if found is None:
        raise HTTPException(404, f"{name}: no such happening")
    if found["state"] == GONE or not found["assertions"]:
        raise HTTPException(404, f"{name}: none of its accounts is left; they were rejected, deleted or read otherwise")
    return found


def accounts(desk: Desk, at: Look, names: Sequence[str]) -> list[dict[str, Any]]:
    """Return accounts with the words that tell them, and what speaks for each being one with the first."""
    rows = at.rows(names)
    texts = {row.source.id: at.text(row.source.id) for row in rows.values()}
    told = [rows[name] for name in names if name in rows]
    return [
        {"row": row, "record": row.record, "quotes": [texts[row.source.id][a:b] for a, b in row.record["evidence"]],
         "why": why_together(desk, told[0], row, texts)[:4] if row is not told[0] else []}
        for row in told
    ]  # fmt: skip


def why_together(desk: Desk, one: Row, other: Row, texts: Mapping[int, str]) -> list[dict[str, Any]]:
    """Return what speaks for and against two accounts being one, the weightiest first."""
    tables = desk.keeper.tables()
    first, second = (
        account_of(row.record, {"outlet": row.source.outlet, "published": row.source.published,
                                "text": texts[row.source.id]}, tables.world)
        for row in (one, other)
    )  # fmt: skip
    found = explain(first, second, tables.world, tables.weights)
    return [{"weight": round(reason.weight, 1), "comparer": reason.comparer, "level": reason.level} for reason in found]


def beside(at: Look, found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return happenings of nearly the same days and place, which may be the same."""
    if found["date_start"] is None or found["lat"] is None:
        return []
    table = HAPPENINGS.c
    query = select(HAPPENINGS.c.record).where(
        table.state == CURRENT, table.id != found["id"], table.date_start >= a_year_before(found["date_start"]),
        table.date_start <= _day(found["date_end"], _NEAR_DAYS),
        table.date_end >= _day(found["date_start"], -_NEAR_DAYS),
        table.lat.between(found["lat"] - _NEAR_DEGREES, found["lat"] + _NEAR_DEGREES),
        table.lon.between(found["lon"] - _NEAR_DEGREES, found["lon"] + _NEAR_DEGREES),
    )  # fmt: skip
    query = query.order_by(table.kind != found["kind"], table.date_start, table.id).limit(8)
    return [json.loads(record) for record in at.connection.scalars(query)]


def _day(day: str, more: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=more)).isoformat()
