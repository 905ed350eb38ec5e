"""What a filter chooses of what stands: counted, in pages, by day, by point, one after the other as a queue."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from marsad.store.tables import ASSERTIONS, REPORTS, STANDS

Conditions = Sequence[ColumnElement[bool]]
Row = dict[str, Any]
Order = tuple[str, int, int, int]
_ASKED = 500
_TOLD = (STANDS.c.published, STANDS.c.report_id, STANDS.c.first, STANDS.c.assertion_id)
"""The order of a queue: the report's day, the report, where it tells it."""
_LATEST = (STANDS.c.date_start.desc().nulls_last(), STANDS.c.assertion_id.desc())


def number(connection: Connection, chosen: Conditions) -> int:
    """Return how many stand that meet the conditions."""
    return int(connection.scalar(select(func.count()).select_from(STANDS).where(*chosen)) or 0)


def page(connection: Connection, chosen: Conditions, size: int, start: int = 0) -> list[Row]:
    """Return what stands, the latest happening first, whole."""
    query = select(STANDS.c.assertion_id).where(*chosen).order_by(*_LATEST).limit(size).offset(start)
    return by_number(connection, list(connection.scalars(query)))


def by_number(connection: Connection, ids: Sequence[int]) -> list[Row]:
    """Return what stands of assertions, whole, in their order; what is stated no more is left out."""
    found: dict[int, Row] = {}
    query = _whole().where(STANDS.c.assertion_id.in_(bindparam("ids", expanding=True)))
    for start in range(0, len(ids), _ASKED):
        for row in connection.execute(query, {"ids": ids[start : start + _ASKED]}).mappings():
            found[row["assertion_id"]] = _opened(row)
    return [found[id] for id in ids if id in found]


def by_name(connection: Connection, names: Iterable[str]) -> dict[str, Row]:
    """Return what stands of assertions, whole, by name."""
    query = _whole().where(ASSERTIONS.c.name.in_(list(names)))
    return {row["name"]: _opened(row) for row in connection.execute(query).mappings()}


def of_report(connection: Connection, report_id: int) -> list[Row]:
    """Return what stands of a report, whole, in the order told."""
    query = _whole().where(STANDS.c.report_id == report_id).order_by(*_TOLD)
    return [_opened(row) for row in connection.execute(query).mappings()]


def numbers(connection: Connection, chosen: Conditions, most: int) -> list[tuple[int, str, int]]:
    """Return number, name and latest decision of what stands, in the order of a queue, at most so many."""
    query = select(STANDS.c.assertion_id, ASSERTIONS.c.name, STANDS.c.last)
    query = query.join(ASSERTIONS, ASSERTIONS.c.id == STANDS.c.assertion_id).where(*chosen)
    return [tuple(row) for row in connection.execute(query.order_by(*_TOLD).limit(most))]


def days(connection: Connection, chosen: Conditions) -> list[tuple[str, int]]:
    """Return how many happenings begin on each ISO day, in order."""
    day = STANDS.c.date_start
    query = select(day, func.count()).where(day.is_not(None), *chosen).group_by(day).order_by(day)
    return [tuple(row) for row in connection.execute(query)]


def points(connection: Connection, chosen: Conditions) -> list[tuple[float, float, float | None, int | None, int, int]]:
    """Return the points: latitude, longitude, radius in km, precision, how many stand there, the number of one."""
    at = (STANDS.c.lat, STANDS.c.lon, STANDS.c.radius_km, STANDS.c.precision)
    query = select(*at, func.count(), func.min(STANDS.c.assertion_id)).where(STANDS.c.lat.is_not(None), *chosen)
    return [tuple(row) for row in connection.execute(query.group_by(*at))]


def outlets(connection: Connection, most: int = 200) -> list[str]:
    """Return the outlets of what stands, that of most first."""
    number = func.count().label("number")
    query = select(STANDS.c.outlet, number).where(STANDS.c.outlet.is_not(None)).group_by(STANDS.c.outlet)
    return [row.outlet for row in connection.execute(query.order_by(number.desc()).limit(most))]


def reviewed(connection: Connection, reports: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return for each of these reports how much stands, by what people decided."""
    query = select(STANDS.c.report_id, STANDS.c.review, func.count()).where(STANDS.c.report_id.in_(reports))
    found: dict[int, dict[str, int]] = {}
    for report, review, number in connection.execute(query.group_by(STANDS.c.report_id, STANDS.c.review)):
        found.setdefault(report, {})[review] = number
    return found


def first(connection: Connection, chosen: Conditions, besides: int = 0) -> str | None:
    """Return the name of the first of a queue, besides one."""
    return _one(connection, [*chosen, STANDS.c.assertion_id != besides], *_TOLD)


def after(connection: Connection, chosen: Conditions, place: Order) -> str | None:
    """Return the name of the one that follows a place of the queue."""
    return _one(connection, [*chosen, tuple_(*_TOLD) > place], *_TOLD)


def before(connection: Connection, chosen: Conditions, place: Order) -> str | None:
    """Return the name of the one that stands before a place of the queue."""
    return _one(connection, [*chosen, tuple_(*_TOLD) < place], *(column.desc() for column in _TOLD))


def rank(connection: Connection, chosen: Conditions, place: Order) -> int:
    """Return how many of a queue stand before a place."""
    query = select(func.count()).select_from(STANDS).where(*chosen, tuple_(*_TOLD) < place)
    return int(connection.scalar(query) or 0)


def order_of(row: Row) -> Order:
    """Return where something stands in a queue."""
    return (row["published"], row["report_id"], row["first"], row["assertion_id"])


def holds(connection: Connection, chosen: Conditions, id: int) -> bool:
    """Tell whether an assertion is among the chosen."""
    query = select(STANDS.c.assertion_id).where(STANDS.c.assertion_id == id, *chosen)
    return connection.scalar(query) is not None


def _one(connection: Connection, chosen: Conditions, *order: Any) -> str | None:
    number = select(STANDS.c.assertion_id).where(*chosen).order_by(*order).limit(1).scalar_subquery()
    name = connection.scalar(select(ASSERTIONS.c.name).where(ASSERTIONS.c.id == number))
    return None if name is None else str(name)


def _whole() -> Select[Any]:
    return (
        select(
            STANDS, ASSERTIONS.c.name, ASSERTIONS.c.state, ASSERTIONS.c.confidence, ASSERTIONS.c.record.label("read"),
            REPORTS.c.name.label("report"), REPORTS.c.title,
        )
        .join(ASSERTIONS, ASSERTIONS.c.id == STANDS.c.assertion_id)
        .join(REPORTS, REPORTS.c.id == STANDS.c.report_id)
    )  # fmt: skip


def _opened(row: Any) -> Row:
    """Return a row with its record and what was read; `corrected` names the fields that differ."""
    read = json.loads(row["read"])
    record = json.loads(row["record"]) if row["record"] else read
    corrected = frozenset(name for name in record if record[name] != read.get(name))
    return {**row, "record": record, "read": read, "corrected": corrected}
