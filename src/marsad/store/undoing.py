"""Take back all that one run decided or judged, as far as nobody has changed it since."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, select

from marsad.errors import UsageError
from marsad.store.decisions import decide
from marsad.store.judgements import judge
from marsad.store.ledger import Ledger
from marsad.store.standing import UNDONE
from marsad.store.tables import ASSERTIONS, AUDIT, DECISIONS, JUDGEMENTS


class Undone(NamedTuple):
    """How much was taken back, and how much was left as others have decided on it since."""

    taken: int
    left: int


def undo_run(connection: Connection, ledger: Ledger, run: int) -> Undone:
    """Take back the decisions and judgements of a run.

    Raises `UsageError` where it has none.
    """
    decisions, judgements = _noted(connection, run, "decision"), _noted(connection, run, "judgement")
    if not decisions and not judgements:
        raise UsageError(f"run {run}: decided nothing that could be taken back")
    one, other = _decisions(connection, ledger, decisions), _judgements(connection, ledger, judgements)
    return Undone(one.taken + other.taken, one.left + other.left)


def _noted(connection: Connection, run: int, subject: str) -> list[int]:
    query = select(AUDIT.c.subject_id).where(AUDIT.c.subject == subject, AUDIT.c.run_id == run)
    return list(connection.scalars(query.order_by(AUDIT.c.id)))


def _decisions(connection: Connection, ledger: Ledger, ids: list[int]) -> Undone:
    taken = left = 0
    last = select(func.max(DECISIONS.c.id))
    for id in reversed(ids):
        row = connection.execute(
            select(DECISIONS.c.assertion_id, DECISIONS.c.decision, ASSERTIONS.c.name)
            .join(ASSERTIONS, ASSERTIONS.c.id == DECISIONS.c.assertion_id)
            .where(DECISIONS.c.id == id)
        ).one()
        newest = connection.scalar(last.where(DECISIONS.c.assertion_id == row.assertion_id))
        if newest != id or row.decision == UNDONE:
            left += 1
            continue
        decide(connection, ledger, row.name, UNDONE, None)
        taken += 1
    return Undone(taken, left)


def _judgements(connection: Connection, ledger: Ledger, ids: list[int]) -> Undone:
    """Give each pair the verdict that it had before."""
    taken = left = 0
    one, other = ASSERTIONS.alias("first"), ASSERTIONS.alias("second")
    for id in ids:
        row = connection.execute(
            select(JUDGEMENTS, one.c.name.label("one"), other.c.name.label("other"))
            .join(one, one.c.id == JUDGEMENTS.c.one_id)
            .join(other, other.c.id == JUDGEMENTS.c.other_id)
            .where(JUDGEMENTS.c.id == id)
        ).one()
        pair = (JUDGEMENTS.c.one_id == row.one_id, JUDGEMENTS.c.other_id == row.other_id)
        newest = connection.scalar(select(func.max(JUDGEMENTS.c.id)).where(*pair))
        if newest != id:
            left += 1
            continue
        earlier = select(JUDGEMENTS.c.verdict).where(*pair, JUDGEMENTS.c.id < id).order_by(JUDGEMENTS.c.id.desc())
        judge(connection, ledger, row.one, row.other, connection.scalar(earlier.limit(1)) or "withdrawn", None)
        taken += 1
    return Undone(taken, left)
