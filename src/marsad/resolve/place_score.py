"""How well a place of the gazetteer fits a mention, with the reasons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from marsad.extract.places import PlaceMention
from marsad.gazetteer import Entry
from marsad.gazetteer.lookup import distance_km

UNITS = frozenset({"governorate", "district", "region", "country"})
SETTLED = frozenset({"city", "town", "village", "subdistrict", "area", "camp", "quarter"})
RELIEF = frozenset({"mountain", "hill", "valley", "plain", "forest", "farm", "lake", "river", "dam", "island"})
LARGE = 1_000_000
ACCEPTED = 1.0
"""A candidate below this score is not taken."""


class Setting(NamedTuple):
    """What is known around a mention: the report's country, containers, topic, the place before."""

    country: str | None
    core: frozenset[str]
    holders: Sequence[tuple[PlaceMention, Entry]]
    topic: Entry | None
    alone: bool
    before: Entry | None


def score(mention: PlaceMention, entry: Entry, tier: int, setting: Setting) -> tuple[float, tuple[str, ...]]:
    """Return the score of an entry for a mention, higher is better, and why."""
    parts = [
        (-1.0 * tier, "name spelled otherwise"),
        _feature(mention, entry),
        _country(mention, entry, setting),
        (0.35 * math.log10(entry.population + 1), "population"),
        (0.0 if entry.source == "GeoNames" and entry.id.startswith("geonames:") else 0.7, "in the tables"),
        *(_held(entry, holder, held) for holder, held in setting.holders),
        _topic(entry, setting) if not setting.holders else (0.0, ""),
        _near(entry, setting.before),
    ]
    total = 0.0
    reasons = []
    for value, reason in parts:
        if value:
            total += value
            reasons.append(f"{value:+.1f} {reason}")
    return total, tuple(reasons)


def agrees(word: str, feature: str) -> bool:
    """Tell whether a sort of place in the text can be one of the gazetteer."""
    if word == feature or (word == "area" and feature != "country"):
        return True
    return any(word in group and feature in group for group in (UNITS, SETTLED, RELIEF))


def _feature(mention: PlaceMention, entry: Entry) -> tuple[float, str]:
    word = mention.feature
    if word is None:
        if entry.feature == "country":
            return 4.0, "is a country"
        unit = entry.feature in UNITS and entry.feature not in ("country", "region")
        return (-1.0 if unit else 0.5), "no word for the sort of place"
    if word == entry.feature:
        return 2.5, f"is a {word}"
    if word in ("governorate", "district", "region") or entry.feature in UNITS:
        return (1.0 if agrees(word, entry.feature) else -4.0), f"{word} for a {entry.feature}"
    if agrees(word, entry.feature):
        far = (word in ("quarter", "village") and entry.feature == "city") or (
            word == "city" and entry.feature == "village"
        )
        return (-1.0 if far else 1.0), f"{word} for a {entry.feature}"
    return -3.0, f"{word} for a {entry.feature}"


def _country(mention: PlaceMention, entry: Entry, setting: Setting) -> tuple[float, str]:
    if mention.country:
        return (4.0 if entry.country == mention.country else -4.0), f"said to be of {mention.country}"
    if entry.feature == "country" or setting.country is None:
        return 1.5, "any country"
    if entry.country == setting.country:
        return 2.5, f"the report is about {setting.country}"
    if {entry.country, setting.country} == {"PS", "IL"}:
        return 1.5, "the country beside it"
    if entry.population >= LARGE or entry.feature in ("governorate", "region"):
        return 0.0, ""
    return (-1.0 if entry.country in setting.core else -2.5), "of another country"


def _held(entry: Entry, holder: PlaceMention, held: Entry) -> tuple[float, str]:
    """Judge a candidate by a container that the text names."""
    if held.feature == "country":
        return (2.0 if entry.country == held.country else -3.0), f"in {held.name}"
    if entry.id == held.id:
        return 1.0, f"is {held.name}"
    same = held.admin1 and entry.admin1 == held.admin1 and entry.country == held.country
    if held.feature == "governorate":
        return (3.0 if same else -2.5), f"in {held.name}"
    reach = max(held.radius_km, 25.0 if holder.relation else 0.0) + 15.0
    away = distance_km(entry.lat, entry.lon, held.lat, held.lon)
    if away <= reach:
        return 3.0, f"{away:.0f} km from {held.name}"
    return (0.5 if same else 0.0 if away < 80 else -3.0), f"{away:.0f} km from {held.name}"


def _topic(entry: Entry, setting: Setting) -> tuple[float, str]:
    """Judge a candidate by the place that the paragraph is about: a small one is not far from it."""
    topic = setting.topic
    if topic is None or entry.feature == "country":
        return 0.0, ""
    if topic.feature == "country":
        return (0.5 if entry.country == topic.country else 0.0), f"under {topic.name}"
    away = distance_km(entry.lat, entry.lon, topic.lat, topic.lon)
    if (topic.admin1 and entry.admin1 == topic.admin1 and entry.country == topic.country) or away < 40:
        return 1.5 + 0.5 * (away < 60), f"{away:.0f} km from {topic.name}"
    if entry.feature in ("city", "governorate", "region") or entry.population >= 50_000:
        return 0.0, ""
    if setting.alone and entry.country == setting.country:
        return -1.0, f"{away:.0f} km from {topic.name}, but the only one in the country"
    return (-0.5 if away < 60 else -2.0 if away < 100 else -5.0), f"{away:.0f} km from {topic.name}"


def _near(entry: Entry, before: Entry | None) -> tuple[float, str]:
    if before is None or before.feature == "country":
        return 0.0, ""
    away = distance_km(entry.lat, entry.lon, before.lat, before.lon)
    return (math.exp(-away / 40.0), f"{away:.0f} km from the place before") if away < 80 else (0.0, "")
