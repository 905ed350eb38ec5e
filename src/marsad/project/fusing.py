"""Groups of accounts made happenings that keep their names; a day's total is found beside its parts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from marsad.merge import Merger, fuse
from marsad.merge.merger import happening_id, redirects
from marsad.merge.record import to_record
from marsad.merge.totals import Tolled, ground, sums
from marsad.store import happenings
from marsad.store.accounts import copies_of

Group = tuple[str, ...]
Row = dict[str, Any]


@dataclass(slots=True)
class Fused:
    """Rows to write, the name of each group, and which names are no more, with the one that each leads to."""

    rows: list[Row] = field(default_factory=list)
    names: dict[Group, str] = field(default_factory=dict)
    gone: dict[str, str | None] = field(default_factory=dict)


def fused(
    connection: Connection,
    merger: Merger,
    groups: Sequence[Group],
    rule: str,
    old: Iterable[str],
    before: Mapping[str, str],
) -> Fused:
    """Return the happenings of groups.

    `old` are the names of the happenings that may change, `before` tells for each account of which one it was part.
    """
    names = name_groups(groups, before, _taken(connection, groups, set(old)))
    copies = copies_of(connection)
    found = Fused(names=names)
    for group in groups:
        told = [merger.accounts[account] for account in group]
        one = replace(fuse(told, merger.world, rule, copies), id=names[group])
        found.rows.append(happenings.to_row(to_record(one, merger.accounts), *ground(one, merger.accounts)))
    now = {account: name for group, name in names.items() for account in group}
    leads = redirects(dict(before), now)
    found.gone = {name: leads.get(name) for name in sorted(set(old) - set(names.values()))}
    return found


def name_groups(groups: Sequence[Group], before: Mapping[str, str], taken: set[str]) -> dict[Group, str]:
    """Return a name for each group: that which most of its accounts had, else one made of its first account.

    A name goes to the group that has most of those that had it, of two to the one that it was made of, so that what is
    split again gets its names back; the other groups get new ones, none of `taken`.
    """
    votes = [
        (-number, name != next(_candidates(group)), name, group)
        for group in groups
        for name, number in Counter(before[account] for account in group if account in before).items()
    ]
    names: dict[Group, str] = {}
    used = set(taken)
    for *_, name, group in sorted(votes):
        if group not in names and name not in used:
            names[group] = name
            used.add(name)
    for group in groups:
        if group not in names:
            names[group] = next(name for name in _candidates(group) if name not in used)
            used.add(names[group])
    return names


def _candidates(group: Group) -> Iterator[str]:
    """Give names for a group, the one of its first account before all."""
    yield from (happening_id((account,)) for account in group)
    number = 2
    while True:
        yield happening_id((f"{group[0]} {number}",))
        number += 1


def _taken(connection: Connection, groups: Sequence[Group], old: set[str]) -> set[str]:
    """Return the names that others have who do not change."""
    wanted = {happening_id((account,)) for group in groups for account in group}
    rows = happenings.named(connection, wanted)
    return {row["name"] for row in rows if row["state"] != happenings.GONE and row["name"] not in old}


def mark_sums(connection: Connection, rows: list[Row], old: Iterable[str], *, everything: bool) -> list[Row]:
    """Return the rows, with those that sum up others marked; also rows of others for which that changes.

    `everything` says that the rows are all there are.
    """
    fresh = {row["name"]: row for row in rows}
    others = {} if everything else _beside(connection, rows, set(old) | set(fresh))
    parts = sums(map(_tolled, _with_toll([*fresh.values(), *others.values()])))
    beside = [row for row in others.values() if row["wide"]]
    marked = [(row, _marked(row, parts.get(row["name"], ()))) for row in (*rows, *beside)]
    return [now for row, now in marked if row["name"] in fresh or now is not row]


def _marked(row: Row, parts: Sequence[str]) -> Row:
    """Return a happening's row with what it sums up, the same row where that is so already."""
    record = json.loads(row["record"]) if row["wide"] else {}
    if record.get("sums_up", []) == list(parts):
        return row
    return row | {"record": json.dumps(record | {"sums_up": list(parts)}, ensure_ascii=False, allow_nan=False)}


def _beside(connection: Connection, rows: Sequence[Row], own: set[str]) -> dict[str, Row]:
    """Return the happenings that may be totals of these rows or parts of them, now or as they were before."""
    before = happenings.named(connection, own)
    told = [(row["date_start"], row["date_end"]) for row in _with_toll([*rows, *before])]
    if not told:
        return {}
    first, last = min(start for start, _ in told), max(end for _, end in told)
    wide = list(happenings.with_tolls(connection, first, _day(last, 1), wide=True))
    totals = [*wide, *(row for row in rows if row["wide"] and row["date_start"])]
    if not totals:
        return {}
    begin, end = min(row["date_start"] for row in totals), max(row["date_end"] for row in totals)
    parts = happenings.with_tolls(connection, _day(begin, -1), end, wide=False)
    return {row["name"]: row for row in (*wide, *parts) if row["name"] not in own}


def _with_toll(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row["killed_low"] is not None and row["date_start"] is not None)


def _tolled(row: Row) -> Tolled:
    first, last = (date.fromisoformat(row[name]).toordinal() for name in ("date_start", "date_end"))
    regions = frozenset(row["regions"].split("|")) if row["regions"] else frozenset()
    return Tolled(row["name"], first, last, row["wide"], regions, row["killed_low"], row["killed_high"])


def _day(day: str, more: int) -> str:
    return date.fromordinal(date.fromisoformat(day).toordinal() + more).isoformat()
