"""How well places are resolved: candidates, ids, units, distances, and how honest the radius is."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from marsad.evaluate.gold import Annotated
from marsad.evaluate.words import Words
from marsad.gazetteer import Entry, Gazetteer
from marsad.gazetteer.geometry import distance_km
from marsad.gazetteer.nearby import Nearby
from marsad.resolve.place_out import ResolvedPlace

CLOSE = 5.0
"""Kilometres within which an annotator's point and ours are one: annotators give two decimals, from memory."""
WIDE = 20.0
TOLD_KM = 2.0
"""An annotated point cannot tell a town from its district whose middle is no further from it."""
PRECISE = 2.0
"""A point whose radius is no more kilometres than this is given as precise."""
UNIT_FEATURES = frozenset({"country", "region", "governorate", "district", "subdistrict"})
TYPES = {
    "city": "city, town", "town": "city, town", "village": "village", "quarter": "quarter", "camp": "camp, base",
    "base": "camp, base", "airport": "facility", "facility": "facility", "hospital": "facility", "field": "facility",
    "crossing": "facility", "road": "facility", "square": "facility", "port": "facility", "dam": "facility",
    "mountain": "relief", "hill": "relief", "valley": "relief", "plain": "relief", "farm": "village",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """One annotated place beside what was made of it; distances in kilometres, infinite without a point."""

    report: str
    text: str
    read: bool
    km: float
    nearest_km: float
    tier: str
    type: str
    country: str
    radius_km: float
    exact_id: bool
    admin1: bool | None
    admin2: bool | None
    found: str = ""
    held: bool = False


@dataclass(slots=True)
class PlaceScore:
    """The annotated places judged so far."""

    gazetteer: Gazetteer
    words: Words
    judged: list[Judged] = field(default_factory=list)
    nearby: Nearby | None = None

    def add(self, report: Annotated, places: Sequence[ResolvedPlace]) -> None:
        """Judge each annotated place of a report once; one without a point cannot be judged."""
        self.nearby = self.nearby or Nearby(self.gazetteer.all())
        seen: set[tuple[str, float, float]] = set()
        for event in report.events:
            for where, record in annotated_places(event.record):
                if where in seen:
                    continue
                seen.add(where)
                found = mention_at(where[0], record, report.text or "", places)
                held = self._held(*where)
                self.judged.append(replace(self._judge(report.id, where, found), held=held))

    def _held(self, text: str, lat: float, lon: float) -> bool:
        """Tell whether the gazetteer has a place of this name near the annotated point."""
        assert self.nearby is not None
        wanted = self.words.place(text)
        near = (
            one for one in self.nearby.around(lat, lon) if distance_km(lat, lon, one.lat, one.lon) - reach(one) <= WIDE
        )
        return any(self.words.place(name) == wanted for one in near for name in {one.name_ar, *one.names})

    def _judge(self, report: str, where: tuple[str, float, float], found: ResolvedPlace | None) -> Judged:
        text, lat, lon = where
        country, true1, true2 = self._truth(lat, lon)
        if found is None:
            return Judged(report, text, False, math.inf, math.inf, "not read", "other", country, 0.0, False, None, None)
        place = found.place
        km = math.inf if place.lat is None or place.lon is None else distance_km(lat, lon, place.lat, place.lon)
        if found.entry and place.gazetteer_id and found.entry.feature in UNIT_FEATURES:
            km = 0.0 if _inside(found.entry, country, true1, true2, km) else km
        away = sorted((distance_km(lat, lon, one.lat, one.lon) - reach(one), one.id) for one in found.rivals)
        nearest = min((_far(one, lat, lon) for one in found.rivals), default=math.inf)
        own = found.entry if place.gazetteer_id else None
        same = own is not None and _far(own, lat, lon) <= nearest + TOLD_KM
        return Judged(
            report, text, True, km, max(away[0][0], 0.0) if away else math.inf, _tier(found), _type(found), country,
            place.radius_km or 0.0, same,
            _first_unit(found, true1),
            _agree(place.admin2, true2) if place.admin2 else None,
            f"{place.name or '-'} ({place.admin1 or '-'}, {place.country or '-'}) {'; '.join(found.reasons[:4])}",
        )  # fmt: skip

    def _truth(self, lat: float, lon: float) -> tuple[str, str, str]:
        """Return country and units of an annotated point: of the outlines that hold it, else of the nearest place."""
        assert self.nearby is not None
        near = self.nearby.nearest(lat, lon)
        names = {unit.feature: unit for unit in self.gazetteer.units_at(lat, lon)}
        first, second = names.get("governorate"), names.get("district")
        return (
            near.country if near else first.country if first else "-",
            first.name if first else near.admin1 if near else "",
            second.name if second else near.admin2 if near else "",
        )

    def groups(self) -> Iterator[tuple[str, list[Judged]]]:
        """Give the places judged: all, those that the gazetteer holds, then by tier, country and sort of place."""
        yield "all", self.judged
        yield "held", [one for one in self.judged if one.held]
        for name, key in (("tier", _by_tier), ("country", _by_country), ("type", _by_type)):
            parts: dict[str, list[Judged]] = defaultdict(list)
            for one in self.judged:
                parts[key(one)].append(one)
            yield from ((f"{name} {part}", parts[part]) for part in sorted(parts, key=lambda one: -len(parts[one])))

    def to_dict(self) -> dict[str, dict[str, float | int | None]]:
        """Return the figures of each group: shares 0 to 1, distances in kilometres."""
        return {name: figures(judged) for name, judged in self.groups()}


def figures(judged: Sequence[Judged]) -> dict[str, float | int | None]:
    """Return the figures of some places judged."""
    read = [one for one in judged if one.read]
    exact = [one for one in read if 0 < one.radius_km <= PRECISE and one.km < math.inf]
    placed = [one for one in read if one.km < math.inf]
    distances = sorted(one.km for one in judged)
    middle = distances[len(distances) // 2] if distances else math.inf
    return {
        "places": len(judged),
        "held": _share(judged, lambda one: one.held),
        "read": _share(judged, lambda one: one.read),
        "candidate_recall": _share(judged, lambda one: one.nearest_km <= WIDE),
        "exact_id": _share(judged, lambda one: one.exact_id),
        "admin1": _share([one for one in judged if one.admin1 is not None], lambda one: bool(one.admin1)),
        "admin2": _share([one for one in judged if one.admin2 is not None], lambda one: bool(one.admin2)),
        "within_5_km": _share(judged, lambda one: one.km <= CLOSE),
        "within_20_km": _share(judged, lambda one: one.km <= WIDE),
        "median_km": None if math.isinf(middle) else round(middle, 1),
        "radius_honest": _share(placed, lambda one: one.km <= one.radius_km),
        "radius_honest_or_5_km": _share(placed, lambda one: one.km <= one.radius_km + CLOSE),
        "precise": len(exact),
        "precise_wrong": _share(exact, lambda one: one.km > WIDE),
    }  # fmt: skip


def _share(judged: Sequence[Judged], right: object) -> float | None:
    assert callable(right)
    return round(sum(bool(right(one)) for one in judged) / len(judged), 3) if judged else None


def annotated_places(event: Mapping[str, object]) -> Iterator[tuple[tuple[str, float, float], Mapping[str, object]]]:
    """Give the places of an annotated event that have a point."""
    listed: list[object] = [*_list(event.get("places")), *_list(event.get("to"))]
    for place in listed:
        if isinstance(place, Mapping) and place.get("lat") is not None and place.get("lon") is not None:
            yield (str(place["text"]), float(place["lat"]), float(place["lon"])), event


def _list(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else ()


def mention_at(
    text: str, event: Mapping[str, object], report: str, places: Sequence[ResolvedPlace]
) -> ResolvedPlace | None:
    """Return the mention that stands where an annotated place is told, next to the event's own words."""
    evidence = event.get("evidence")
    start, end = evidence if isinstance(evidence, list) else (0, 0)
    spots = []
    at = report.find(text)
    while at >= 0:
        spots.append((0 if start <= at < end else min(abs(at - start), abs(at - end)), at, at + len(text)))
        at = report.find(text, at + 1)
    for _, first, last in sorted(spots):
        best = max(places, key=lambda one: _shared(one, first, last), default=None)
        if best and _shared(best, first, last)[0] > 0:
            return best
    return None


def _shared(found: ResolvedPlace, first: int, last: int) -> tuple[int, int]:
    """Return how many characters a mention shares with a stretch, less what it has beside it."""
    span = found.place.span
    shared = min(span.end, last) - max(span.start, first)
    return shared, -(span.end - span.start)


def reach(entry: Entry) -> float:
    """Return how far from its point a candidate still is the place: a unit is as large as it is."""
    return entry.radius_km if entry.feature in UNIT_FEATURES else 0.0


def _far(entry: Entry, lat: float, lon: float) -> float:
    return max(distance_km(lat, lon, entry.lat, entry.lon) - reach(entry), 0.0) + 0.001 * entry.radius_km


def _inside(unit: Entry, country: str, true1: str, true2: str, km: float) -> bool:
    """Tell whether a point lies in a unit: by its own units, else within the unit's radius."""
    told = {"country": country == unit.country, "governorate": true1 == unit.name, "district": true2 == unit.name}
    return told.get(unit.feature, False) or km <= unit.radius_km


def _first_unit(found: ResolvedPlace, true: str) -> bool | None:
    """Tell whether the first-order unit is right; a country or a border has none to be judged by."""
    wide = found.entry is not None and found.entry.feature == "country" and found.place.gazetteer_id is not None
    return None if wide else _agree(found.place.admin1, true)


def _agree(found: str | None, true: str) -> bool | None:
    return None if not true else found == true


def _tier(found: ResolvedPlace) -> str:
    return found.tier.name.lower() if found.tier is not None else "not known" if found.entry else "unresolved"


def _type(found: ResolvedPlace) -> str:
    relation = "relative" if (found.place.precision or 1) == 2 and found.tier is not None else ""
    feature = found.place.feature or ""
    return "unit" if feature in UNIT_FEATURES else relation or TYPES.get(feature, "other")


def _by_tier(one: Judged) -> str:
    return one.tier


def _by_country(one: Judged) -> str:
    return one.country


def _by_type(one: Judged) -> str:
    return one.type
