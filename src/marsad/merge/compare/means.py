"""With what: the same weapon, another, or none named."""

from __future__ import annotations

from marsad.merge.account import Account
from marsad.merge.world import World


def compare(one: Account, other: Account, world: World) -> str:  # noqa: ARG001
    """Return how the means agree."""
    if one.means is None or other.means is None:
        return "unnamed"
    return "same" if one.means == other.means else "other"
