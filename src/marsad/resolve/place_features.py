"""What speaks for and against a place of the gazetteer, as features that weights are learned for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from marsad.extract.places import PlaceMention
from marsad.gazetteer import Entry, Tier
from marsad.gazetteer.geometry import distance_km
from marsad.resolve.place_score import Setting, minor

Group = tuple[str, ...]
KEPT = 8192
"""How many groups of features are kept."""
STEPS = (5, 15, 40, 80, 160)
"""Kilometres by which distances are told apart."""
SIZES = ((5_000, "small"), (50_000, "town"), (300_000, "city"))


def entry_features(mention: PlaceMention, entry: Entry, tier: Tier, setting: Setting) -> tuple[Group, Group]:
    """Return the features of the question `entry` for a candidate of a mention: what it is, and where it lies."""
    size = _size(entry)
    home = "inland" if entry.country == setting.country else "core" if entry.country in setting.core else "abroad"
    relation = mention.relation.relation if mention.relation else "-"
    source = "own" if entry.source == "own" else "public" if ":" in entry.id else "tables"
    what = _what(tier, size, mention.feature or "-", entry.feature, home, relation, setting.alone, source)
    return what, tuple(_distances(entry, setting, size))


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


def _distances(entry: Entry, setting: Setting, size: str) -> Iterator[str]:
    """Give how far it lies from what holds it, from the topic and from the place before."""
    if setting.holders:
        yield from _distance("held", entry, setting.holders[0][1], size)
    if setting.topic:
        yield from _distance("topic", entry, setting.topic, size)
    if setting.before:
        yield from _distance("before", entry, setting.before, size)


def _distance(name: str, entry: Entry, one: Entry, size: str) -> Iterator[str]:
    if one.feature == "country":
        yield f"{name}:{'its' if one.country == entry.country else 'another'} country"
        return
    yield f"{name}:{_step(distance_km(entry.lat, entry.lon, one.lat, one.lon))}/{size}"
    if name != "before":
        yield f"{name}:{'same' if one.admin1 and one.admin1 == entry.admin1 else 'other'} unit/{size}"


def _step(km: float) -> str:
    return next((f"{step} km" for step in STEPS if km <= step), "far")


def _size(entry: Entry) -> str:
    if minor(entry):
        return "minor"
    return next((name for limit, name in SIZES if entry.population < limit), "large")
