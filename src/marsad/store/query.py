"""Questions to a project: reports, assertions and runs, filtered; an answer comes row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, or_, select, union
from sqlalchemy.sql.elements import ColumnElement

from marsad.store import fulltext
from marsad.store.cells import cells
from marsad.store.database import Database, rows
from marsad.store.readings import CURRENT
from marsad.store.tables import (
    ASSERTION_PLACES,
    ASSERTIONS,
    CAPTURES,
    COPIES,
    HAPPENINGS,
    MEMBERS,
    PARTIES,
    PLACES,
    READINGS,
    REPORTS,
    RUNS,
    TEXTS,
)
from marsad.text.search import words_of

Row = dict[str, Any]
_FEW = 200
"""Cells of a box that are asked for one by one."""
_FEW_PARTIES = 10
"""Parties of one name that are asked for one by one, so that an index gives their rows in order."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; None asks for all. Days are ISO days, a box is south, west, north, east in degrees."""

    since: str | None = None
    until: str | None = None
    place: str | None = None
    country: str | None = None
    kind: str | None = None
    party: str | None = None
    outlet: str | None = None
    status: str | None = None
    box: tuple[float, float, float, float] | None = None
    words: str | None = None
    limit: int | None = 50


def assertions(database: Database, connection: Connection, asked: Filter) -> Iterator[Row]:
    """Give assertions, the latest happening first; with words, the latest added first."""
    latest = (ASSERTIONS.c.date_start.desc().nulls_last(), ASSERTIONS.c.id.desc())
    newest = (ASSERTIONS.c.id.desc(),) if asked.words else latest
    chosen = select(ASSERTIONS.c.id).where(ASSERTIONS.c.state == CURRENT)
    if asked.outlet:
        chosen = chosen.join(REPORTS, REPORTS.c.id == ASSERTIONS.c.report_id)
    for condition in _assertion_conditions(database, connection, replace(asked, party=None)):
        chosen = chosen.where(condition)
    ids = [chosen]
    if asked.party:
        known = _parties(connection, asked.party)
        columns = (ASSERTIONS.c.actor_id, ASSERTIONS.c.target_id)
        single = asked.limit is not None and len(known) <= _FEW_PARTIES
        groups = [[party] for party in known] if single and known else [known]
        ids = [chosen.where(column.in_(group)) for group in groups for column in columns]
    about = (REPORTS.c.name.label("report"), REPORTS.c.outlet, REPORTS.c.published, REPORTS.c.url, REPORTS.c.title)
    query = (
        select(ASSERTIONS, *about, TEXTS.c.text)
        .join(REPORTS, REPORTS.c.id == ASSERTIONS.c.report_id)
        .join(READINGS, READINGS.c.report_id == REPORTS.c.id)
        .join(TEXTS, and_(TEXTS.c.report_id == REPORTS.c.id, TEXTS.c.version == READINGS.c.version))
    )
    yield from rows(connection, _first(query, ASSERTIONS.c.id, ids, newest, asked.limit))


def reports(database: Database, connection: Connection, asked: Filter) -> Iterator[Row]:
    """Give reports, the latest published first; with words, the latest added first."""
    newest = (REPORTS.c.id.desc(),) if asked.words else (REPORTS.c.published.desc().nulls_last(), REPORTS.c.id.desc())
    chosen = select(REPORTS.c.id).where(REPORTS.c.deleted_at.is_(None))
    for condition in _report_conditions(database, connection, asked):
        chosen = chosen.where(condition)
    query = (
        select(REPORTS, READINGS.c.assertions, READINGS.c.problem, COPIES.c.origin_id, TEXTS.c.text)
        .outerjoin(READINGS, READINGS.c.report_id == REPORTS.c.id)
        .outerjoin(COPIES, COPIES.c.report_id == REPORTS.c.id)
        .join(TEXTS, and_(TEXTS.c.report_id == REPORTS.c.id, TEXTS.c.version == REPORTS.c.version))
    )
    yield from rows(connection, _first(query, REPORTS.c.id, [chosen], newest, asked.limit))


def happenings(database: Database, connection: Connection, asked: Filter) -> Iterator[Row]:
    """Give happenings, the latest first.

    Days, kind, status and country are those of the happening; place, party, outlet, box and words those of any of its
    assertions.
    """
    table = HAPPENINGS.c
    chosen = select(table.id).where(table.state == CURRENT)
    if asked.since:
        chosen = chosen.where(table.date_end >= asked.since, table.date_start >= _a_year_before(asked.since))
    if asked.until:
        chosen = chosen.where(table.date_start <= asked.until)
    for column, value in ((table.kind, asked.kind), (table.status, asked.status), (table.country, asked.country)):
        if value:
            chosen = chosen.where(column == value)
    told = replace(asked, since=None, until=None, kind=None, status=None, country=None)
    conditions = list(_assertion_conditions(database, connection, told))
    if conditions:
        members = select(MEMBERS.c.happening_id).join(ASSERTIONS, ASSERTIONS.c.id == MEMBERS.c.assertion_id)
        members = members.join(REPORTS, REPORTS.c.id == ASSERTIONS.c.report_id) if asked.outlet else members
        chosen = chosen.where(table.id.in_(members.where(*conditions)))
    latest = (table.date_start.desc().nulls_last(), table.id.desc())
    yield from rows(connection, _first(select(HAPPENINGS), table.id, [chosen], latest, asked.limit))


def _first(
    query: Select[Any], id: ColumnElement[int], ways: Sequence[Select[Any]], order: Sequence[Any], limit: int | None
) -> Select[Any]:
    """Choose ids in order first, and only then fetch what is long; each way to be chosen is asked by itself."""
    if limit is not None:
        ways = [way.order_by(*order).limit(limit) for way in ways]
    parts = [select(way.subquery().c.id) for way in ways]
    return query.where(id.in_(parts[0] if len(parts) == 1 else union(*parts))).order_by(*order).limit(limit)


def runs(connection: Connection, asked: Filter) -> Iterator[Row]:
    """Give runs, the latest first."""
    query = select(RUNS)
    if asked.since:
        query = query.where(RUNS.c.started_at >= asked.since)
    if asked.until:
        query = query.where(RUNS.c.started_at < f"{asked.until}~")
    if asked.status:
        query = query.where(RUNS.c.state == asked.status)
    yield from rows(connection, query.order_by(RUNS.c.id.desc()).limit(asked.limit))


def capture(connection: Connection, id: int) -> Row:
    """Return a capture's row."""
    return dict(connection.execute(select(CAPTURES).where(CAPTURES.c.id == id)).mappings().one())


def _assertion_conditions(database: Database, connection: Connection, asked: Filter) -> Iterator[ColumnElement[bool]]:
    table = ASSERTIONS.c
    if asked.words:
        yield fulltext.found_by(database, fulltext.ASSERTION_WORDS, table.id, asked.words)
    if asked.since:
        yield table.date_end >= asked.since
        yield table.date_start >= _a_year_before(asked.since)
    if asked.until:
        yield table.date_start <= asked.until
    for column, value in ((table.kind, asked.kind), (table.status, asked.status), (table.country, asked.country)):
        if value:
            yield column == value
    if asked.outlet:
        yield REPORTS.c.outlet == asked.outlet
    if asked.party:
        known = _parties(connection, asked.party)
        yield or_(table.actor_id.in_(known), table.target_id.in_(known))
    if asked.box:
        yield _in_box(asked.box)
    if asked.place:
        yield table.id.in_(_at(_places(connection, asked.place)))


def _report_conditions(database: Database, connection: Connection, asked: Filter) -> Iterator[ColumnElement[bool]]:
    table = REPORTS.c
    if asked.words:
        yield fulltext.found_by(database, fulltext.REPORT_WORDS, table.id, asked.words)
    if asked.since:
        yield table.published >= asked.since
    if asked.until:
        yield table.published <= asked.until
    if asked.outlet:
        yield table.outlet == asked.outlet
    inside = Filter(place=asked.place, country=asked.country, kind=asked.kind, party=asked.party,
                    status=asked.status, box=asked.box)  # fmt: skip
    stated = list(_assertion_conditions(database, connection, inside))
    if stated:
        yield exists().where(ASSERTIONS.c.report_id == table.id, ASSERTIONS.c.state == CURRENT, *stated)


def _a_year_before(day: str) -> str:
    """Return the first day on which something may begin that lasts until this day: no range is longer than a year."""
    return (date.fromisoformat(day) - timedelta(days=366)).isoformat()


def _in_box(box: tuple[float, float, float, float]) -> ColumnElement[bool]:
    """Ask for the cells of a box first, which an index serves, then for the points."""
    south, west, north, east = box
    table = ASSERTIONS.c
    every = [cell for low, high in cells(*box) for cell in range(low, high + 1)]
    nearby = table.cell.in_(every) if len(every) <= _FEW else table.cell.between(every[0], every[-1])
    return and_(nearby, table.lat.between(south, north), table.lon.between(west, east))


def _at(places: list[int]) -> Select[Any]:
    return select(ASSERTION_PLACES.c.assertion_id).where(ASSERTION_PLACES.c.place_id.in_(places))


def _places(connection: Connection, wanted: str) -> list[int]:
    """Return the places that an id, a name in either script, a district or a province stands for."""
    table = PLACES.c
    return _named(connection, wanted, table.id, (table.place, table.name, table.name_ar, table.admin1, table.admin2))


def _parties(connection: Connection, wanted: str) -> list[int]:
    """Return the parties that an id or a name in either script stands for."""
    table = PARTIES.c
    return _named(connection, wanted, table.id, (table.party, table.name, table.name_ar))


def _named(
    connection: Connection, wanted: str, id: ColumnElement[int], names: tuple[ColumnElement[str | None], ...]
) -> list[int]:
    """Return the rows of this name as it is written, or else of this name spelt in whatever way."""
    exact = list(connection.scalars(select(id).where(or_(*(name == wanted for name in names)))))
    if exact:
        return exact
    folded = "".join(words_of(wanted))
    return [row[0] for row in connection.execute(select(id, *names)) if folded in map(_folded, row[1:])]


@lru_cache(maxsize=65536)
def _folded(name: str | None) -> str | None:
    return "".join(words_of(name)) if name else None
