"""How well a place of the gazetteer fits a mention, with the reasons."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
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
AWAY = "{:.0f} km from {}"


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


Part = tuple[float, str, tuple[object, ...]]
"""A part of a score: how much it is, why, in words with gaps, and what fills these."""
NOTHING: Part = 0.0, "", ()


def in_words(part: Part) -> str:
    """Return a part of a score as people read it: `+2.5 the report is about SY`."""
    value, words, gaps = part
    return f"{value:+.1f} {words.format(*gaps)}"


class Nearness(NamedTuple):
    """How many kilometres lie between a candidate and what the text names around it; None for a country, and nothing.

    `held` is as long as the holders.
    """

    held: list[float | None]
    topic: float | None
    before: float | None

    def within(self, km: float) -> bool:
        """Tell whether any of it is so near."""
        return any(away is not None and away <= km for away in (*self.held, self.topic, self.before))


def nearness(entry: Entry, setting: Setting) -> Nearness:
    """Return how near a candidate lies to what the text names around it."""
    held = [_away(entry, one) for _, one in setting.holders]
    return Nearness(held, _away(entry, setting.topic), _away(entry, setting.before))


def _away(entry: Entry, other: Entry | None) -> float | None:
    if other is None or other.feature == "country":
        return None
    return distance_km(entry.lat, entry.lon, other.lat, other.lon)


def score(
    mention: PlaceMention, entry: Entry, tier: Tier, setting: Setting, near: Nearness
) -> tuple[float, list[Part]]:
    """Return the score of an entry for a mention, higher is better, and what it is made of."""
    small = minor(entry)
    parts = [
        (SPELLED[tier], "name by tier {}", (tier.name.lower(),)),
        _feature(mention, entry),
        _country(mention, entry, setting, small),
        _size(mention, entry),
        _source(entry),
    ]
    if setting.holders:
        parts += [
            _held(entry, holder, held, away) for (holder, held), away in zip(setting.holders, near.held, strict=True)
        ]
    elif setting.topic is not None:
        parts.append(_topic(mention, entry, setting, near.topic, small))
    if small and tier >= Tier.VARIANT:
        parts.append(_support(near))
    if near.before is not None and near.before < 80:
        parts.append((math.exp(-near.before / 40.0), "{:.0f} km from the place before", (near.before,)))
    total = 0.0
    for value, _, _ in parts:
        total += value
    return total, parts


def _source(entry: Entry) -> Part:
    """Judge a candidate by who knows it: the team, Marsad's own tables, or a public gazetteer."""
    if entry.source == "own":
        return OWN, "the team's own", ()
    return NOTHING if ":" in entry.id else (0.7, "in the tables", ())


def _size(mention: PlaceMention, entry: Entry) -> Part:
    """Judge a candidate by its inhabitants; those of a unit count only where a word says that it is one."""
    if entry.feature in UNITS and entry.feature != "country":
        wide = entry.feature in ("governorate", "region")
        return (1.5 if mention.feature in UNITS else 1.3 if wide else 0.5), "a unit", ()
    return 0.35 * math.log10(entry.population + 1), "population", ()


def fits(word: str | None, feature: str) -> bool:
    """Tell whether a sort of place in the text, or none, is the gazetteer's or as good as it."""
    return word is None or word == feature or {word, feature} <= INHABITED


def _support(near: Nearness) -> Part:
    """Judge a doubtful spelling by what is near: with a letter wrong, a name far from all others means nothing."""
    if near.within(NEAR_KM):
        return NOTHING
    return -3.0, "spelled otherwise, and nothing named beside it is near", ()


def minor(entry: Entry) -> bool:
    """Tell whether a place is one of the many small ones of a large gazetteer, whose names are seldom unique."""
    return ":" in entry.id and entry.feature not in UNITS and entry.population < SMALL


def agrees(word: str, feature: str) -> bool:
    """Tell whether a sort of place in the text can be one of the gazetteer."""
    if word == feature or (word == "area" and feature != "country"):
        return True
    return any(word in group and feature in group for group in (UNITS, SETTLED, RELIEF))


def _feature(mention: PlaceMention, entry: Entry) -> Part:
    word, feature = mention.feature, entry.feature
    if word is None:
        if feature == "country":
            return 4.0, "is a country", ()
        unit = feature in UNITS and feature != "region"
        return (-1.0 if unit else 0.5), "no word for the sort of place", ()
    if word == feature:
        return 2.5, "is a {}", (word,)
    value = -3.0
    if word in NAMED_AFTER:
        value = -7.0
    elif word in ("governorate", "district", "region") or feature in UNITS:
        value = 1.0 if agrees(word, feature) else -4.0
    elif agrees(word, feature):
        far = (word in ("quarter", "village") and feature == "city") or (word == "city" and feature == "village")
        value = -1.0 if far else 1.0
    return value, "{} for a {}", (word, feature)


def _country(mention: PlaceMention, entry: Entry, setting: Setting, small: bool) -> Part:
    if mention.country:
        return (4.0 if entry.country == mention.country else -4.0), "said to be of {}", (mention.country,)
    if entry.feature == "country" or setting.country is None:
        return 1.5, "any country", ()
    if entry.country == setting.country:
        return (1.0 if setting.famous and small else 2.5), "the report is about {}", (setting.country,)
    if {entry.country, setting.country} == {"PS", "IL"}:
        return 1.5, "the country beside it", ()
    if entry.population >= LARGE or entry.feature in ("governorate", "region") or setting.famous == entry.id:
        return NOTHING
    little = small or entry.feature in UNITS or not fits(mention.feature, entry.feature)
    return (-4.0 if little else -1.0 if entry.country in setting.core else -2.5), "of another country", ()


def _held(entry: Entry, holder: PlaceMention, held: Entry, away: float | None) -> Part:
    """Judge a candidate by a container that the text names."""
    if away is None:
        return (2.0 if entry.country == held.country else -3.0), "in {}", (held.name,)
    if entry.id == held.id:
        return 1.0, "is {}", (held.name,)
    same = held.admin1 and entry.admin1 == held.admin1 and entry.country == held.country
    if held.feature == "governorate":
        return (3.0 if same else -5.0 if _small(entry) else -2.5), "in {}", (held.name,)
    reach = max(held.radius_km, 25.0 if holder.relation else 0.0) + 15.0
    if away <= reach:
        return 3.0, AWAY, (away, held.name)
    beyond = -5.0 if _small(entry) else -3.0
    return (0.5 if same else 0.0 if away < 80 else beyond), AWAY, (away, held.name)


def _small(entry: Entry) -> bool:
    """Tell whether a place is so small that it lies where the text says, or is another one."""
    return entry.feature in ("village", "quarter", "camp", "facility") and entry.population < SMALL


def _topic(mention: PlaceMention, entry: Entry, setting: Setting, away: float | None, small: bool) -> Part:
    """Judge a candidate by the place that the paragraph is about: a small one is not far from it."""
    topic = setting.topic
    if topic is None or entry.feature == "country":
        return NOTHING
    if away is None:
        return (0.5 if entry.country == topic.country else 0.0), "under {}", (topic.name,)
    if (topic.admin1 and entry.admin1 == topic.admin1 and entry.country == topic.country) or away < 40:
        return 1.5 + 0.5 * (away < 60), AWAY, (away, topic.name)
    if entry.feature in ("city", "governorate", "region") or entry.population >= 50_000:
        return NOTHING
    if setting.alone and entry.country == setting.country and (not small or fits(mention.feature, entry.feature)):
        return (-2.0 if small else -1.0), AWAY + ", but the only one in the country", (away, topic.name)
    known = entry.feature == "town" and not small
    return (-0.5 if away < 60 else -2.0 if away < 100 or known else -5.0), AWAY, (away, topic.name)


def doubt_km(entry: Entry, tier: Tier, near: Nearness, rivals: Iterable[Entry]) -> float:
    """Return how far off an entry's point may be: by its source, its spelling, its rivals, and what is near.

    `rivals` fit equally well.
    """
    told = _ESTIMATE.search(entry.source)
    doubt = float(told[1]) if told else MEASURED_KM
    if not minor(entry):
        return doubt
    doubt = max(doubt, MINOR_KM)
    if tier >= Tier.VARIANT:
        doubt = max(doubt, SPELLED_KM)
    if not near.within(AROUND_KM):
        doubt = max(doubt, LONELY_KM)
    settled = (one for one in rivals if one.feature not in UNITS)
    apart = max((distance_km(entry.lat, entry.lon, one.lat, one.lon) for one in settled), default=0.0)
    return max(doubt, apart if apart > SAME_KM else 0.0)
