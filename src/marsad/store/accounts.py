"""Which assertions merging has to look at, and what it reads of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, not_, select
from sqlalchemy.sql.elements import ColumnElement

from marsad.store.database import insert_many
from marsad.store.stands import RECORD, REJECTED
from marsad.store.tables import (
    ASSERTIONS,
    AUDIT,
    BLOCKS,
    COPIES,
    CORRECTIONS,
    DECISIONS,
    JUDGEMENTS,
    MEMBERS,
    READINGS,
    REPORTS,
    STANDS,
    TEXTS,
)

CHANGING = ("reading", "decision", "judgement", "copies")
"""Subjects of the audit after which happenings may be others."""
_ASKED = 500
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Stated:
    """An assertion as merging reads it: its number, its corrected record, the outlet, day and words of its report."""

    id: int
    record: dict[str, Any]
    report: dict[str, Any]


def newest_note(connection: Connection) -> int:
    """Return the number of the last note of the audit; 0 where there is none."""
    return int(connection.scalar(select(func.max(AUDIT.c.id))) or 0)


def changed_since(connection: Connection, note: int) -> dict[str, set[int]]:
    """Return what was noted after a note, by subject: readings, decisions, judgements, copies, other merging."""
    query = select(AUDIT.c.subject, AUDIT.c.subject_id).where(
        AUDIT.c.id > note, AUDIT.c.subject.in_((*CHANGING, "merging"))
    )
    found: dict[str, set[int]] = defaultdict(set)
    for subject, id in connection.execute(query):
        found[subject].add(id)
    return found


def touched(connection: Connection, changes: dict[str, set[int]]) -> set[int]:
    """Return the assertions that changes are about, those too that are no longer stated."""
    found: set[int] = set()
    for query, number, ids in (
        (select(ASSERTIONS.c.id), ASSERTIONS.c.report_id, changes["reading"]),
        (select(DECISIONS.c.assertion_id).where(not_(_agrees())), DECISIONS.c.id, changes["decision"]),
        (select(JUDGEMENTS.c.one_id), JUDGEMENTS.c.id, changes["judgement"]),
        (select(JUDGEMENTS.c.other_id), JUDGEMENTS.c.id, changes["judgement"]),
    ):
        found.update(_asked(connection, query.where(number.in_(bindparam("ids", expanding=True))), ids))
    return found


def _agrees() -> ColumnElement[bool]:
    """Return the condition that a decision only agrees with what is merged already: no happening is another for it."""
    return and_(
        DECISIONS.c.decision.in_(("accepted", "unsure")),
        DECISIONS.c.assertion_id.in_(select(MEMBERS.c.assertion_id)),
        DECISIONS.c.id.not_in(select(CORRECTIONS.c.decision_id)),
    )


def stated(connection: Connection, ids: Iterable[int] | None = None) -> Iterator[Stated]:
    """Give those of these assertions, or of all, that are stated now and that nobody has rejected; by number."""
    query = (
        select(ASSERTIONS.c.id, RECORD, REPORTS.c.outlet, REPORTS.c.published, TEXTS.c.text)
        .join(STANDS, STANDS.c.assertion_id == ASSERTIONS.c.id)
        .join(REPORTS, REPORTS.c.id == ASSERTIONS.c.report_id)
        .join(READINGS, READINGS.c.report_id == REPORTS.c.id)
        .join(TEXTS, and_(TEXTS.c.report_id == REPORTS.c.id, TEXTS.c.version == READINGS.c.version))
        .where(STANDS.c.review != REJECTED)
        .order_by(ASSERTIONS.c.id)
    )
    if ids is None:
        found: Iterable[Any] = connection.execute(query.execution_options(yield_per=1000))
    else:
        found = _pieces(connection, query.where(ASSERTIONS.c.id.in_(bindparam("ids", expanding=True))), ids)
    for id, record, outlet, published, text in found:
        yield Stated(id, json.loads(record), {"outlet": outlet, "published": published, "text": text})


def number(connection: Connection) -> int:
    """Return how many assertions there are, withdrawn ones too."""
    return int(connection.scalar(select(func.max(ASSERTIONS.c.id))) or 0)


def numbers_of(connection: Connection, names: Iterable[str]) -> set[int]:
    """Return the numbers of assertions by their names."""
    query = select(ASSERTIONS.c.id).where(ASSERTIONS.c.name.in_(bindparam("ids", expanding=True)))
    return set(_asked(connection, query, names))


def entered_under(connection: Connection, keys: Iterable[Key]) -> set[int]:
    """Return the assertions that are entered under any of these grounds and days."""
    days: dict[str, set[int]] = defaultdict(set)
    for ground, day in keys:
        days[ground].add(day)
    found: set[int] = set()
    for ground, wanted in days.items():
        query = select(BLOCKS.c.assertion_id).where(BLOCKS.c.ground == ground, BLOCKS.c.day.in_(wanted))
        found.update(connection.scalars(query))
    return found


def enter(connection: Connection, gone: Iterable[int], keys: Iterable[tuple[int, Key]]) -> None:
    """Put the grounds and days of assertions in the place of those that they had."""
    _forget(connection, BLOCKS.c.assertion_id, gone)
    rows = [{"assertion_id": id, "ground": ground, "day": day} for id, (ground, day) in keys]
    insert_many(connection, BLOCKS, rows)


def belong(connection: Connection, gone: Iterable[int], members: Iterable[tuple[int, int]]) -> None:
    """Put assertions and their happenings in the place of what is gone."""
    _forget(connection, MEMBERS.c.assertion_id, gone)
    insert_many(connection, MEMBERS, [{"assertion_id": id, "happening_id": happening} for id, happening in members])


def copies_of(connection: Connection) -> dict[str, str]:
    """Return for each report that is one of several copies which text it is a copy of."""
    query = select(REPORTS.c.name, COPIES.c.origin_id).join(COPIES, COPIES.c.report_id == REPORTS.c.id)
    return {name: str(origin) for name, origin in connection.execute(query)}


def _forget(connection: Connection, column: Any, ids: Iterable[int]) -> None:
    listed = list(ids)
    query = delete(column.table).where(column.in_(bindparam("ids", expanding=True)))
    for start in range(0, len(listed), _ASKED):
        connection.execute(query, {"ids": listed[start : start + _ASKED]})


def _asked(connection: Connection, query: Select[Any], ids: Iterable[Any]) -> Iterator[int]:
    return (row[0] for row in _pieces(connection, query, ids))


def _pieces(connection: Connection, query: Select[Any], ids: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """Give the rows of a question that is asked for a few hundred ids at a time."""
    listed = sorted(ids)
    for start in range(0, len(listed), _ASKED):
        yield from connection.execute(query, {"ids": listed[start : start + _ASKED]}).all()
