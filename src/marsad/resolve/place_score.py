"""How well a place of the gazetteer fits a mention, with the reasons."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from marsad.extract.places import PlaceMention
from marsad.gazetteer import Entry, Tier
from marsad.gazetteer.geometry import distance_km

UNITS = frozenset({"governorate", "district", "subdistrict", "region", "country"})
_ESTIMATE = re.compile(r"±(\d+)")
MARGIN = 0.5
"""Candidates whose scores differ by less fit equally well."""
MEASURED_KM = 0.5
"""Points of public gazetteers are rounded, and stand in the middle of a place or at its edge."""
MINOR_KM = 5.0
"""Those of small places are often read off old maps, or moved to the next minute of arc."""
SAME_KM = 3.0
AROUND_KM = 40.0
SPELLED_KM = 15.0
LONELY_KM = 20.0
NOWHERE_KM = 60.0
"""A place that may be off by more is not known: what holds it stands in for it."""
INHABITED = frozenset({"city", "town", "village", "area"})
NEAR_KM = 25.0
"""A place whose name is spelled otherwise lies no further than this from one that the text names beside it."""
SETTLED = frozenset({"city", "town", "village", "subdistrict", "area", "camp", "quarter"})
RELIEF = frozenset({"mountain", "hill", "valley", "plain", "forest", "farm", "lake", "river", "dam", "island"})
NAMED_AFTER = frozenset({"road", "square", "bridge"})
"""Sorts of place that bear the names of others far away: `شارع طرابلس` may be in Misrata."""
LARGE = 1_000_000
SMALL = 5_000
FAMOUS = 200_000
"""A city abroad of so many inhabitants may be meant before a village of the report's own country."""
SPELLED = {
    Tier.EXACT: 0.1,
    Tier.FOLDED: 0.0,
    Tier.ARTICLE: -1.0,
    Tier.CLITIC: -1.5,
    Tier.VARIANT: -1.0,
    Tier.FUZZY: -4.0,
}
"""How much a spelling speaks for a candidate, by the tier in which it was found."""
OWN = 2.0
"""A team's own place counts so much more than others of its name."""
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
    famous: str = ""
    """The id of a large city abroad of the same name, where the report's own country has but villages of it."""


def score(mention: PlaceMention, entry: Entry, tier: Tier, setting: Setting) -> tuple[float, tuple[str, ...]]:
    """Return the score of an entry for a mention, higher is better, and why."""
    parts = [
        (SPELLED[tier], f"name by tier {tier.name.lower()}"),
        _feature(mention, entry),
        _country(mention, entry, setting),
        _size(mention, entry),
        _source(entry),
        *(_held(entry, holder, held) for holder, held in setting.holders),
        (0.0, "") if setting.holders else _topic(entry, setting, fits(mention.feature, entry.feature)),
        _support(entry, tier, setting),
        _near(entry, setting.before),
    ]
    total = 0.0
    reasons = []
    for value, reason in parts:
        if value:
            total += value
            reasons.append(f"{value:+.1f} {reason}")
    return total, tuple(reasons)


def _source(entry: Entry) -> tuple[float, str]:
    """Judge a candidate by who knows it: the team, Marsad's own tables, or a public gazetteer."""
    if entry.source == "own":
        return OWN, "the team's own"
    return (0.0, "") if ":" in entry.id else (0.7, "in the tables")


def _size(mention: PlaceMention, entry: Entry) -> tuple[float, str]:
    """Judge a candidate by its inhabitants; those of a unit count only where a word says that it is one."""
    if entry.feature in UNITS and entry.feature != "country":
        wide = entry.feature in ("governorate", "region")
        return (1.5 if mention.feature in UNITS else 1.3 if wide else 0.5), "a unit"
    return 0.35 * math.log10(entry.population + 1), "population"


def fits(word: str | None, feature: str) -> bool:
    """Tell whether a sort of place in the text, or none, is the gazetteer's or as good as it."""
    return word is None or word == feature or {word, feature} <= INHABITED


def near_context(entry: Entry, setting: Setting, km: float) -> bool:
    """Tell whether a place lies near one that the text names around it: a container, the topic, the place before."""
    around = [*(held for _, held in setting.holders), setting.topic, setting.before]
    return any(
        one is not None and one.feature != "country" and distance_km(one.lat, one.lon, entry.lat, entry.lon) <= km
        for one in around
    )


def _support(entry: Entry, tier: Tier, setting: Setting) -> tuple[float, str]:
    """Judge a doubtful spelling by what is near: with a letter wrong, a name far from all others means nothing."""
    if tier < Tier.VARIANT or not minor(entry) or near_context(entry, setting, NEAR_KM):
        return 0.0, ""
    return -3.0, "spelled otherwise, and nothing named beside it is near"


def minor(entry: Entry) -> bool:
    """Tell whether a place is one of the many small ones of a large gazetteer, whose names are seldom unique."""
    return ":" in entry.id and entry.feature not in UNITS and entry.population < SMALL


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
    if word in NAMED_AFTER:
        return -7.0, f"{word} for a {entry.feature}"
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
        return (1.0 if setting.famous and minor(entry) else 2.5), f"the report is about {setting.country}"
    if {entry.country, setting.country} == {"PS", "IL"}:
        return 1.5, "the country beside it"
    if entry.population >= LARGE or entry.feature in ("governorate", "region") or setting.famous == entry.id:
        return 0.0, ""
    small = minor(entry) or entry.feature in UNITS or not fits(mention.feature, entry.feature)
    return (-4.0 if small else -1.0 if entry.country in setting.core else -2.5), "of another country"


def _held(entry: Entry, holder: PlaceMention, held: Entry) -> tuple[float, str]:
    """Judge a candidate by a container that the text names."""
    if held.feature == "country":
        return (2.0 if entry.country == held.country else -3.0), f"in {held.name}"
    if entry.id == held.id:
        return 1.0, f"is {held.name}"
    same = held.admin1 and entry.admin1 == held.admin1 and entry.country == held.country
    if held.feature == "governorate":
        return (3.0 if same else -5.0 if _small(entry) else -2.5), f"in {held.name}"
    reach = max(held.radius_km, 25.0 if holder.relation else 0.0) + 15.0
    away = distance_km(entry.lat, entry.lon, held.lat, held.lon)
    if away <= reach:
        return 3.0, f"{away:.0f} km from {held.name}"
    beyond = -5.0 if _small(entry) else -3.0
    return (0.5 if same else 0.0 if away < 80 else beyond), f"{away:.0f} km from {held.name}"


def _small(entry: Entry) -> bool:
    """Tell whether a place is so small that it lies where the text says, or is another one."""
    return entry.feature in ("village", "quarter", "camp", "facility") and entry.population < SMALL


def _topic(entry: Entry, setting: Setting, word_fits: bool) -> tuple[float, str]:
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
    if setting.alone and entry.country == setting.country and (word_fits or not minor(entry)):
        return (-2.0 if minor(entry) else -1.0), f"{away:.0f} km from {topic.name}, but the only one in the country"
    known = entry.feature == "town" and not minor(entry)
    return (-0.5 if away < 60 else -2.0 if away < 100 or known else -5.0), f"{away:.0f} km from {topic.name}"


def _near(entry: Entry, before: Entry | None) -> tuple[float, str]:
    if before is None or before.feature == "country":
        return 0.0, ""
    away = distance_km(entry.lat, entry.lon, before.lat, before.lon)
    return (math.exp(-away / 40.0), f"{away:.0f} km from the place before") if away < 80 else (0.0, "")


def doubt_km(entry: Entry, tier: Tier, setting: Setting, weighed: Sequence[tuple[float, Entry]]) -> float:
    """Return how far off an entry's point may be: by its source, its spelling, its rivals, and what is near.

    Infinite where two small places far apart fit equally well, and nothing named beside them tells which.
    """
    told = _ESTIMATE.search(entry.source)
    doubt = float(told[1]) if told else MEASURED_KM
    if not minor(entry):
        return doubt
    doubt = max(doubt, MINOR_KM)
    if tier >= Tier.VARIANT:
        doubt = max(doubt, SPELLED_KM)
    if not near_context(entry, setting, AROUND_KM):
        doubt = max(doubt, LONELY_KM)
    best = weighed[0][0]
    rivals = [one for value, one in weighed[1:] if best - value < MARGIN and one.feature not in UNITS]
    apart = max((distance_km(entry.lat, entry.lon, one.lat, one.lon) for one in rivals), default=0.0)
    return max(doubt, apart if apart > SAME_KM else 0.0)
