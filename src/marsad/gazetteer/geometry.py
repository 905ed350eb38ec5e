"""Distances, directions and areas on the globe, in degrees (WGS 84) and kilometres."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import NamedTuple

Ring = tuple[tuple[float, float], ...]
"""Points of a border, longitude first as GeoJSON has it; the last is the first again."""
KM = 111.2
"""Kilometres of a degree of latitude."""


class Shape(NamedTuple):
    """An area: its polygons, each an outer ring and the holes in it, and the box around all of it."""

    polygons: tuple[tuple[Ring, ...], ...]
    west: float
    south: float
    east: float
    north: float


def distance_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in kilometres (spherical earth)."""
    a, b = math.radians(lat), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def offset(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Return the point so many kilometres away in a direction (degrees from north)."""
    north = km * math.cos(math.radians(bearing)) / KM
    east = km * math.sin(math.radians(bearing)) / (KM * math.cos(math.radians(lat)))
    return round(lat + north, 5), round(lon + east, 5)


def middle(lat: float, lon: float, lat2: float, lon2: float) -> tuple[float, float]:
    """Return the point halfway between two that are not far apart."""
    return round((lat + lat2) / 2, 5), round((lon + lon2) / 2, 5)


def shape(geometry: object) -> Shape:
    """Read a GeoJSON polygon or multipolygon; raises `ValueError` in words where it is none."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"its geometry is {kind or 'missing'}, not a Polygon or MultiPolygon")
    try:
        listed = [geometry["coordinates"]] if kind == "Polygon" else geometry["coordinates"]
        polygons = tuple(tuple(_ring(ring) for ring in polygon) for polygon in listed)
        points = [point for polygon in polygons for point in polygon[0]]
        lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
        return Shape(polygons, min(lons), min(lats), max(lons), max(lats))
    except (KeyError, TypeError, IndexError):
        raise ValueError("its geometry has no rings of points") from None


def _ring(points: Sequence[Sequence[float]]) -> Ring:
    ring = tuple((float(point[0]), float(point[1])) for point in points)
    if len(ring) < 4 or ring[0] != ring[-1]:
        raise ValueError("its border does not close")
    if any(not -180 <= lon <= 180 or not -90 <= lat <= 90 for lon, lat in ring):
        raise ValueError("its border is out of range: longitude comes first, -180 to 180, then latitude, -90 to 90")
    return ring


def holds(area: Shape, lat: float, lon: float) -> bool:
    """Tell whether a point lies in an area."""
    if not (area.west <= lon <= area.east and area.south <= lat <= area.north):
        return False
    return any(_within(rings[0], lat, lon) and not any(_within(hole, lat, lon) for hole in rings[1:])
               for rings in area.polygons)  # fmt: skip


def _within(ring: Ring, lat: float, lon: float) -> bool:
    """Count the crossings of a ray: an odd number is within."""
    odd = False
    before_lon, before_lat = ring[0]
    for next_lon, next_lat in ring[1:]:
        if (before_lat > lat) != (next_lat > lat):
            crossing = before_lon + (lat - before_lat) * (next_lon - before_lon) / (next_lat - before_lat)
            odd ^= lon < crossing
        before_lon, before_lat = next_lon, next_lat
    return odd


def area_km2(area: Shape) -> float:
    """Return the size of an area in square kilometres, holes taken off."""
    return sum(_size(rings[0]) - sum(_size(hole) for hole in rings[1:]) for rings in area.polygons)


def _size(ring: Ring) -> float:
    scale = math.cos(math.radians(sum(lat for _, lat in ring) / len(ring)))
    pairs = itertools.pairwise(ring)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2 * KM * KM * scale


def radius_of(area: Shape) -> float:
    """Return the radius in kilometres of a circle as large as an area."""
    return math.sqrt(area_km2(area) / math.pi)


def inner_point(area: Shape) -> tuple[float, float]:
    """Return a point in an area: the middle of its largest polygon, or of the widest cut through it."""
    rings = max(area.polygons, key=lambda polygon: _size(polygon[0]))
    ring = rings[0]
    lat, lon = sum(p[1] for p in ring[:-1]) / (len(ring) - 1), sum(p[0] for p in ring[:-1]) / (len(ring) - 1)
    if holds(area, lat, lon):
        return round(lat, 5), round(lon, 5)
    cuts = sorted(_crossings(ring, lat))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    west, east = max(spans, key=lambda span: span[1] - span[0], default=(lon, lon))
    return round(lat, 5), round((west + east) / 2, 5)


def _crossings(ring: Ring, lat: float) -> list[float]:
    found = []
    for (lon, at), (lon2, at2) in itertools.pairwise(ring):
        if (at > lat) != (at2 > lat):
            found.append(lon + (lat - at) * (lon2 - lon) / (at2 - at))
    return found
