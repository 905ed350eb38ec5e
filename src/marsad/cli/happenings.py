"""Happenings for a terminal: a table of many, or one whole; from their records (docs/merging.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Record = Mapping[str, Any]


def lines(records: Iterable[Record], *, ids: bool = False) -> Iterator[str]:
    """Give a line for each happening, one for who did it to whom, and one for tolls of which accounts disagree."""
    yield f"{'day':<11}{'kind':<21}{'where':<24}{'killed':>9}  {'grade':<13}{'origins':>7}{'reports':>8}"
    for one in records:
        day = (one["date"] or {}).get("start") or "-"
        where = _name(one["place"]) or "-"
        yield (
            f"{day:<11}{one['kind']:<21}{where[:23]:<24}{killed(one['killed']):>9}  "
            f"{one['grade']:<13}{one['origins']:>7}{len(one['reports']):>8}"
        )
        who = " → ".join(name or "?" for name in (_name(one["actor"]), _name(one["target"])))
        yield f"{'':<11}{who}" + (f"  {one['happening_id']}" if ids else "")
        if one["killed"] and len(one["killed"]["figures"]) > 1:
            told = ", ".join(f"{_range(v)} ({len(v['accounts'])})" for v in one["killed"]["figures"])
            yield f"{'':<11}accounts of the dead: {told}"
        if one["sums_up"]:
            yield f"{'':<11}sums up {len(one['sums_up'])} others; its toll is not added"


def whole(one: Record) -> Iterator[str]:
    """Give all that is known of one happening: what was chosen, and every value with the accounts behind it."""
    when = one["date"] or {}
    yield f"{one['happening_id']}  {one['kind'].replace('_', ' ')}, {one['status']}"
    yield f"who         {_name(one['actor']) or '?'} → {_name(one['target']) or '?'}"
    yield f"where       {_name(one['place']) or '-'}"
    yield f"day         {when.get('start') or '-'}" + (
        f" to {when['end']}" if when.get("end") != when.get("start") else ""
    )
    for name in ("killed", "injured"):
        if one[name]:
            yield f"{name:<12}{killed(one[name])} by the rule '{one[name]['rule']}'"
            yield from (f"{'':<12}{_range(v)}: {', '.join(v['accounts'])}" for v in one[name]["figures"])
            yield from (f"{'':<12}among them {v['who']} {_range(v)}" for v in one[name]["among"])
    yield f"grade       {one['grade']}: {one['grade_why']}"
    yield f"origins     {one['origins']}"
    for name in one["disagreements"]:
        yield f"{name} is told in several ways:"
        yield from (f"{'':<12}{_told(v['value'])}: {', '.join(v['accounts'])}" for v in one["values"][name])
    if one["sums_up"]:
        yield f"sums up     {', '.join(one['sums_up'])}; its toll is not added"


def killed(toll: Record | None) -> str:
    """Return a toll as `12`, `9-14` or `-`."""
    if toll is None:
        return "-"
    low, high = toll["low"], toll["high"]
    return str(toll["best"]) if low == (high or low) else f"{low}-{high or ''}"


def _range(value: Record) -> str:
    low, high = value["min"], value["max"]
    return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"


def _told(value: object) -> str:
    if isinstance(value, list | tuple):
        return " to ".join(dict.fromkeys(str(part) for part in value if part is not None))
    return str(value)


def _name(record: Record | None) -> str | None:
    return (record.get("name") or record.get("text")) if record else None
