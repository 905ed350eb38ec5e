"""Two datasets side by side: how far they agree in space, time and kind, and what one has and the other lacks.

Rows are paired one to one: same country, at most so many days and kilometres apart, the nearest first.  Daily counts
and tolls are compared by governorate with Pearson's correlation, over every day of the stretch that both cover.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians, sqrt
from typing import Any, NamedTuple

from marsad.text.fold import fold_word

KM_PER_DEGREE = 111.2


class Point(NamedTuple):
    """A row of either dataset, reduced to what is compared; `day` is ordinal."""

    id: str
    day: int
    lat: float
    lon: float
    country: str
    region: str
    type: str
    dead: int
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows that may be one happening, with how far apart they are."""

    ours: Point
    theirs: Point
    days: int
    km: float


@dataclass(frozen=True, slots=True)
class Compared:
    """What comes out; the first list of rows is what only we have, the second what only they have."""

    ours: int
    theirs: int
    pairs: tuple[Pair, ...]
    only_ours: tuple[Point, ...]
    only_theirs: tuple[Point, ...]
    counts_r: float | None
    tolls_r: float | None
    by_region: dict[str, dict[str, Any]]

    def summary(self) -> dict[str, Any]:
        """Return the figures, as JSON holds them."""
        same = sum(pair.ours.type == pair.theirs.type for pair in self.pairs)
        return {
            "ours": self.ours,
            "theirs": self.theirs,
            "paired": len(self.pairs),
            "share_of_ours": _share(len(self.pairs), self.ours),
            "share_of_theirs": _share(len(self.pairs), self.theirs),
            "same_day": _share(sum(pair.days == 0 for pair in self.pairs), len(self.pairs)),
            "mean_km": round(sum(pair.km for pair in self.pairs) / len(self.pairs), 2) if self.pairs else None,
            "same_type": _share(same, len(self.pairs)),
            "dead_ours": sum(pair.ours.dead for pair in self.pairs) + sum(one.dead for one in self.only_ours),
            "dead_theirs": sum(pair.theirs.dead for pair in self.pairs) + sum(one.dead for one in self.only_theirs),
            "correlation_of_daily_counts": self.counts_r,
            "correlation_of_daily_tolls": self.tolls_r,
            "by_region": self.by_region,
        }


def compare(ours: Sequence[Point], theirs: Sequence[Point], days: int = 1, km: float = 10.0) -> Compared:
    """Compare two datasets over the countries and the stretch of days that both cover."""
    ours, theirs = _shared(ours, theirs)
    pairs = _pairs(ours, theirs, days, km)
    met = {id(pair.ours) for pair in pairs} | {id(pair.theirs) for pair in pairs}
    regions = _regions(ours, theirs, pairs)
    counts, tolls = _series(ours, theirs, pairs)
    return Compared(
        len(ours),
        len(theirs),
        tuple(pairs),
        tuple(one for one in ours if id(one) not in met),
        tuple(one for one in theirs if id(one) not in met),
        correlation(*counts),
        correlation(*tolls),
        regions,
    )


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Pearson's r; None where one of both does not vary: `correlation([1, 2, 3], [2, 4, 6])` gives 1.0."""
    count = len(first)
    if count < 2:
        return None
    mean1, mean2 = sum(first) / count, sum(second) / count
    spread1 = sqrt(sum((one - mean1) ** 2 for one in first))
    spread2 = sqrt(sum((one - mean2) ** 2 for one in second))
    if not spread1 or not spread2:
        return None
    both = sum((one - mean1) * (other - mean2) for one, other in zip(first, second, strict=True))
    return round(both / (spread1 * spread2), 4)


def _shared(ours: Sequence[Point], theirs: Sequence[Point]) -> tuple[list[Point], list[Point]]:
    """Return the rows of the countries and days that both datasets cover."""
    if not ours or not theirs:
        return [], []
    countries = {one.country for one in ours} & {one.country for one in theirs}
    first = max(min(one.day for one in side) for side in (ours, theirs))
    last = min(max(one.day for one in side) for side in (ours, theirs))
    kept = [[one for one in side if one.country in countries and first <= one.day <= last] for side in (ours, theirs)]
    return kept[0], kept[1]


def _pairs(ours: Sequence[Point], theirs: Sequence[Point], days: int, km: float) -> list[Pair]:
    """Pair rows one to one; those of one type and nearest first."""
    by_day: dict[int, list[Point]] = defaultdict(list)
    for one in theirs:
        by_day[one.day].append(one)
    near = [
        Pair(one, other, abs(one.day - other.day), far)
        for one in ours
        for day in range(one.day - days, one.day + days + 1)
        for other in by_day.get(day, ())
        if one.country == other.country and (far := distance(one, other)) <= km
    ]
    near.sort(key=lambda pair: (pair.ours.type != pair.theirs.type, pair.days, pair.km, pair.ours.id, pair.theirs.id))
    taken: set[int] = set()
    found = []
    for pair in near:
        if id(pair.ours) not in taken and id(pair.theirs) not in taken:
            taken |= {id(pair.ours), id(pair.theirs)}
            found.append(pair)
    return found


def distance(one: Point, other: Point) -> float:
    """Return how many kilometres lie between two rows."""
    across = (one.lon - other.lon) * cos(radians((one.lat + other.lat) / 2))
    return hypot(one.lat - other.lat, across) * KM_PER_DEGREE


def _names(ours: Sequence[Point], theirs: Sequence[Point], pairs: Iterable[Pair]) -> dict[str, str]:
    """Return what we call each region of theirs: as they do, or as the paired rows say most often."""
    known = {region_key(one): one.region for one in ours}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        votes[pair.theirs.region][pair.ours.region] += 1
    found = {}
    for one in theirs:
        said = known.get(region_key(one))
        most = votes[one.region].most_common(1)
        found[one.region] = said or (most[0][0] if most else one.region)
    return found


def region_key(one: Point) -> tuple[str, str]:
    """Return a region's name without what datasets write in several ways: `Ar-Raqqa` and `Raqqa` are one."""
    words = fold_word(one.region.casefold().replace("-", " ")).split()
    plain = [word for word in words if word not in ("al", "ar", "as", "ad", "governorate", "muhafazat", "province")]
    return one.country, " ".join(plain)


def _series(
    ours: Sequence[Point], theirs: Sequence[Point], pairs: Iterable[Pair]
) -> tuple[tuple[list[float], list[float]], tuple[list[float], list[float]]]:
    """Return counts and tolls of each day and region, ours and theirs side by side, zeros among them."""
    names = _names(ours, theirs, pairs)
    sides = [[(one.region, one.day, one.dead) for one in ours]]
    sides.append([(names[one.region], one.day, one.dead) for one in theirs])
    regions = sorted({region for side in sides for region, _, _ in side})
    everyday = [day for side in sides for _, day, _ in side]
    if not everyday:
        return ([], []), ([], [])
    cells = [(region, day) for region in regions for day in range(min(everyday), max(everyday) + 1)]
    counts = [Counter((region, day) for region, day, _ in side) for side in sides]
    tolls: list[Counter[tuple[str, int]]] = [Counter(), Counter()]
    for side, sums in zip(sides, tolls, strict=True):
        for region, day, dead in side:
            sums[region, day] += dead
    both = [tuple([float(table[cell]) for cell in cells] for table in tables) for tables in (counts, tolls)]
    return (both[0][0], both[0][1]), (both[1][0], both[1][1])


def _regions(ours: Sequence[Point], theirs: Sequence[Point], pairs: Iterable[Pair]) -> dict[str, dict[str, Any]]:
    """Return counts, dead and correlations of each governorate."""
    names = _names(ours, theirs, pairs)
    found = {}
    for name in sorted({one.region for one in ours} | set(names.values())):
        mine = [one for one in ours if one.region == name]
        other = [one for one in theirs if names[one.region] == name]
        counts, tolls = _series(mine, [one._replace(region=name) for one in other], ())
        found[name] = {
            "ours": len(mine), "theirs": len(other), "dead_ours": sum(one.dead for one in mine),
            "dead_theirs": sum(one.dead for one in other), "correlation_of_daily_counts": correlation(*counts),
            "correlation_of_daily_tolls": correlation(*tolls),
        }  # fmt: skip
    return found


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
