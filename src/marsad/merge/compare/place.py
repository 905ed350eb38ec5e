"""Where: the same place, one inside the other, near, or far."""

from __future__ import annotations

from math import cos, hypot, radians

from marsad.merge.account import Account, Spot
from marsad.merge.world import World

ORDER = ("same", "same name", "inside", "touching", "unknown", "near", "region", "far")
FARTHER = ("touching", "near", "region", "far")
TOUCHING, NEAR, REGION = 1.5, 6.0, 30.0
"""Kilometres between two points that are told by different names."""


def compare(one: Account, other: Account, world: World) -> str:  # noqa: ARG001
    """Return the closest level of any two places of the accounts; `unnamed` where one names none."""
    if not one.spots or not other.spots:
        return "unnamed"
    found = {_level(a, b) for a in one.spots for b in other.spots}
    return found.pop() if len(found) == 1 else min(found, key=ORDER.index)


def _level(a: Spot, b: Spot) -> str:
    if a.id is not None and a.id == b.id and (a.key == b.key or not (a.wide or b.wide)):
        return "same"
    named = a.words <= b.words or b.words <= a.words
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return "same name" if named else "unknown"
    apart = distance_km(a.lat, a.lon, b.lat, b.lon)
    if (a.wide and apart <= a.radius_km) or (b.wide and apart <= b.radius_km):
        return "inside"
    if named and apart <= max(a.radius_km, b.radius_km, REGION):
        return "same name"
    return "touching" if apart <= TOUCHING else "near" if apart <= NEAR else "region" if apart <= REGION else "far"


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the kilometres between two near points on a plane; some parts in a hundred too many beyond 500 km."""
    return 111.2 * hypot(lat - other_lat, (lon - other_lon) * cos(radians((lat + other_lat) / 2)))
