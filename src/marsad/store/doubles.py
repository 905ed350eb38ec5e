"""Reports that two coders code apart from each other: dealt by hash, coded, and settled by a third.

What a coder says lies apart from the decisions, so that nothing of it shows anywhere before it is settled; then the
chosen values become decisions and corrections as any others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, exists, insert, select

from marsad.errors import UsageError
from marsad.store.database import next_id
from marsad.store.decisions import CORRECTED, DECIDED, decide
from marsad.store.ledger import Ledger, canonical, digest
from marsad.store.readings import CURRENT
from marsad.store.reports import change_row
from marsad.store.tables import ASSERTIONS, DECISIONS, REPORTS
from marsad.store.user_tables import CODINGS, DOUBLES, USERS

Record = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Coding:
    """What a coder says of an assertion last: a decision, and the event as the coder has it."""

    double_id: int
    decision: str
    note: str | None
    record: Record
    at: str


def is_chosen(key: str, share: float) -> bool:
    """Tell whether a report, by its key, is among so many in a hundred; a larger share holds a smaller one."""
    return int(sha256(f"double\0{key}".encode()).hexdigest()[:12], 16) < share / 100 * 16**12


def pair_of(key: str, coders: Iterable[str]) -> tuple[str, str]:
    """Return the two coders of a report: whom its key falls to, whoever else there is."""
    first, second = sorted(coders, key=lambda name: sha256(f"{key}\0{name}".encode()).hexdigest())[:2]
    return first, second


def deal(connection: Connection, ledger: Ledger, share: float, coders: Mapping[str, int]) -> int:
    """Give the reports of a share that nobody has decided on to two coders each, and return how many were given."""
    decided = exists(select(DECISIONS.c.id).join(ASSERTIONS, ASSERTIONS.c.id == DECISIONS.c.assertion_id)
                     .where(ASSERTIONS.c.report_id == REPORTS.c.id))  # fmt: skip
    stated = exists(
        select(ASSERTIONS.c.id).where(ASSERTIONS.c.report_id == REPORTS.c.id, ASSERTIONS.c.state == CURRENT)
    )
    dealt = exists(select(DOUBLES.c.id).where(DOUBLES.c.report_id == REPORTS.c.id))
    query = select(REPORTS.c.id, REPORTS.c.key, REPORTS.c.name).where(
        REPORTS.c.deleted_at.is_(None), stated, ~decided, ~dealt
    ).order_by(REPORTS.c.id)  # fmt: skip
    chosen = [row for row in connection.execute(query) if is_chosen(row.key, share)]
    number = next_id(connection, "doubles")
    for id, report in enumerate(chosen, number):
        pair = pair_of(report.key, coders)
        row = {"id": id, "report_id": report.id, "first_id": coders[pair[0]], "second_id": coders[pair[1]],
               "at": ledger.now(), "first_at": None, "second_at": None,
               "settled_at": None, "settled_by": None}  # fmt: skip
        connection.execute(insert(DOUBLES), row)
        ledger.note("deal", "double", id, digest(row), {"report": report.name})
    return len(chosen)


def doubles(connection: Connection, *, user_id: int | None = None, report: str | None = None) -> list[Row]:
    """Return the reports that are coded by two, the last dealt first; those of one coder, or one report."""
    first, second = USERS.alias("first"), USERS.alias("second")
    query = (
        select(DOUBLES, REPORTS.c.name, REPORTS.c.title, REPORTS.c.outlet, REPORTS.c.published,
               first.c.name.label("first"), second.c.name.label("second"))
        .join(REPORTS, REPORTS.c.id == DOUBLES.c.report_id)
        .join(first, first.c.id == DOUBLES.c.first_id)
        .join(second, second.c.id == DOUBLES.c.second_id)
        .where(REPORTS.c.deleted_at.is_(None))
        .order_by(DOUBLES.c.id.desc())
    )  # fmt: skip
    if user_id is not None:
        query = query.where((DOUBLES.c.first_id == user_id) | (DOUBLES.c.second_id == user_id))
    if report is not None:
        query = query.where(REPORTS.c.name == report)
    return [dict(row) for row in connection.execute(query).mappings()]


def double_of(connection: Connection, report: str) -> Row:
    """Return a report that is coded by two.

    Raises `UsageError` where it is not.
    """
    found = doubles(connection, report=report)
    if not found:
        raise UsageError(f"{report}: was not given to two coders")
    return found[0]


def side_of(double: Row, user_id: int | None) -> str:
    """Return which of the two a user is: `first`, `second`, or empty for neither."""
    return {double["first_id"]: "first", double["second_id"]: "second"}.get(user_id, "")


def codings_of(connection: Connection, double_ids: Sequence[int]) -> dict[tuple[int, int], Coding]:
    """Return what coders said last of each assertion that still stands, by assertion and user."""
    found: dict[tuple[int, int], Coding] = {}
    for start in range(0, len(double_ids), 500):
        query = (
            select(CODINGS).join(ASSERTIONS, ASSERTIONS.c.id == CODINGS.c.assertion_id)
            .where(CODINGS.c.double_id.in_(double_ids[start : start + 500]), ASSERTIONS.c.state == CURRENT)
            .order_by(CODINGS.c.id)
        )  # fmt: skip
        for row in connection.execute(query).mappings():
            said = Coding(row["double_id"], row["decision"], row["note"], json.loads(row["record"]), row["at"])
            found[row["assertion_id"], row["user_id"]] = said
    return found


def code(
    connection: Connection, ledger: Ledger, double: Row, assertion_id: int, user_id: int, decision: str,
    note: str | None, record: Record,
) -> None:  # fmt: skip
    """Write what one of the two says of an assertion.

    Raises `UsageError` where the user is neither of them, or is done with the report.
    """
    side = _open_side(double, user_id)
    if decision not in DECIDED:
        raise UsageError(f"{decision!r}: is no decision; there are {', '.join(DECIDED)}")
    kept = {name: record.get(name) for name in sorted(CORRECTED)} if decision != "rejected" else {}
    row = {"id": next_id(connection, "codings"), "double_id": double["id"], "assertion_id": assertion_id,
           "user_id": user_id, "decision": decision, "note": note, "record": canonical(kept),
           "at": ledger.now()}  # fmt: skip
    connection.execute(insert(CODINGS), row)
    ledger.note("code", "coding", row["id"], digest(row), {"side": side})


def done(connection: Connection, ledger: Ledger, double: Row, user_id: int) -> None:
    """Write that one of the two is done with a report.

    Raises `UsageError` where an assertion of it was not coded yet.
    """
    side = _open_side(double, user_id)
    coded = {assertion for assertion, user in codings_of(connection, [double["id"]]) if user == user_id}
    left = stated_in(connection, double["report_id"]) - coded
    if left:
        raise UsageError(f"{double['name']}: {len(left)} of its events were not coded yet")
    change_row(connection, ledger, DOUBLES, double["id"], "done", {"side": side}, **{f"{side}_at": ledger.now()})


def stated_in(connection: Connection, report_id: int) -> set[int]:
    """Return the assertions of a report that are to be coded."""
    stated = select(ASSERTIONS.c.id).where(ASSERTIONS.c.report_id == report_id, ASSERTIONS.c.state == CURRENT)
    return set(connection.scalars(stated))


def _open_side(double: Row, user_id: int) -> str:
    side = side_of(double, user_id)
    if not side:
        raise UsageError(f"{double['name']}: was given to two others")
    if double[f"{side}_at"] or double["settled_at"]:
        raise UsageError(f"{double['name']}: you are done with it; what you said stays as it is")
    return side


@dataclass(frozen=True, slots=True)
class Choice:
    """What a third chose of an assertion that two coded: the decision, why, and what it corrects."""

    name: str
    decision: str
    note: str | None
    corrections: Record


def settle(connection: Connection, ledger: Ledger, double: Row, choices: Sequence[Choice]) -> None:
    """Turn what was chosen into decisions, and open the report to everybody.

    Raises `UsageError` where it is settled already.
    """
    if double["settled_at"]:
        raise UsageError(f"{double['name']}: is settled already")
    values = {"settled_at": ledger.now(), "settled_by": ledger.by}
    change_row(connection, ledger, DOUBLES, double["id"], "settle", {"events": len(choices)}, **values)
    for choice in choices:
        decide(connection, ledger, choice.name, choice.decision, choice.note, choice.corrections)
