"""What people judge of two assertions: the same happening or not; the last word on a pair stands, all words stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from marsad.errors import UsageError
from marsad.merge.judgements import Judgement
from marsad.store.database import next_id
from marsad.store.happenings import members_of, resolve
from marsad.store.ledger import Ledger, digest
from marsad.store.tables import ASSERTIONS, JUDGEMENTS


def judge(connection: Connection, ledger: Ledger, one: str, other: str, verdict: str, why: str | None) -> int:
    """Note a verdict on every pair of two sides, each an assertion or all those of a happening; return how many.

    Two sides that share an assertion are judged without it, so that one can be taken out of its own happening.
    """
    first, second = side(connection, one), side(connection, other)
    pairs = sorted({(min(a, b), max(a, b)) for a in first for b in second if a != b})
    if verdict == "withdrawn":
        pairs = [pair for pair in pairs if pair in _standing(connection, first | second)]
        if not pairs:
            raise UsageError(f"{one}, {other}: nobody has judged them, so there is nothing to withdraw")
    if not pairs:
        raise UsageError(f"{one}, {other}: are one and the same; name two assertions, or an assertion and a happening")
    next_one = next_id(connection, "judgements")
    for number, (a, b) in enumerate(pairs, next_one):
        row = {
            "id": number, "one_id": a, "other_id": b, "verdict": verdict,
            "by": ledger.by, "at": ledger.now(), "why": why,
        }  # fmt: skip
        connection.execute(insert(JUDGEMENTS), row)
        ledger.note("judge", "judgement", number, digest(row), {"one": one, "other": other, "verdict": verdict})
    return len(pairs)


def _standing(connection: Connection, ids: set[int]) -> set[tuple[int, int]]:
    """Return the pairs of these assertions of which a verdict stands."""
    query = select(JUDGEMENTS).where(JUDGEMENTS.c.one_id.in_(ids), JUDGEMENTS.c.other_id.in_(ids))
    last = {
        (row["one_id"], row["other_id"]): row["verdict"]
        for row in connection.execute(query.order_by(JUDGEMENTS.c.id)).mappings()
    }
    return {pair for pair, verdict in last.items() if verdict != "withdrawn"}


def side(connection: Connection, name: str) -> set[int]:
    """Return the ids of the assertions that a name stands for: itself, or the members of a happening."""
    found = set(connection.scalars(select(ASSERTIONS.c.id).where(ASSERTIONS.c.name == name)))
    if found:
        return found
    happening = resolve(connection, name)
    if happening is None:
        raise UsageError(f"{name}: no such assertion or happening; marsad list happenings shows them")
    return members_of(connection, [happening["id"]])


def all_judgements(connection: Connection) -> Iterator[Judgement]:
    """Give all judgements, oldest first, by the names of their assertions."""
    for row in connection.execute(_named()).mappings():
        yield Judgement(row["one"], row["other"], row["verdict"], row["by"], row["at"], row["why"] or "")


def judged(connection: Connection, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Give the judgements about any of these assertions, oldest first."""
    query = _named().where(JUDGEMENTS.c.one_id.in_(ids) | JUDGEMENTS.c.other_id.in_(ids))
    for row in connection.execute(query).mappings():
        yield dict(row)


def _named() -> Select[Any]:
    one, other = ASSERTIONS.alias("first"), ASSERTIONS.alias("second")
    return (
        select(
            one.c.name.label("one"), other.c.name.label("other"),
            JUDGEMENTS.c.verdict, JUDGEMENTS.c.by, JUDGEMENTS.c.at, JUDGEMENTS.c.why,
        )
        .join(one, one.c.id == JUDGEMENTS.c.one_id)
        .join(other, other.c.id == JUDGEMENTS.c.other_id)
        .order_by(JUDGEMENTS.c.id)
    )  # fmt: skip
