"""Happenings as a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marsad.merge import Account
from marsad.merge.fuse import Happening, TollRange, day_of


def lines(found: Sequence[Happening], accounts: Mapping[str, Account]) -> Iterator[str]:
    """Give a line for each happening, and one for each field of which accounts disagree."""
    yield f"{'day':<11}{'kind':<21}{'where':<24}{'killed':>9}  {'grade':<13}{'origins':>7}{'reports':>8}"
    for one in found:
        reports = len({accounts[name].report for name in one.accounts})
        where = _name(one.place) or "-"
        yield (
            f"{day_of(one.first) or '-':<11}{one.kind:<21}{where[:23]:<24}{killed(one.killed):>9}  "
            f"{one.grade.grade:<13}{len(one.origins):>7}{reports:>8}"
        )
        who = " → ".join(name or "?" for name in (_name(one.actor), _name(one.target)))
        yield f"{'':<11}{who}"
        if one.killed is not None and len(one.killed.figures) > 1:
            told = ", ".join(f"{_range(v.value)} ({len(v.accounts)})" for v in one.killed.figures)
            yield f"{'':<11}accounts of the dead: {told}"
        if one.parts:
            yield f"{'':<11}sums up {len(one.parts)} others; its toll is not added"


def killed(toll: TollRange | None) -> str:
    """Return a toll as `12`, `9-14` or `-`."""
    if toll is None:
        return "-"
    return str(toll.best) if toll.low == (toll.high or toll.low) else f"{toll.low}-{toll.high or ''}"


def _range(value: tuple[int, int | None]) -> str:
    low, high = value
    return f"{low}+" if high is None else str(low) if low == high else f"{low}-{high}"


def _name(record: Mapping[str, Any] | None) -> str | None:
    return (record.get("name") or record.get("text")) if record else None
