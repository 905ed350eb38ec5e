"""Places that are lines or areas: roads and stretches between two places, borders, a side of a countryside."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from marsad.codebook.borders import BorderRow
from marsad.extract.places import PlaceMention
from marsad.gazetteer import Entry
from marsad.gazetteer.geometry import distance_km, middle, offset
from marsad.gazetteer.lookup import UNITS
from marsad.resolve.place_point import Point

Geometry = dict[str, object]
"""A GeoJSON geometry, longitude first."""
LEAST_KM = 5.0
FURTHEST_KM = 400.0
"""Two ends further apart than this are no road that a report would name by them."""
BESIDE_KM = 120.0
"""A place named beside a border tells which stretch of it is meant, if it is no further away."""
STRETCH_KM = 40.0
SPREAD = 45.0
"""Degrees to either side of a direction that still count as it."""


def between(near: Entry, far: Entry) -> tuple[Point, Geometry]:
    """Return the middle of two places, half of their distance, and the line: `طريق دمشق – السويداء`."""
    lat, lon = middle(near.lat, near.lon, far.lat, far.lon)
    half = distance_km(near.lat, near.lon, far.lat, far.lon) / 2
    line = _line([(near.lat, near.lon), (far.lat, far.lon)])
    return Point(lat, lon, round(max(half, LEAST_KM), 1), 5), line


def far_end(near: Entry, entries: Sequence[Entry]) -> Entry | None:
    """Return the nearest of the places that the other end's name may mean; None where all are too far."""
    others = [one for one in entries if one.id != near.id and one.feature not in UNITS] or [
        one for one in entries if one.id != near.id and one.feature != "country"
    ]
    apart = [(distance_km(near.lat, near.lon, one.lat, one.lon), -one.population, one.id, one) for one in others]
    best = min((one for one in apart if one[0] > LEAST_KM / 2), default=None)
    return best[-1] if best and best[0] <= FURTHEST_KM else None


def along(border: BorderRow, beside: Entry | None) -> tuple[Point, Geometry]:
    """Return the stretch of a border next to a place named beside it, else its middle, and its line."""
    geometry = _line(border.line)
    points = _dense(border.line)
    if beside is not None:
        away, lat, lon = min((distance_km(beside.lat, beside.lon, lat, lon), lat, lon) for lat, lon in points)
        if away <= BESIDE_KM:
            return Point(round(lat, 5), round(lon, 5), max(STRETCH_KM, round(away, 1)), 5), geometry
    lat, lon = points[len(points) // 2]
    reach = max(distance_km(lat, lon, other, on) for other, on in border.line)
    return Point(round(lat, 5), round(lon, 5), round(reach, 1), 5), geometry


def _dense(line: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points along a line, some ten kilometres apart."""
    found = [line[0]]
    for (lat, lon), (lat2, lon2) in itertools.pairwise(line):
        steps = max(1, round(distance_km(lat, lon, lat2, lon2) / 10))
        found += [(lat + (lat2 - lat) * at / steps, lon + (lon2 - lon) * at / steps) for at in range(1, steps + 1)]
    return found


def side(mention: PlaceMention, entry: Entry, reach_km: float) -> Geometry | None:
    """Return the sector that a direction cuts out of a place's surroundings: `ريف حلب الشمالي`."""
    row = mention.direction
    if row is None or row.bearing is None:
        return None
    arc = [offset(entry.lat, entry.lon, row.bearing + SPREAD * step / 3, reach_km) for step in range(-3, 4)]
    ring = [[lon, lat] for lat, lon in [(entry.lat, entry.lon), *arc, (entry.lat, entry.lon)]]
    return {"type": "Polygon", "coordinates": [ring]}


def _line(points: Sequence[tuple[float, float]]) -> Geometry:
    return {"type": "LineString", "coordinates": [[lon, lat] for lat, lon in points]}
