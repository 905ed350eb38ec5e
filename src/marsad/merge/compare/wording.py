"""In what words: how large a part of the shorter telling is in the longer."""

from __future__ import annotations

from marsad.merge.account import Account
from marsad.merge.world import World


def compare(one: Account, other: Account, world: World) -> str:  # noqa: ARG001
    """Return how alike the words are that state the two."""
    if not one.words or not other.words:
        return "unknown"
    share = len(one.words & other.words) / min(len(one.words), len(other.words))
    return "most" if share >= 0.7 else "many" if share >= 0.45 else "some" if share >= 0.25 else "few"
