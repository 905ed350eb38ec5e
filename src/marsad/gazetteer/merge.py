"""One place of several records: by shared ids, or by a shared name nearby; no name is lost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from marsad.gazetteer.geometry import distance_km
from marsad.gazetteer.records import Record, key_of

SAME_KM = 2.0
"""Places of one name nearer than this are one."""
UNIT_KM = (SAME_KM, 150.0, 40.0, 15.0)
"""The same for units of each order, whose middles are told less alike."""
PRIORITY = ("own", "marsad", "ocha", "opensyria", "geonames", "wof", "osm")
"""Whose id, name and sort of place count where sources differ, the first first; tables imported come last."""
KEPT_APART = frozenset({"own", "marsad"})
MEASURED = ("own", "ocha", "geonames", "wof", "osm")
"""Whose points count before those of Marsad's own tables, many of which are estimates."""
SETTLED = frozenset({"city", "town", "village", "area"})
LEAST_DOUBT = 5.0
"""An estimated point is taken for a measured one of the same name that is no further off than this."""
_ESTIMATE = re.compile(r"±(\d+)")


def merge(records: Iterable[Record]) -> list[Record]:
    """Return each place once, sorted by id, with all its names and ids."""
    listed = sorted(records, key=lambda one: (_rank(one), one.id, one.where))
    groups = _Groups(listed)
    _join_ids(groups)
    _join_names(groups)
    found: dict[int, list[Record]] = defaultdict(list)
    for at, record in enumerate(listed):
        found[groups.root(at)].append(record)
    return sorted((_one(group) for group in found.values()), key=lambda one: one.id)


def _rank(record: Record) -> int:
    return PRIORITY.index(record.source) if record.source in PRIORITY else len(PRIORITY)


class _Groups:
    """Which records are one place; two units, or two of our own rows, of one source are never joined by a name."""

    def __init__(self, listed: list[Record]) -> None:
        self.listed = listed
        self.roots = list(range(len(listed)))
        self.sources = [{one.source} if one.level or one.source in KEPT_APART else set[str]() for one in listed]

    def root(self, at: int) -> int:
        while self.roots[at] != at:
            self.roots[at] = self.roots[self.roots[at]]
            at = self.roots[at]
        return at

    def join(self, one: int, other: int, *, surely: bool) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        if first != second and (surely or not self.sources[first] & self.sources[second]):
            self.roots[second] = first
            self.sources[first] |= self.sources[second]


def _join_ids(groups: _Groups) -> None:
    """Join what shares an id and is a unit of the same order, or no unit."""
    first: dict[tuple[str, int], int] = {}
    for at, record in enumerate(groups.listed):
        for id in (record.id, *record.same):
            known = first.setdefault((id, record.level), at)
            if known != at:
                groups.join(known, at, surely=True)


def _join_names(groups: _Groups) -> None:
    """Join what shares a name, is the same sort of place, and lies near; the nearest first."""
    called: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for at, record in enumerate(groups.listed):
        for key in keys(record):
            called[record.country, record.level, key].append(at)
    pairs: set[tuple[float, int, int]] = set()
    for places in called.values():
        for number, one in enumerate(places):
            for other in places[number + 1 :]:
                away = _apart(groups.listed[one], groups.listed[other])
                if away is not None:
                    pairs.add((away, one, other))
    for _, one, other in sorted(pairs):
        groups.join(one, other, surely=False)


def _apart(one: Record, other: Record) -> float | None:
    """Return the kilometres between two that may be one place; None where they are not."""
    if one.feature != other.feature and not {one.feature, other.feature} <= SETTLED:
        return None
    away = distance_km(one.lat, one.lon, other.lat, other.lon)
    return away if away <= max(UNIT_KM[one.level], _doubt(one), _doubt(other)) else None


def _doubt(record: Record) -> float:
    """Return how far an estimated point may be off: `own estimate from map, ±4 km` says 4."""
    told = _ESTIMATE.search(record.note) if record.source == "marsad" and not record.level else None
    return max(LEAST_DOUBT, 3 * float(told[1])) if told else 0.0


FORMAL = frozenset("محافظه منطقه ناحيه قضاء مديريه مدينه بلده قريه حي محليه ولايه شعبيه مركز".split())
"""Words before a name that a report may leave out."""


def keys(record: Record) -> Iterator[str]:
    """Give the folded names of a place, each once; `محافظة دمشق` is `دمشق` too."""
    seen: set[str] = set()
    for name in record.names:
        key = key_of(name)
        first, _, rest = key.partition(" ")
        for one in (key, rest if first in FORMAL and (record.level or record.feature in SETTLED) else ""):
            if len(one) > 1 and one not in seen:
                seen.add(one)
                yield one


def _one(group: list[Record]) -> Record:
    """Make one record of those that are one place; the group is sorted by whose word counts."""
    first = group[0]
    if len(group) == 1:
        return first
    placed = min(group, key=lambda one: MEASURED.index(one.source) if one.source in MEASURED else len(MEASURED))
    exact = first.source == "marsad" and not _doubt(first)
    largest = max(group, key=lambda one: one.population)
    keeps = first.source in ("own", "marsad") or first.level or first.feature not in SETTLED
    ids = dict.fromkeys(id for one in group for id in (one.id, *one.same) if id != first.id)
    return replace(
        first,
        names=tuple(dict.fromkeys(name for one in group for name in one.names)),
        lat=first.lat if exact or first.level else placed.lat,
        lon=first.lon if exact or first.level else placed.lon,
        feature=first.feature if keeps or not largest.population else largest.feature,
        population=largest.population,
        radius_km=next((one.radius_km for one in group if one.radius_km), 0.0),
        pcode=next((one.pcode for one in group if one.pcode), ""),
        within=next((one.within for one in group if one.within), ""),
        note=first.note if exact or first.level or placed is first else "",
        same=tuple(ids),
        units=tuple(dict.fromkeys(unit for one in group for unit in one.units)),
        admin=next((one.admin for one in group if any(one.admin)), first.admin),
        shape=next((one.shape for one in group if one.shape), None),
    )
