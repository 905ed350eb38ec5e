"""Who and to whom: the same party, one that belongs to the other, or another."""

from __future__ import annotations

from marsad.merge.account import Account
from marsad.merge.world import World

SOFT = frozenset({"words:civilians", "words:civilian property", "words:protesters"})
"""Targets that accounts of one happening name beside the party that was hit."""


def compare_actors(one: Account, other: Account, world: World) -> str:
    """Return how the doers agree."""
    return _compare(one.actor, other.actor, world)


def compare_targets(one: Account, other: Account, world: World) -> str:
    """Return how those agree to whom it was done."""
    return _compare(one.target, other.target, world)


def _compare(one: str | None, other: str | None, world: World) -> str:
    if one is None or other is None:
        return "neither" if one is other else "unnamed"
    if one == other:
        return "same"
    line, others = world.line(one), world.line(other)
    if one in others or other in line or (len(line) > 1 and len(others) > 1 and line[1] == others[1]):
        return "kin"
    if one in SOFT or other in SOFT:
        return "soft"
    if one.startswith("words:") or other.startswith("words:"):
        shared = set(one.removeprefix("words:").split()) & set(other.removeprefix("words:").split())
        return "shared words" if shared else "words"
    return "other"
