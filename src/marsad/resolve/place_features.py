"""What speaks for and against a place of the gazetteer, as features that weights are learned for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from marsad.extract.places import PlaceMention
from marsad.gazetteer import Entry, Tier
from marsad.resolve.place_score import Nearness, Setting, minor

Group = tuple[str, ...]
KEPT = 8192
"""How many groups of features are kept."""
STEPS, FAR = (5, 15, 40, 80, 160), ("5 km", "15 km", "40 km", "80 km", "160 km", "far")
"""Kilometres by which distances are told apart."""
LIMITS, SIZES = (5_000, 50_000, 300_000), ("small", "town", "city", "large")
"""Inhabitants by which sizes are told apart."""


def entry_features(
    mention: PlaceMention, entry: Entry, tier: Tier, setting: Setting, near: Nearness
) -> Iterator[Group]:
    """Yield the features of the question `entry` for a candidate of a mention: what it is, and how far from where."""
    size = "minor" if minor(entry) else SIZES[bisect_right(LIMITS, entry.population)]
    home = "inland" if entry.country == setting.country else "core" if entry.country in setting.core else "abroad"
    relation = mention.relation.relation if mention.relation else "-"
    source = "own" if entry.source == "own" else "public" if ":" in entry.id else "tables"
    yield _what(tier, size, mention.feature or "-", entry.feature, home, relation, setting.alone, source)
    if setting.holders:
        yield _distance("held", entry, setting.holders[0][1], near.held[0], size)
    if setting.topic:
        yield _distance("topic", entry, setting.topic, near.topic, size)
    if setting.before:
        yield _distance("before", entry, setting.before, near.before, size)


@lru_cache(maxsize=KEPT)
def _what(tier: Tier, size: str, word: str, feature: str, home: str, relation: str, alone: bool, source: str) -> Group:
    return (
        f"tier:{tier.name.lower()}/{size}",
        f"word:{word}/{feature}",
        f"country:{home}/{size}",
        f"size:{size}/{feature}",
        f"relation:{relation}/{feature}",
        f"alone:{alone}/{size}",
        f"source:{source}",
    )


def _distance(name: str, entry: Entry, one: Entry, away: float | None, size: str) -> Group:
    """Return how far a candidate lies from a place, and whether in the same unit."""
    if away is None:
        return _country(name, one.country == entry.country)
    return _apart(name, FAR[bisect_left(STEPS, away)], size, bool(one.admin1) and one.admin1 == entry.admin1)


@lru_cache(maxsize=KEPT)
def _country(name: str, its: bool) -> Group:
    return (f"{name}:{'its' if its else 'another'} country",)


@lru_cache(maxsize=KEPT)
def _apart(name: str, far: str, size: str, same: bool) -> Group:
    apart = f"{name}:{far}/{size}"
    return (apart,) if name == "before" else (apart, f"{name}:{'same' if same else 'other'} unit/{size}")


class Learned:
    """The weights that were learned; what groups of features weigh is kept, some thousands of them."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.weights = weights
        self._kept: dict[Group, tuple[float, ...]] = {}

    def weigh(self, groups: Iterable[Group]) -> float:
        """Return what the weights of some features add up to."""
        total = 0.0
        for group in groups:
            weights = self._kept.get(group)
            if weights is None:
                weights = self._kept[group] = tuple(self.weights[one] for one in group if one in self.weights)
            for weight in weights:
                total += weight
        return total
