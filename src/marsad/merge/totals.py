"""A day's total is no happening beside its parts: what only sums up others is found, and its toll left out of sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from marsad.merge.account import Account
from marsad.merge.fuse import Happening

FEW = 2
"""So many parts at least make a total."""


def mark_totals(happenings: Sequence[Happening], accounts: dict[str, Account]) -> list[Happening]:
    """Return the happenings, those that sum up others with their parts."""
    ground: dict[tuple[str, int], list[Happening]] = defaultdict(list)
    for one in happenings:
        for region in _regions(one, accounts):
            if one.first is not None:
                ground[region, one.first].append(one)
    return [
        replace(one, parts=tuple(sorted(_parts(one, ground, accounts)))) if _is_wide(one, accounts) else one
        for one in happenings
    ]


def deaths(happenings: Iterable[Happening]) -> int:
    """Return the sum of the chosen tolls of the dead, without totals, and without what one side alone claims."""
    return sum(one.killed.best for one in happenings if counts(one) and one.killed is not None)


def counts(one: Happening) -> bool:
    """Tell whether a happening's toll is added up."""
    return one.killed is not None and not one.parts and one.status in ("happened", "disputed", "failed")


def _regions(one: Happening, accounts: dict[str, Account]) -> set[str]:
    spots = [spot for name in one.accounts for spot in accounts[name].spots]
    return {spot.admin1 for spot in spots} | {spot.admin1.split("/")[0] for spot in spots}


def _is_wide(one: Happening, accounts: dict[str, Account]) -> bool:
    """Tell whether no account names an exact place, and a toll is given."""
    spots = [spot for name in one.accounts for spot in accounts[name].spots]
    return one.killed is not None and one.first is not None and bool(spots) and all(spot.wide for spot in spots)


def _parts(one: Happening, ground: dict[tuple[str, int], list[Happening]], accounts: dict[str, Account]) -> set[str]:
    """Return the exact happenings of that day and region whose tolls a total may hold."""
    spots = [spot for name in one.accounts for spot in accounts[name].spots]
    regions = {spot.admin1.split("/")[0] if spot.admin1.endswith("/-") else spot.admin1 for spot in spots}
    found: dict[str, int] = {}
    for region in regions:
        for day in range((one.first or 0) - 1, (one.last or one.first or 0) + 1):
            for other in ground.get((region, day), ()):
                if other.id != one.id and other.killed is not None and not _is_wide(other, accounts):
                    found[other.id] = other.killed.low
    total = one.killed.high or one.killed.best if one.killed else 0
    return set(found) if len(found) >= FEW and max(found.values()) < total else set()
