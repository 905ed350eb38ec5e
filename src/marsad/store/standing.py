"""Decisions of people, which of them stand, and the record of an event as they corrected it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, select

from marsad.store.tables import CORRECTIONS, DECISIONS

UNDONE = "undone"
_ASKED = 500


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, and the fields that it corrects."""

    id: int
    decision: str
    note: str | None
    by: str
    at: str
    digest: str
    corrections: dict[str, Any] = field(default_factory=dict)


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions of one assertion that were not taken back, the oldest first."""
    found: list[Decision] = []
    for one in decisions:
        if one.decision != UNDONE:
            found.append(one)
        elif found:
            found.pop()
    return found


def corrected(record: Mapping[str, Any], stands: Iterable[Decision]) -> dict[str, Any]:
    """Return a record with what people corrected in the place of what was read."""
    changes = {name: value for one in stands for name, value in one.corrections.items()}
    return {**record, **changes}


def decisions_on(connection: Connection, ids: Sequence[int]) -> dict[int, list[Decision]]:
    """Return all decisions on assertions, by assertion, the oldest first."""
    found: dict[int, list[Decision]] = defaultdict(list)
    query = select(DECISIONS).where(DECISIONS.c.assertion_id.in_(bindparam("ids", expanding=True)))
    for start in range(0, len(ids), _ASKED):
        part = {"ids": ids[start : start + _ASKED]}
        rows = connection.execute(query.order_by(DECISIONS.c.id), part).mappings().all()
        for row, decision in _with_corrections(connection, rows):
            found[row["assertion_id"]].append(decision)
    return found


def all_decisions(connection: Connection) -> Iterator[tuple[int, Decision]]:
    """Give every decision, the oldest first, each with the number of its assertion."""
    rows = connection.execute(select(DECISIONS).order_by(DECISIONS.c.id)).mappings().all()
    for row, decision in _with_corrections(connection, rows):
        yield row["assertion_id"], decision


def _with_corrections(connection: Connection, rows: Sequence[Any]) -> Iterator[tuple[Any, Decision]]:
    changes: dict[int, dict[str, Any]] = defaultdict(dict)
    query = select(CORRECTIONS).where(CORRECTIONS.c.decision_id.in_(bindparam("ids", expanding=True)))
    for start in range(0, len(rows), _ASKED):
        ids = [row["id"] for row in rows[start : start + _ASKED]]
        for one in connection.execute(query, {"ids": ids}).mappings():
            changes[one["decision_id"]][one["field"]] = json.loads(one["value"])
    for row in rows:
        told = {name: row[name] for name in ("id", "decision", "note", "by", "at", "digest")}
        yield row, Decision(**told, corrections=changes.get(row["id"], {}))
