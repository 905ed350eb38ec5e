"""A happening written as a record: what was chosen, every other value with the accounts behind it, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from marsad.merge.account import Account
from marsad.merge.fuse import Happening, TollRange, Value, day_of


def to_record(one: Happening, accounts: Mapping[str, Account]) -> dict[str, Any]:
    """Return a happening as JSON holds it; docs/merging.md tells its fields."""
    told = [accounts[name] for name in one.accounts]
    days = sorted(account.published for account in told if account.published is not None)
    return {
        "happening_id": one.id,
        "kind": one.kind,
        "actor": one.actor,
        "target": one.target,
        "place": one.place,
        "date": {"start": day_of(one.first), "end": day_of(one.last)} if one.first else None,
        "killed": _toll(one.killed, "killed", told),
        "injured": _toll(one.injured, "injured", told),
        "status": one.status,
        "grade": one.grade.grade,
        "grade_why": one.grade.why,
        "said_by_doer": list(one.grade.by_doer),
        "said_by_others": list(one.grade.by_others),
        "denied_by": list(one.grade.deny),
        "origins": len(one.origins),
        "accounts_by_origin": [list(group) for group in one.origins],
        "reports": sorted({account.report for account in told}),
        "outlets": sorted({account.outlet for account in told if account.outlet != "-"}),
        "first_reported": day_of(days[0]) if days else None,
        "last_reported": day_of(days[-1]) if days else None,
        "accounts": list(one.accounts),
        "values": {name: [_value(name, value) for value in values] for name, values in one.fields.items() if values},
        "disagreements": one.disagreements,
        "sums_up": list(one.parts),
    }


def _toll(toll: TollRange | None, name: str, told: Sequence[Account]) -> dict[str, Any] | None:
    if toll is None:
        return None
    figures = [{"min": v.value[0], "max": v.value[1], "accounts": list(v.accounts)} for v in toll.figures]
    whole = {"low": toll.low, "best": toll.best, "high": toll.high, "rule": toll.rule, "figures": figures}
    return whole | {"among": _among(name, told)}


def _among(name: str, told: Sequence[Account]) -> list[dict[str, Any]]:
    """Return the parts of a toll that accounts count apart (children, women ...), each figure with its accounts."""
    found: dict[tuple[str, int, int | None], list[str]] = {}
    for account in told:
        for part in (account.record.get(name) or {}).get("among") or ():
            found.setdefault((part["who"], part["min"], part["max"]), []).append(account.id)
    rows = sorted(found.items(), key=lambda row: (row[0][0], -len(row[1]), row[0][1]))
    return [{"who": who, "min": low, "max": high, "accounts": ids} for (who, low, high), ids in rows]


def _value(name: str, value: Value) -> dict[str, Any]:
    shown = [day_of(day) for day in value.value] if name == "day" else value.value
    return {"value": shown, "accounts": list(value.accounts)}
