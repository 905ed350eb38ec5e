"""The audit as people read it: who changed what, from what, to what, when and why.

A note of the chain holds hashes; what they are hashes of is looked up beside it.  What two coders say of a report is
never told here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from marsad.store.standing import UNDONE
from marsad.store.tables import ASSERTIONS, AUDIT, CAPTURES, CORRECTIONS, DECISIONS, JUDGEMENTS, REMARKS, REPORTS, RUNS
from marsad.store.user_tables import CODINGS, DOUBLES

PEOPLE = ("decision", "correction", "judgement", "remark", "queue", "user", "token", "double", "coding", "export")
"""What people do; the rest is what commands took in, read and merged."""
SUBJECTS = (*PEOPLE, "run", "capture", "report", "reading", "copies", "merging", "happening", "party", "place", "watch")
CHAINED = ("id", "at", "by", "run_id", "action", "subject", "subject_id", "digest", "detail", "hash")
TOLD = ("command", "of", "field", "was", "now", "why")
_PIECE = 400
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which notes: by whom, about what (`people` stands for all that people do), from and until which day."""

    by: str = ""
    subject: str = ""
    since: str = ""
    until: str = ""


def count(connection: Connection, asked: Asked) -> int:
    """Return how many notes are asked for."""
    return int(connection.scalar(_chosen(select(func.count()).select_from(AUDIT), asked)) or 0)


def page(connection: Connection, asked: Asked, start: int, size: int) -> list[Row]:
    """Return some of the notes that are asked for, the latest first, told in full."""
    query = _chosen(select(AUDIT), asked).order_by(AUDIT.c.id.desc()).limit(size).offset(start)
    return _told(connection, [dict(row) for row in connection.execute(query).mappings()])


def every(connection: Connection, asked: Asked) -> Iterator[Row]:
    """Give the notes that are asked for in the order of the chain, told in full."""
    after = 0
    while True:
        query = _chosen(select(AUDIT), asked).where(AUDIT.c.id > after).order_by(AUDIT.c.id).limit(_PIECE)
        found = [dict(row) for row in connection.execute(query).mappings()]
        if not found:
            return
        yield from _told(connection, found)
        after = found[-1]["id"]


def names(connection: Connection) -> list[str]:
    """Return everybody under whose name something was noted."""
    return list(connection.scalars(select(AUDIT.c.by).distinct().order_by(AUDIT.c.by)))


def _chosen(query: Select[Any], asked: Asked) -> Select[Any]:
    if asked.by:
        query = query.where(AUDIT.c.by == asked.by)
    if asked.subject:
        query = query.where(AUDIT.c.subject.in_(PEOPLE if asked.subject == "people" else (asked.subject,)))
    if asked.since:
        query = query.where(AUDIT.c.at >= asked.since)
    if asked.until:
        query = query.where(AUDIT.c.at < f"{asked.until}U")  # after every moment of that day: `T` comes before `U`
    return query


def _told(connection: Connection, notes: Sequence[Row]) -> list[Row]:
    """Return notes with what they are about, looked up piece by piece."""
    ids: dict[str, list[int]] = {}
    for note in notes:
        ids.setdefault(note["subject"], []).append(note["subject_id"])
    found = {subject: look(connection, ids[subject]) for subject, look in _LOOKS.items() if subject in ids}
    numbers = {note["run_id"] for note in notes}
    runs = {row.id: row.command for row in connection.execute(
        select(RUNS.c.id, RUNS.c.command).where(RUNS.c.id.in_(numbers)))}  # fmt: skip
    return [_whole(note, found.get(note["subject"], {}).get(note["subject_id"], {}), runs) for note in notes]


def _whole(note: Row, told: Row, runs: dict[int, str]) -> Row:
    """Return a note with what is told of it; what its detail says itself wins."""
    detail = json.loads(note["detail"]) if note["detail"] else {}
    said: Row = {}
    if isinstance(detail, dict):
        before, after = detail["role"] if isinstance(detail.get("role"), list) else (None, None)
        said = {"of": detail.get("name") or detail.get("assertion") or detail.get("of"), "was": before, "now": after,
                "why": detail.get("reason")}  # fmt: skip
    kept = {name: said.get(name) if said.get(name) is not None else told.get(name) for name in TOLD}
    return {**note, **kept, "command": runs.get(note["run_id"])}


def _decisions(connection: Connection, ids: list[int]) -> dict[int, Row]:
    """Return decisions with what stood before each on the same assertion."""
    earlier = DECISIONS.alias("earlier")
    before = (
        select(earlier.c.decision)
        .where(earlier.c.assertion_id == DECISIONS.c.assertion_id, earlier.c.id < DECISIONS.c.id)
        .order_by(earlier.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(DECISIONS.c.id, DECISIONS.c.decision, DECISIONS.c.note, ASSERTIONS.c.name, before.label("was"))
    query = query.join(ASSERTIONS, ASSERTIONS.c.id == DECISIONS.c.assertion_id).where(DECISIONS.c.id.in_(ids))
    return {row.id: {"of": row.name, "was": row.was or "open", "now": row.decision, "why": row.note}
            for row in connection.execute(query)}  # fmt: skip


def _corrections(connection: Connection, ids: list[int]) -> dict[int, Row]:
    """Return corrections with the value that each took the place of: an earlier correction's, or the one read."""
    query = (
        select(CORRECTIONS, DECISIONS.c.note, DECISIONS.c.assertion_id, ASSERTIONS.c.name, ASSERTIONS.c.record)
        .join(DECISIONS, DECISIONS.c.id == CORRECTIONS.c.decision_id)
        .join(ASSERTIONS, ASSERTIONS.c.id == DECISIONS.c.assertion_id)
    )
    rows = [dict(row) for row in connection.execute(query.where(CORRECTIONS.c.id.in_(ids))).mappings()]
    about = {row["assertion_id"] for row in rows}
    stands = _before(connection, about)
    found = {}
    for row in rows:
        earlier = stands.get((row["assertion_id"], row["field"], row["decision_id"]))
        was = earlier if earlier is not None else json.dumps(json.loads(row["record"]).get(row["field"]))
        found[row["id"]] = {"of": row["name"], "field": row["field"], "was": short(was), "now": short(row["value"]),
                            "why": row["note"]}  # fmt: skip
    return found


def _before(connection: Connection, about: set[int]) -> dict[tuple[int, str, int], str]:
    """Return, for each assertion, field and decision that corrects it, the value that an earlier decision had put."""
    history = (
        select(DECISIONS.c.assertion_id, DECISIONS.c.id, DECISIONS.c.decision, CORRECTIONS.c.field, CORRECTIONS.c.value)
        .outerjoin(CORRECTIONS, CORRECTIONS.c.decision_id == DECISIONS.c.id)
        .where(DECISIONS.c.assertion_id.in_(about))
        .order_by(DECISIONS.c.id, CORRECTIONS.c.id)
    )
    stacks: dict[int, list[tuple[int, dict[str, str]]]] = {}
    found: dict[tuple[int, str, int], str] = {}
    for one in connection.execute(history):
        stack = stacks.setdefault(one.assertion_id, [])
        if one.decision == UNDONE:
            if stack:
                stack.pop()
            continue
        if not stack or stack[-1][0] != one.id:
            stack.append((one.id, {}))
        if one.field is None:
            continue
        earlier = next((values[one.field] for _, values in reversed(stack[:-1]) if one.field in values), None)
        if earlier is not None:
            found[one.assertion_id, one.field, one.id] = earlier
        stack[-1][1][one.field] = one.value
    return found


def short(value: str | None) -> str | None:
    """Return a field's value, kept as JSON, in a few words: `الرقّة`, `3-5`, `2017-04-05`."""
    said = json.loads(value or "null")
    listed = said if isinstance(said, list) else [said]
    words = [word for one in listed if (word := _short(one))]
    return ", ".join(words) or None


def _short(one: Any) -> str:
    if not isinstance(one, dict):
        return "" if one is None else str(one)
    if "min" in one:
        low, high = one["min"], one.get("max")
        return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"
    if "start" in one:
        return str(one["start"]) if one["start"] == one.get("end") else f"{one['start']}/{one.get('end')}"
    return str(one.get("name_ar") or one.get("name") or one.get("text") or "")


def _judgements(connection: Connection, ids: list[int]) -> dict[int, Row]:
    one, other = ASSERTIONS.alias("one"), ASSERTIONS.alias("other")
    query = (
        select(JUDGEMENTS.c.id, JUDGEMENTS.c.verdict, JUDGEMENTS.c.why, one.c.name, other.c.name.label("second"))
        .join(one, one.c.id == JUDGEMENTS.c.one_id)
        .join(other, other.c.id == JUDGEMENTS.c.other_id)
    )
    found = connection.execute(query.where(JUDGEMENTS.c.id.in_(ids)))
    return {row.id: {"of": f"{row.name}, {row.second}", "now": row.verdict, "why": row.why} for row in found}


def _remarks(connection: Connection, ids: list[int]) -> dict[int, Row]:
    query = select(REMARKS.c.id, REMARKS.c.what, REMARKS.c.words, ASSERTIONS.c.name)
    query = query.join(ASSERTIONS, ASSERTIONS.c.id == REMARKS.c.assertion_id).where(REMARKS.c.id.in_(ids))
    return {row.id: {"of": row.name, "field": row.what, "now": row.words} for row in connection.execute(query)}


def _reports(connection: Connection, ids: list[int]) -> dict[int, Row]:
    found = connection.execute(select(REPORTS.c.id, REPORTS.c.name).where(REPORTS.c.id.in_(ids)))
    return {row.id: {"of": row.name} for row in found}


def _captures(connection: Connection, ids: list[int]) -> dict[int, Row]:
    found = connection.execute(select(CAPTURES.c.id, CAPTURES.c.origin).where(CAPTURES.c.id.in_(ids)))
    return {row.id: {"of": row.origin} for row in found}


def _doubles(connection: Connection, ids: list[int]) -> dict[int, Row]:
    query = select(DOUBLES.c.id, REPORTS.c.name).join(REPORTS, REPORTS.c.id == DOUBLES.c.report_id)
    return {row.id: {"of": row.name} for row in connection.execute(query.where(DOUBLES.c.id.in_(ids)))}


def _codings(connection: Connection, ids: list[int]) -> dict[int, Row]:
    """Return of which assertion somebody said something; not what."""
    query = select(CODINGS.c.id, ASSERTIONS.c.name).join(ASSERTIONS, ASSERTIONS.c.id == CODINGS.c.assertion_id)
    return {row.id: {"of": row.name} for row in connection.execute(query.where(CODINGS.c.id.in_(ids)))}


_LOOKS = {
    "decision": _decisions, "correction": _corrections, "judgement": _judgements, "remark": _remarks,
    "report": _reports, "reading": _reports, "capture": _captures, "double": _doubles, "coding": _codings,
}  # fmt: skip
