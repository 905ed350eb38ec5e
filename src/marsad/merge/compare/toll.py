"""How many: equal counts tie two accounts the closer the higher they are; counts of one happening often rise."""

from __future__ import annotations

from marsad.merge.account import Account, Range
from marsad.merge.world import World

MANY = 3
CLOSE, WIDE = 1.5, 3.0
"""Up to so many times the lower count, the higher may be a later or another count of the same."""


def compare_killed(one: Account, other: Account, world: World) -> str:  # noqa: ARG001
    """Return how the counts of the dead agree."""
    return _compare(one.killed, other.killed)


def compare_injured(one: Account, other: Account, world: World) -> str:  # noqa: ARG001
    """Return how the counts of the injured agree."""
    return _compare(one.injured, other.injured)


def _compare(one: Range | None, other: Range | None) -> str:
    if one is None or other is None:
        return "neither" if one is other else "one"
    if one == other:
        return "same many" if one[0] >= MANY else "same"
    if 1 in (one[0], other[0]) and None in (one[1], other[1]):
        return "vague"
    low, high = sorted((one[0], other[0]))
    if low == high:
        return "same"
    ratio = high / max(low, 1)
    return "close" if ratio <= CLOSE or high - low == 1 else "wide" if ratio <= WIDE else "apart"
