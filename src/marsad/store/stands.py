"""What stands of each assertion: its record as people corrected it, and how far it was reviewed; asked for by index.

The assertion itself stays as it was read.  What stands is made of it and of what people decided, in the transaction
that changes either, and can be made anew at any time.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, func, select

from marsad.store.cells import cell
from marsad.store.database import insert_many, rows
from marsad.store.standing import Decision, corrected, decisions_on, standing
from marsad.store.tables import ASSERTIONS, REMARKS, REPORTS, STAND_PLACES, STANDS
from marsad.text.search import words_of

STATED = ("current", "added")
OPEN, REJECTED = "open", "rejected"
REVIEWS = (OPEN, "accepted", REJECTED, "unsure")
RECORD = func.coalesce(STANDS.c.record, ASSERTIONS.c.record).label("record")
"""The record of an assertion as people corrected it, where STANDS and ASSERTIONS are joined."""
_ASKED = 500
Row = dict[str, Any]


def refresh(connection: Connection, ids: Iterable[int]) -> None:
    """Work out anew what stands of these assertions; where one is stated no more, nothing does."""
    listed = sorted(ids)
    for start in range(0, len(listed), _ASKED):
        part = listed[start : start + _ASKED]
        found = list(made(connection, part))
        for table in (STANDS, STAND_PLACES):
            gone = delete(table).where(table.c.assertion_id.in_(bindparam("ids", expanding=True)))
            connection.execute(gone, {"ids": part})
        insert_many(connection, STANDS, [row for row, _ in found])
        insert_many(connection, STAND_PLACES, [place for _, places in found for place in places])


def fill(connection: Connection) -> None:
    """Work out what stands of every assertion of which nothing does."""
    missing = ASSERTIONS.c.id.not_in(select(STANDS.c.assertion_id))
    refresh(connection, connection.scalars(select(ASSERTIONS.c.id).where(ASSERTIONS.c.state.in_(STATED), missing)))


def made(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[Row, list[Row]]]:
    """Give what stands of assertions, with its places; at most a few hundred at a time."""
    query = _query().where(ASSERTIONS.c.id.in_(bindparam("ids", expanding=True)))
    stated = connection.execute(query, {"ids": ids}).mappings().all()
    if not stated:
        return
    said, remarked = decisions_on(connection, ids), _remarks(connection, ids)
    for one in stated:
        decisions = said.get(one["id"], [])
        if one["state"] == "current" or standing(decisions):
            yield _row(one, decisions, remarked.get(one["id"], ()))


def everything(connection: Connection) -> Iterator[tuple[Row, list[Row]]]:
    """Give what stands of all assertions as the other tables have it, by number."""
    ids = [row["id"] for row in rows(connection, select(ASSERTIONS.c.id).order_by(ASSERTIONS.c.id))]
    for start in range(0, len(ids), _ASKED):
        yield from made(connection, ids[start : start + _ASKED])


def key(name: str) -> str:
    """Return a name without what spelling does to it: `الرقّة` and `الرقه` are one."""
    return "".join(words_of(name)) or name.casefold()


def party_key(party: Mapping[str, Any] | None) -> str | None:
    """Return what a party is found by: its id, else its folded name or words."""
    if not party:
        return None
    return str(party.get("id") or key(str(party.get("name_ar") or party.get("name") or party.get("text") or "")))


def place_key(place: Mapping[str, Any]) -> str:
    """Return what a place is found by: its id, else its folded words."""
    return str(place.get("gazetteer_id") or key(str(place.get("name_ar") or place.get("text") or "")))


def _found_by(place: Mapping[str, Any]) -> Iterator[str]:
    """Give what a place is found by: itself, and the Arabic names of the units that it lies in."""
    yield place_key(place)
    for unit in place.get("units") or ():
        yield key(str(unit.get("name_ar") or ""))


def _query() -> Select[Any]:
    return (
        select(
            ASSERTIONS.c.id, ASSERTIONS.c.report_id, ASSERTIONS.c.state, ASSERTIONS.c.record, REPORTS.c.outlet,
            REPORTS.c.published,
        )
        .join(REPORTS, REPORTS.c.id == ASSERTIONS.c.report_id)
        .where(ASSERTIONS.c.state.in_(STATED))
        .order_by(ASSERTIONS.c.id)
    )  # fmt: skip


def _remarks(connection: Connection, ids: Sequence[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    query = select(REMARKS).where(REMARKS.c.assertion_id.in_(bindparam("ids", expanding=True))).order_by(REMARKS.c.id)
    for row in connection.execute(query, {"ids": ids}).mappings():
        found[row["assertion_id"]].append(dict(row))
    return found


def _row(one: Any, decisions: Sequence[Decision], remarks: Iterable[Row]) -> tuple[Row, list[Row]]:
    stands = standing(decisions)
    read = json.loads(one["record"])
    record = corrected(read, stands)
    when, places, to = record.get("date") or {}, record.get("places") or [], record.get("to") or []
    place = next((p for p in places if p.get("lat") is not None), None) or next(iter(places), None) or {}
    last = {remark["what"]: remark["words"] for remark in remarks if remark["what"] == "assign"}
    marks = [remark["what"] for remark in remarks]
    tolls = {name: record.get(name) or {} for name in ("killed", "injured")}
    keys = {found for p in (*places, *to) for found in _found_by(p)} - {""}
    return {
        "assertion_id": one["id"], "report_id": one["report_id"], "published": one["published"] or "",
        "outlet": one["outlet"], "first": min((int(start) for start, _ in record.get("evidence") or ()), default=0),
        "review": stands[-1].decision if stands else OPEN, "last": decisions[-1].id if decisions else 0,
        "flagged": next((mark for mark in reversed(marks) if mark in ("flag", "unflag")), "") == "flag",
        "assigned": last.get("assign") or None, "comments": marks.count("comment"),
        "kind": record["kind"], "status": record["status"],
        "date_start": when.get("start"), "date_end": when.get("end"),
        "actor": party_key(record.get("actor")), "target": party_key(record.get("target")),
        "lat": place.get("lat"), "lon": place.get("lon"), "cell": cell(place.get("lat"), place.get("lon")),
        "radius_km": place.get("radius_km"), "precision": place.get("precision"), "country": place.get("country"),
        **{f"{name}_{end}": toll.get(end) for name, toll in tolls.items() for end in ("min", "max")},
        "record": None if record == read else json.dumps(record, ensure_ascii=False, allow_nan=False),
    }, [{"assertion_id": one["id"], "place": place} for place in sorted(keys)]  # fmt: skip
