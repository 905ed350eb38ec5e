"""How the places of two statements lie to each other."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.gazetteer.geometry import distance_km
from marsad.model import Place
from marsad.text.fold import fold

CLOSE_KM = 8.0
NEAR, WIDE, UNIT, COUNTRY = 2, 3, 4, 6
SETTLED = frozenset({"village", "town", "city", "camp"})
"""Sorts of place of which two with other names are two, though no table knows where they lie."""
SITES = frozenset({"quarter", "base", "checkpoint", "hospital", "airport", "bridge", "crossing", "port", "dam", "hill"})
"""Sorts of place of which two of one sort with other names are two."""
RANKS = ("shared", "nested", "unknown", "close", "apart")


def nearest(one: Sequence[Place], other: Sequence[Place]) -> str:
    """Return how the closest two of two lists of places lie to each other.

    `shared` is one place; `nested` one within the other; `unknown`: one of them may lie anywhere, or anywhere in the
    other; `close`: some kilometres apart; else `apart`.
    """
    if shared(one, other):
        return "shared"
    found = {_lie(a, b) for a in one for b in other}
    return next((rank for rank in RANKS if rank in found), "apart")


def shared(one: Sequence[Place], other: Sequence[Place], nested: bool = False) -> bool:
    """Tell whether two lists name a place in common, or (`nested`) one within the other."""
    for a in one:
        for b in other:
            if a.text == b.text:
                return True
            if a.gazetteer_id and a.gazetteer_id == b.gazetteer_id and a.precision == b.precision:
                return True
            if nested and (holds(a, b) or holds(b, a)):
                return True
    return False


def holds(place: Place, other: Place) -> bool:
    """Tell whether one place is named as holding the other: `حي المزة` within `مدينة دمشق`, or `دمشق`."""
    if place.precision == NEAR:
        return place.text in other.within
    own = place.name_ar or place.text
    return place.text in other.within or any(name == own or name.endswith(" " + own) for name in other.within)


def contains(wide: Place, other: Place) -> bool:
    """Tell whether a place holds another, by the words or by the gazetteer; a governorate a village that none knows."""
    return holds(wide, other) or _covers(wide, other) or _may_hold(wide, other)


def _may_hold(wide: Place, other: Place) -> bool:
    if wide.gazetteer_id is None or wide.precision != UNIT or other.gazetteer_id is not None:
        return False
    if other.lat is None or other.lon is None or wide.lat is None or wide.lon is None:
        return other.lat is None
    return distance_km(wide.lat, wide.lon, other.lat, other.lon) <= (wide.radius_km or 0.0)


def _lie(one: Place, other: Place) -> str:
    if holds(one, other) or holds(other, one) or _covers(one, other) or _covers(other, one):
        return "nested"
    if one.gazetteer_id is not None and one.gazetteer_id == other.gazetteer_id:
        return "nested"
    unheard = one.gazetteer_id is None or other.gazetteer_id is None
    if unheard and _two_of_a_sort(one.feature, other.feature) and not _one_name(one, other):
        return "apart"
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return "unknown"
    far = distance_km(one.lat, one.lon, other.lat, other.lon)
    if unheard:
        return "unknown" if far <= max(one.radius_km or 0.0, other.radius_km or 0.0) else "apart"
    return "close" if far <= CLOSE_KM else "apart"


def _two_of_a_sort(one: str | None, other: str | None) -> bool:
    return (one in SETTLED and other in SETTLED) or (one == other and one in SITES)


def _one_name(one: Place, other: Place) -> bool:
    """Tell whether two names may be one, a word for the sort of place left out or not: `قرية ضمان` and `ضمان`."""
    words, others = set(fold(one.text).text.split()), set(fold(other.text).text.split())
    return words <= others or others <= words


def _covers(wide: Place, other: Place) -> bool:
    """Tell whether a place of the gazetteer lies in another: in its governorate or country, or in its circle."""
    if wide.gazetteer_id is None or other.gazetteer_id is None:
        return False
    if (wide.precision or 1) < WIDE or (wide.precision or 1) <= (other.precision or 1):
        return False
    if wide.precision == COUNTRY:
        return wide.country == other.country
    if wide.precision == UNIT and wide.feature == "governorate":
        return wide.admin1 is not None and (wide.country, wide.admin1) == (other.country, other.admin1)
    if wide.lat is None or wide.lon is None or other.lat is None or other.lon is None:
        return False
    return distance_km(wide.lat, wide.lon, other.lat, other.lon) <= (wide.radius_km or 0.0)
