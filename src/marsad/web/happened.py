"""Happenings: what several accounts tell together, which value was chosen, and why."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import HTTPException

from marsad.merge.account import party_key
from marsad.text.fold import fold_word
from marsad.web.ask import SIZE, Asked, asked, choose
from marsad.web.desk import Desk, desk_of
from marsad.web.events import pages
from marsad.web.happenings import Merged, Record, why_together
from marsad.web.row import Named, named

routes = APIRouter(include_in_schema=False)
GRADES = ("confirmed", "corroborated", "contested", "claimed", "single")


@routes.get("/happenings")
def happenings(request: Request) -> Response:
    """Show the happenings of which an account is asked for."""
    desk = desk_of(request)
    wanted = asked(request.query_params)
    found = chosen(desk, desk.happenings.fresh(), wanted, request.query_params.get("grade", ""))
    start = (wanted.page - 1) * SIZE
    return desk.page(
        request, "happenings", asked=wanted, found=found[start : start + SIZE], number=len(found),
        pages=pages(len(found)), grades=GRADES, grade=request.query_params.get("grade", ""),
    )  # fmt: skip


def chosen(desk: Desk, merged: Merged, wanted: Asked, grade: str) -> list[Record]:
    """Return the happenings that have an account that is asked for, the latest first."""
    names = {merged.of.get(row.name) for row in choose(desk.index.fresh().values(), wanted)}
    return [
        one for one in merged.records.values() if one["happening_id"] in names and (not grade or one["grade"] == grade)
    ]


@routes.get("/happenings/{name}")
def happening(request: Request, name: str) -> Response:
    """Show a happening: its accounts side by side, what each says, what was chosen."""
    desk = desk_of(request)
    merged = desk.happenings.fresh()
    if name not in merged.records:
        raise HTTPException(404, f"{name}: no such happening now; what it told may be in another")
    one = merged.records[name]
    rows = [desk.index.fresh()[account] for account in one["accounts"]]
    with desk.project.database.read() as connection:
        records = desk.index.records(connection, rows)
        texts = {row.source.id: desk.index.text(connection, row.source.id) for row in rows}
    told = [
        {"row": row, "record": record, "quotes": [texts[row.source.id][a:b] for a, b in record["evidence"]],
         "why": why_together(merged, one["accounts"][0], row.name)[:3]}
        for row, record in zip(rows, records, strict=True)
    ]  # fmt: skip
    names = {row.name: row for row in rows}
    return desk.page(request, "happening", one=one, told=told, values=list(values(one, records)), names=names)


def values(one: Record, records: list[Record]) -> Iterator[tuple[str, list[Record]]]:
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
