"""The point of a place, how far it may be off, and UCDP's where_prec for it."""

from __future__ import annotations

from typing import NamedTuple

from marsad.extract.places import PlaceMention
from marsad.gazetteer import Entry
from marsad.gazetteer.geometry import offset

PRECISION = {
    "country": 6,
    "region": 4,
    "governorate": 4,
    "district": 3,
    "subdistrict": 3,
    "plain": 2,
    "mountain": 2,
    "valley": 2,
    "area": 2,
    "river": 5,
    "sea": 7,
    "road": 2,
}
SMALL = frozenset(
    {"quarter", "facility", "hospital", "square", "road", "checkpoint", "camp", "airport", "base", "port", "bridge"}
)
AROUND = {"district": (20.0, 3), "subdistrict": (10.0, 3), "area": (8.0, 2)}
"""Radius and where_prec of sorts of place that the gazetteer knows by their chief town alone."""
OUTLYING = frozenset({"camp", "base", "airport", "checkpoint", "port"})
"""Sorts of place that lie outside of towns as often as in them."""
LOOSE_KM = 100.0
VILLAGE_KM = 50.0
UNDER_KM = 30.0
EXACT_KM = 5.0
"""A point that may be off by more is near a place, not at it."""


class Point(NamedTuple):
    """Latitude and longitude (WGS 84 degrees), radius in kilometres, where_prec 1 to 7."""

    lat: float
    lon: float
    radius_km: float
    precision: int


def point_of(mention: PlaceMention, entry: Entry) -> Point:
    """Return the point that a mention's words give to its entry: `شمال الرقة` lies north of Raqqa."""
    base = _base(mention, entry)
    point = _related(mention, base)
    row = mention.direction
    if row is None or row.bearing is None:
        return point
    wide = entry.radius_km if mention.relation is None else max(entry.radius_km, row.distance_km / 0.45)
    lat, lon = offset(point.lat, point.lon, row.bearing, 0.45 * wide)
    return Point(lat, lon, round(max(0.55 * wide, 1.0), 1), max(point.precision, 2 if wide < 15 else row.precision))


def _base(mention: PlaceMention, entry: Entry) -> Point:
    """Return an entry's own point; told as a unit or an area, a town is what lies around it, too: `ناحية الرشاد`."""
    own = Point(entry.lat, entry.lon, entry.radius_km, PRECISION.get(entry.feature, 1))
    reach, precision = AROUND.get(mention.feature or "", (0.0, 1))
    if entry.feature in PRECISION or not reach:
        return own
    return Point(entry.lat, entry.lon, max(reach, entry.radius_km), max(precision, own.precision))


def _related(mention: PlaceMention, base: Point) -> Point:
    """Move a point by the relation before the place."""
    row = mention.relation
    if row is None:
        return base
    if row.relation == "centre":
        return Point(base.lat, base.lon, min(base.radius_km, row.radius_km), base.precision)
    if row.relation == "countryside":
        return Point(base.lat, base.lon, max(row.radius_km, base.radius_km), max(row.precision, base.precision))
    precision = max(base.precision, row.precision)
    if row.bearing is None:
        told = mention.distance_km or 0.0
        return Point(base.lat, base.lon, round(base.radius_km + max(row.radius_km, told), 1), precision)
    if base.precision >= 4:
        lat, lon = offset(base.lat, base.lon, row.bearing, 0.5 * base.radius_km)
        return Point(lat, lon, round(0.6 * base.radius_km, 1), precision)
    far = mention.distance_km if mention.distance_km is not None else row.distance_km
    lat, lon = offset(base.lat, base.lon, row.bearing, far)
    radius = max(3.0, 0.3 * far) if mention.distance_km is not None else row.radius_km
    return Point(lat, lon, round(radius, 1), precision)


def coarse(mention: PlaceMention, holder: Entry, stated: bool) -> Point:
    """Return the point of what holds a place that no table knows, coarser than the holder's own.

    Where the text does not state what holds it, and it is only told under a wider place, it may lie far off.
    """
    inner = mention.feature in SMALL or mention.relation is not None
    if not stated and not (inner and mention.feature not in OUTLYING and holder.feature not in PRECISION):
        return Point(holder.lat, holder.lon, max(LOOSE_KM, holder.radius_km), max(PRECISION.get(holder.feature, 1), 4))
    if holder.feature in PRECISION:
        return Point(holder.lat, holder.lon, holder.radius_km, max(PRECISION[holder.feature], 2))
    if inner:
        return Point(holder.lat, holder.lon, max(5.0 if stated else UNDER_KM, holder.radius_km), 2)
    return Point(holder.lat, holder.lon, max(VILLAGE_KM, 2 * holder.radius_km), 3)


def widened(point: Point, doubt_km: float) -> Point:
    """Return a point with its radius widened by the doubt about it; a point much in doubt is near, not exact."""
    radius = point.radius_km + doubt_km
    return Point(point.lat, point.lon, round(radius, 1), max(point.precision, 2 if doubt_km > EXACT_KM else 1))
