"""Filters, and the conditions that they put on what stands, on reports and on happenings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from marsad.store import fulltext
from marsad.store.cells import cells
from marsad.store.database import Database
from marsad.store.stands import REJECTED, key
from marsad.store.tables import HAPPENINGS, MEMBERS, PARTIES, PLACES, REPORTS, STAND_PLACES, STANDS

_FEW = 200
"""Cells of a box that are asked for one by one."""
_UNITS = ("governorate", "region", "district", "subdistrict")
"""Places in which others lie."""
KEPT = "kept"
"""What is asked for to leave out what people rejected."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; None asks for all. Days are ISO days, a box is south, west, north, east in degrees.

    `review` is open, accepted, rejected, unsure, or kept: all but the rejected.  `killed` is a least number of dead.
    """

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
    review: str | None = None
    grade: str | None = None
    killed: int | None = None
    assigned: str | None = None
    flagged: bool | None = None


def of_stands(database: Database, connection: Connection, asked: Filter) -> Iterator[ColumnElement[bool]]:
    """Give the conditions that what stands has to meet."""
    table = STANDS.c
    if asked.words:
        yield fulltext.found_by(database, fulltext.ASSERTION_WORDS, table.assertion_id, asked.words)
    if asked.since:
        yield table.date_end >= asked.since
        yield table.date_start >= a_year_before(asked.since)
    if asked.until:
        yield table.date_start <= asked.until
    for name in ("kind", "status", "country", "outlet", "assigned"):
        if getattr(asked, name):
            yield table[name] == getattr(asked, name)
    if asked.party:
        known = parties(connection, asked.party)
        yield or_(table.actor.in_(known), table.target.in_(known))
    if asked.killed is not None:
        yield table.killed_min >= asked.killed
    yield from _reviewed(asked)
    if asked.box:
        yield in_box(asked.box)
    if asked.place:
        at = select(STAND_PLACES.c.assertion_id).where(STAND_PLACES.c.place.in_(places(connection, asked.place)))
        yield table.assertion_id.in_(at)


def _reviewed(asked: Filter) -> Iterator[ColumnElement[bool]]:
    """Give the conditions on what people did with it."""
    if asked.review:
        yield STANDS.c.review != REJECTED if asked.review == KEPT else STANDS.c.review == asked.review
    if asked.flagged is not None:
        yield STANDS.c.flagged.is_(asked.flagged)
    if asked.grade:
        yield STANDS.c.assertion_id.in_(_graded(asked.grade))


def of_reports(database: Database, asked: Filter) -> Iterator[ColumnElement[bool]]:
    """Give the conditions that reports have to meet by themselves, whatever they state."""
    table = REPORTS.c
    if asked.words:
        yield fulltext.found_by(database, fulltext.REPORT_WORDS, table.id, asked.words)
    if asked.since:
        yield table.published >= asked.since
    if asked.until:
        yield table.published <= asked.until
    if asked.outlet:
        yield table.outlet == asked.outlet


def of_happenings(asked: Filter) -> Iterator[ColumnElement[bool]]:
    """Give the conditions that happenings have to meet by themselves, whatever their accounts say."""
    table = HAPPENINGS.c
    if asked.since:
        yield table.date_end >= asked.since
        yield table.date_start >= a_year_before(asked.since)
    if asked.until:
        yield table.date_start <= asked.until
    for name in ("kind", "status", "country", "grade"):
        if getattr(asked, name):
            yield table[name] == getattr(asked, name)
    if asked.killed is not None:
        yield table.killed_best >= asked.killed


def a_year_before(day: str) -> str:
    """Return the first day on which something may begin that lasts until this day: no range is longer than a year."""
    return (date.fromisoformat(day) - timedelta(days=366)).isoformat()


def in_box(box: tuple[float, float, float, float]) -> ColumnElement[bool]:
    """Ask for the cells of a box first, which an index serves, then for the points."""
    south, west, north, east = box
    table = STANDS.c
    every = [cell for low, high in cells(*box) for cell in range(low, high + 1)]
    nearby = table.cell.in_(every) if len(every) <= _FEW else table.cell.between(every[0], every[-1])
    return and_(nearby, table.lat.between(south, north), table.lon.between(west, east))


def parties(connection: Connection, wanted: str) -> list[str]:
    """Return what the parties are found by that an id or a name in either script stands for."""
    table = PARTIES.c
    return _named(connection, wanted, table.party, (table.party, table.name, table.name_ar))


def places(connection: Connection, wanted: str) -> list[str]:
    """Return what the places are found by that an id, a name in either script, a district or a province stands for."""
    table = PLACES.c
    found = _named(
        connection, wanted, table.place, (table.place, table.name, table.name_ar, table.admin1, table.admin2)
    )
    if len(found) > _FEW:
        return found
    units = set(connection.scalars(select(table.name).where(table.place.in_(found), table.feature.in_(_UNITS))))
    within = select(table.place).where(or_(table.admin1.in_(units), table.admin2.in_(units)))
    return list({*found, *connection.scalars(within)}) if units else found


def _graded(grade: str) -> ColumnElement[int]:
    graded = select(MEMBERS.c.assertion_id).join(HAPPENINGS, HAPPENINGS.c.id == MEMBERS.c.happening_id)
    return graded.where(HAPPENINGS.c.grade == grade).scalar_subquery()


def _named(
    connection: Connection, wanted: str, id: ColumnElement[str], names: tuple[ColumnElement[str | None], ...]
) -> list[str]:
    """Return the ids of this name as it is written, or else spelt in whatever way; and the name as folded words."""
    folded = key(wanted)
    exact = list(connection.scalars(select(id).where(or_(*(name == wanted for name in names)))))
    if exact:
        return [*exact, folded]
    every = connection.execute(select(id, *names))
    return [*(row[0] for row in every if folded in map(_folded, row[1:])), folded]


@lru_cache(maxsize=65536)
def _folded(name: str | None) -> str | None:
    return key(name) if name else None
