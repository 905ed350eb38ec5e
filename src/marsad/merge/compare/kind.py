"""What: the same kind, sorts of attack that reports confuse, or another."""

from __future__ import annotations

from marsad.merge.account import Account
from marsad.merge.world import World

VAGUE = frozenset({"armed_clash", "civilian_attack", "explosion"})
"""Kinds by which a report may name an attack whose means it does not tell."""
ATTACKS = frozenset(
    "air_strike shelling ied suicide_bombing explosion chemical_attack armed_clash civilian_attack".split()
)


def compare(one: Account, other: Account, world: World) -> str:
    """Return `same`, `near` (one family), `vague` (one names an attack loosely) or `other`."""
    if one.kind == other.kind:
        return "same"
    if world.family(one.kind) == world.family(other.kind):
        return "near"
    loose = one.kind in VAGUE or other.kind in VAGUE
    return "vague" if loose and one.kind in ATTACKS and other.kind in ATTACKS else "other"
