"""Comparers, one to a file: each gives the level at which two accounts agree in one respect."""

from __future__ import annotations

from collections.abc import Callable

from marsad.merge.account import Account
from marsad.merge.compare import kind, means, party, place, report, time, toll, wording
from marsad.merge.world import World

Comparer = Callable[[Account, Account, World], str]
COMPARERS: dict[str, Comparer] = {
    "place": place.compare,
    "time": time.compare,
    "kind": kind.compare,
    "actor": party.compare_actors,
    "target": party.compare_targets,
    "killed": toll.compare_killed,
    "injured": toll.compare_injured,
    "means": means.compare,
    "wording": wording.compare,
    "report": report.compare,
}


def levels(one: Account, other: Account, world: World) -> dict[str, str]:
    """Return the level of every comparer."""
    return {name: compare(one, other, world) for name, compare in COMPARERS.items()}
