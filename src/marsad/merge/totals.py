"""A day's total is no happening beside its parts: what only sums up others is found, and its toll left out of sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from marsad.merge.account import Account
from marsad.merge.fuse import Happening

FEW = 2
"""So many parts at least make a total."""


@dataclass(frozen=True, slots=True)
class Tolled:
    """What totals are found by: the days (ordinal), the regions that its accounts name, its toll of dead.

    A region is `SY/Idlib`, or `SY/-` where only the country is told; `wide` says that no account names an exact place.
    """

    id: str
    first: int
    last: int
    wide: bool
    regions: frozenset[str]
    low: int
    high: int


def tolled(one: Happening, accounts: Mapping[str, Account]) -> Tolled | None:
    """Return what totals need of a happening; None where it has no day or no toll of dead."""
    if one.killed is None or one.first is None:
        return None
    wide, regions = ground(one, accounts)
    high = one.killed.high or one.killed.best
    return Tolled(one.id, one.first, one.last or one.first, wide, regions, one.killed.low, high)


def ground(one: Happening, accounts: Mapping[str, Account]) -> tuple[bool, frozenset[str]]:
    """Return whether no account of a happening names an exact place, and the regions of those that are named."""
    spots = [spot for name in one.accounts for spot in accounts[name].spots]
    return bool(spots) and all(spot.wide for spot in spots), frozenset(spot.admin1 for spot in spots)


def sums(found: Iterable[Tolled]) -> dict[str, tuple[str, ...]]:
    """Return for each that sums up others the ids of its parts, sorted."""
    on: dict[tuple[str, int], list[Tolled]] = defaultdict(list)
    wide: list[Tolled] = []
    for one in found:
        if one.wide:
            wide.append(one)
            continue
        for region in one.regions | {_country(region) for region in one.regions}:
            on[region, one.first].append(one)
    parts = {one.id: _parts(one, on) for one in wide}
    return {id: tuple(sorted(names)) for id, names in parts.items() if names}


def _country(region: str) -> str:
    return region.split("/", maxsplit=1)[0]


def _parts(one: Tolled, on: Mapping[tuple[str, int], Sequence[Tolled]]) -> set[str]:
    """Return the exact happenings of those days and regions whose tolls a total may hold."""
    regions = {_country(region) if region.endswith("/-") else region for region in one.regions}
    days = range(one.first - 1, one.last + 1)
    found = {part.id: part.low for region in regions for day in days for part in on.get((region, day), ())}
    return set(found) if len(found) >= FEW and max(found.values()) < one.high else set()


def mark_totals(happenings: Sequence[Happening], accounts: Mapping[str, Account]) -> list[Happening]:
    """Return the happenings, those that sum up others with their parts."""
    parts = sums(row for one in happenings if (row := tolled(one, accounts)) is not None)
    return [replace(one, parts=parts[one.id]) if one.id in parts else one for one in happenings]


def deaths(happenings: Iterable[Happening]) -> int:
    """Return the sum of the chosen tolls of the dead, without totals, and without what one side alone claims."""
    return sum(one.killed.best for one in happenings if counts(one) and one.killed is not None)


def counts(one: Happening) -> bool:
    """Tell whether a happening's toll is added up."""
    return one.killed is not None and not one.parts and one.status in ("happened", "disputed", "failed")
