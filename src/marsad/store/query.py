"""Questions to a project: reports, assertions and runs, filtered; an answer comes row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, and_, exists, select, union
from sqlalchemy.sql.elements import ColumnElement

from marsad.store import conditions
from marsad.store.conditions import Filter
from marsad.store.database import Database, rows
from marsad.store.happenings import CURRENT
from marsad.store.stands import RECORD
from marsad.store.tables import (
    ASSERTIONS,
    CAPTURES,
    COPIES,
    HAPPENINGS,
    MEMBERS,
    READINGS,
    REPORTS,
    RUNS,
    STANDS,
    TEXTS,
)

Row = dict[str, Any]
_FEW_PARTIES = 10
"""Parties of one name that are asked for one by one, so that an index gives their rows in order."""


def assertions(database: Database, connection: Connection, asked: Filter) -> Iterator[Row]:
    """Give assertions as people corrected them, the latest happening first; with words, the latest added first."""
    id, table = STANDS.c.assertion_id, STANDS.c
    newest = (id.desc(),) if asked.words else (table.date_start.desc().nulls_last(), id.desc())
    chosen = select(id).where(*conditions.of_stands(database, connection, replace(asked, party=None)))
    ways = [chosen]
    if asked.party:
        known = conditions.parties(connection, asked.party)
        single = asked.limit is not None and len(known) <= _FEW_PARTIES
        groups = [[party] for party in known] if single and known else [known]
        ways = [chosen.where(column.in_(group)) for group in groups for column in (table.actor, table.target)]
    about = (REPORTS.c.name.label("report"), REPORTS.c.published, REPORTS.c.url, REPORTS.c.title, TEXTS.c.text)
    stands = [column for column in table if column.name not in ("record", "published")]
    query = (
        select(ASSERTIONS.c.id, ASSERTIONS.c.name, ASSERTIONS.c.state, ASSERTIONS.c.confidence, *stands, RECORD, *about)
        .join(STANDS, id == ASSERTIONS.c.id)
        .join(REPORTS, REPORTS.c.id == ASSERTIONS.c.report_id)
        .join(READINGS, READINGS.c.report_id == REPORTS.c.id)
        .join(TEXTS, and_(TEXTS.c.report_id == REPORTS.c.id, TEXTS.c.version == READINGS.c.version))
    )
    yield from rows(connection, _first(query, id, ways, newest, asked.limit))


def reports(database: Database, connection: Connection, asked: Filter) -> Iterator[Row]:
    """Give reports, the latest published first; with words, the latest added first."""
    newest = (REPORTS.c.id.desc(),) if asked.words else (REPORTS.c.published.desc().nulls_last(), REPORTS.c.id.desc())
    query = (
        select(REPORTS, READINGS.c.assertions, READINGS.c.problem, COPIES.c.origin_id, TEXTS.c.text)
        .outerjoin(READINGS, READINGS.c.report_id == REPORTS.c.id)
        .outerjoin(COPIES, COPIES.c.report_id == REPORTS.c.id)
        .join(TEXTS, and_(TEXTS.c.report_id == REPORTS.c.id, TEXTS.c.version == REPORTS.c.version))
    )
    chosen = chosen_reports(database, connection, asked)
    yield from rows(connection, _first(query, REPORTS.c.id, [chosen], newest, asked.limit))


def chosen_reports(database: Database, connection: Connection, asked: Filter) -> Select[Any]:
    """Return the question for the reports that are asked for: by themselves, and by what they state."""
    chosen = select(REPORTS.c.id).where(REPORTS.c.deleted_at.is_(None), *conditions.of_reports(database, asked))
    inside = replace(asked, since=None, until=None, outlet=None, words=None)
    stated = list(conditions.of_stands(database, connection, inside))
    return chosen.where(exists().where(STANDS.c.report_id == REPORTS.c.id, *stated)) if stated else chosen


def happenings(database: Database, connection: Connection, asked: Filter) -> Iterator[Row]:
    """Give happenings, the latest first.

    Days, kind, status, country, grade and dead are those of the happening; all else is that of any of its assertions.
    """
    latest = (HAPPENINGS.c.date_start.desc().nulls_last(), HAPPENINGS.c.id.desc())
    chosen = chosen_happenings(database, connection, asked)
    yield from rows(connection, _first(select(HAPPENINGS), HAPPENINGS.c.id, [chosen], latest, asked.limit))


def chosen_happenings(database: Database, connection: Connection, asked: Filter) -> Select[Any]:
    """Return the question for the happenings that are asked for."""
    chosen = select(HAPPENINGS.c.id).where(HAPPENINGS.c.state == CURRENT, *conditions.of_happenings(asked))
    told = replace(asked, since=None, until=None, kind=None, status=None, country=None, grade=None, killed=None)
    stated = list(conditions.of_stands(database, connection, told))
    members = select(MEMBERS.c.happening_id).join(STANDS, STANDS.c.assertion_id == MEMBERS.c.assertion_id)
    return chosen.where(HAPPENINGS.c.id.in_(members.where(*stated))) if stated else chosen


def _first(
    query: Select[Any], id: ColumnElement[int], ways: Sequence[Select[Any]], order: Sequence[Any], limit: int | None
) -> Select[Any]:
    """Choose ids in order first, and only then fetch what is long; each way to be chosen is asked by itself."""
    if limit is not None:
        ways = [way.order_by(*order).limit(limit) for way in ways]
    parts = [select(*way.subquery().c) for way in ways]
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
