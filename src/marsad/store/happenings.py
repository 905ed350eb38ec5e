"""Happenings in the database: put in, found by a name that they have or once had, blanked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select, update

from marsad.store.cells import cell
from marsad.store.database import insert_many, next_id
from marsad.store.ledger import Ledger, digest
from marsad.store.tables import AUDIT, HAPPENINGS, JUDGEMENTS, MEMBERS

CURRENT, BLANK, GONE = "current", "blank", "gone"
_ASKED = 500
_LONGEST = 366
"""Days that a happening lasts at most."""
Row = dict[str, Any]


def to_row(record: Mapping[str, Any], wide: bool, regions: Iterable[str]) -> Row:
    """Return the columns of a happening's record; `record` is what docs/merging.md tells."""
    place, when, killed = record["place"] or {}, record["date"] or {}, record["killed"] or {}
    return {
        "name": record["happening_id"], "state": CURRENT, "into_id": None,
        **{name: record[name] for name in ("kind", "status", "grade", "origins")},
        "date_start": when.get("start"), "date_end": when.get("end"),
        "lat": place.get("lat"), "lon": place.get("lon"), "cell": cell(place.get("lat"), place.get("lon")),
        "country": place.get("country"), "admin1": place.get("admin1"),
        "wide": wide, "regions": "|".join(sorted(regions)),
        "killed_low": killed.get("low"), "killed_best": killed.get("best"),
        "killed_high": killed.get("high") or killed.get("best"),
        "accounts": len(record["accounts"]),
        "record": json.dumps(record, ensure_ascii=False, allow_nan=False),
    }  # fmt: skip


def save(connection: Connection, ledger: Ledger, rows: Sequence[Row]) -> dict[str, int]:
    """Put happenings in; return the id of each by its name.  What has not changed is left alone."""
    before = {row["name"]: row for row in named(connection, (row["name"] for row in rows))}
    next_one = next_id(connection, "happenings")
    ids: dict[str, int] = {}
    new: list[Row] = []
    for row in rows:
        old = before.get(row["name"])
        whole = row | {"id": old["id"] if old else next_one + len(new)}
        ids[row["name"]] = whole["id"]
        if old is None:
            new.append(whole)
        elif old != whole:
            connection.execute(update(HAPPENINGS).where(HAPPENINGS.c.id == whole["id"]).values(whole))
        if old != whole:
            note(ledger, whole)
    insert_many(connection, HAPPENINGS, new)
    return ids


def note(ledger: Ledger, row: Row, action: str = "merge") -> None:
    """Note a happening's row as it is now."""
    ledger.note(action, "happening", row["id"], digest(row), {"happening": row["name"], "state": row["state"]})


def retire(connection: Connection, ledger: Ledger, gone: Mapping[str, int | None]) -> None:
    """Mark happenings as gone, each with the id of what it leads to; nothing of what they held is kept."""
    for row in named(connection, gone):
        change = {"state": GONE, "into_id": gone[row["name"]], "record": "{}"}
        if row | change != row:
            connection.execute(update(HAPPENINGS).where(HAPPENINGS.c.id == row["id"]).values(change))
            note(ledger, row | change)


def named(connection: Connection, names: Iterable[str]) -> Iterator[Row]:
    """Give the rows of these names, as far as there are any."""
    yield from _pieces(connection, select(HAPPENINGS), HAPPENINGS.c.name, names)


def resolve(connection: Connection, name: str) -> Row | None:
    """Return the happening of a name, or, where it is gone, the one that it leads to."""
    query = select(HAPPENINGS)
    row = connection.execute(query.where(HAPPENINGS.c.name == name)).mappings().first()
    while row is not None and row["state"] == GONE and row["into_id"] is not None:
        row = connection.execute(query.where(HAPPENINGS.c.id == row["into_id"])).mappings().first()
    return None if row is None else dict(row)


def members_of(connection: Connection, ids: Iterable[int]) -> set[int]:
    """Return the assertions of happenings."""
    return {row["assertion_id"] for row in _pieces(connection, select(MEMBERS), MEMBERS.c.happening_id, ids)}


def happenings_of(connection: Connection, assertions: Iterable[int] | None = None) -> dict[int, tuple[int, str]]:
    """Return for each of these assertions that is merged, or for all, the number and the name of its happening."""
    query = select(MEMBERS.c.assertion_id, HAPPENINGS.c.id, HAPPENINGS.c.name).join(
        HAPPENINGS, HAPPENINGS.c.id == MEMBERS.c.happening_id
    )
    if assertions is None:
        return {id: (happening, name) for id, happening, name in connection.execute(query)}
    rows = _pieces(connection, query, MEMBERS.c.assertion_id, assertions)
    return {row["assertion_id"]: (row["id"], row["name"]) for row in rows}


def standing(connection: Connection) -> dict[str, int]:
    """Return the numbers of all happenings that are not gone, by name."""
    query = select(HAPPENINGS.c.name, HAPPENINGS.c.id).where(HAPPENINGS.c.state != GONE)
    return {row.name: row.id for row in connection.execute(query)}


def with_tolls(connection: Connection, first: str, last: str, wide: bool) -> Iterator[Row]:
    """Give the current happenings with a toll of dead that touch these ISO days, wide ones or exact ones."""
    query = select(HAPPENINGS).where(
        HAPPENINGS.c.state == CURRENT, HAPPENINGS.c.killed_low.is_not(None), HAPPENINGS.c.wide.is_(wide),
        HAPPENINGS.c.date_start <= last, HAPPENINGS.c.date_end >= first,
        HAPPENINGS.c.date_start >= date.fromordinal(date.fromisoformat(first).toordinal() - _LONGEST).isoformat(),
    )  # fmt: skip
    for row in connection.execute(query).mappings():
        yield dict(row)


def on_day(connection: Connection, day: str) -> Iterator[Row]:
    """Give the current happenings that touch an ISO day."""
    query = select(HAPPENINGS).where(
        HAPPENINGS.c.state == CURRENT, HAPPENINGS.c.date_start <= day, HAPPENINGS.c.date_end >= day
    )
    for row in connection.execute(query).mappings():
        yield dict(row)


def last_merging(connection: Connection) -> Mapping[str, Any] | None:
    """Return what was noted of the last merging; None before the first."""
    query = select(AUDIT.c.detail).where(AUDIT.c.subject == "merging", AUDIT.c.subject_id == 0)
    detail = connection.scalar(query.order_by(AUDIT.c.id.desc()).limit(1))
    return None if detail is None else dict(json.loads(detail))


def blank(connection: Connection, ledger: Ledger, assertions: Sequence[int]) -> None:
    """Take the words of assertions out of their happenings; the next merging makes these anew from what is left."""
    for id in sorted({id for id, _ in happenings_of(connection, assertions).values()}):
        row = dict(connection.execute(select(HAPPENINGS).where(HAPPENINGS.c.id == id)).mappings().one())
        change: Row = {"state": BLANK, "record": "{}"}
        connection.execute(update(HAPPENINGS).where(HAPPENINGS.c.id == id).values(change))
        note(ledger, row | change, "delete")
    for judged in connection.execute(_judged(assertions)).mappings().all():
        connection.execute(update(JUDGEMENTS).where(JUDGEMENTS.c.id == judged["id"]).values(why=None))
        ledger.note("delete", "judgement", judged["id"], digest({**judged, "why": None}))


def _judged(assertions: Sequence[int]) -> Select[Any]:
    return select(JUDGEMENTS).where(
        JUDGEMENTS.c.one_id.in_(assertions) | JUDGEMENTS.c.other_id.in_(assertions), JUDGEMENTS.c.why.is_not(None)
    )


def _pieces(connection: Connection, query: Select[Any], column: Any, wanted: Iterable[Any]) -> Iterator[Row]:
    """Give the rows whose column has one of these values, asked for a few hundred at a time."""
    listed = sorted(wanted)
    asked = query.where(column.in_(bindparam("wanted", expanding=True)))
    for start in range(0, len(listed), _ASKED):
        for row in connection.execute(asked, {"wanted": listed[start : start + _ASKED]}).mappings().all():
            yield dict(row)
