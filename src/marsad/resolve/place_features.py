"""What speaks for and against a place of the gazetteer, as features that weights are learned for."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.extract.places import PlaceMention
from marsad.gazetteer import Entry, Tier
from marsad.gazetteer.geometry import distance_km
from marsad.resolve.place_score import Setting, minor

STEPS = (5, 15, 40, 80, 160)
"""Kilometres by which distances are told apart."""
SIZES = ((5_000, "small"), (50_000, "town"), (300_000, "city"))


def entry_features(mention: PlaceMention, entry: Entry, tier: Tier, setting: Setting) -> list[str]:
    """Return the features of the question `entry` for a candidate of a mention."""
    word, size = mention.feature or "-", _size(entry)
    home = "inland" if entry.country == setting.country else "core" if entry.country in setting.core else "abroad"
    relation = mention.relation.relation if mention.relation else "-"
    return [
        f"tier:{tier.name.lower()}/{size}",
        f"word:{word}/{entry.feature}",
        f"country:{home}/{size}",
        f"size:{size}/{entry.feature}",
        f"relation:{relation}/{entry.feature}",
        f"alone:{setting.alone}/{size}",
        f"source:{'own' if entry.source == 'own' else 'public' if ':' in entry.id else 'tables'}",
        *_distances(entry, setting, size),
    ]


def _distances(entry: Entry, setting: Setting, size: str) -> Iterator[str]:
    """Give how far it lies from what holds it, from the topic and from the place before."""
    around = [("held", held) for _, held in setting.holders[:1]]
    around += [(name, one) for name, one in (("topic", setting.topic), ("before", setting.before)) if one]
    for name, one in around:
        if one.feature == "country":
            yield f"{name}:{'its' if one.country == entry.country else 'another'} country"
            continue
        yield f"{name}:{_step(distance_km(entry.lat, entry.lon, one.lat, one.lon))}/{size}"
        if name != "before":
            yield f"{name}:{'same' if one.admin1 and one.admin1 == entry.admin1 else 'other'} unit/{size}"


def _step(km: float) -> str:
    return next((f"{step} km" for step in STEPS if km <= step), "far")


def _size(entry: Entry) -> str:
    if minor(entry):
        return "minor"
    return next((name for limit, name in SIZES if entry.population < limit), "large")
