"""Rows and outlines of invented places, in the shapes that real sources have."""

from __future__ import annotations

import json
from typing import Any


def geonames_row(number: int, name: str, lat: float, lon: float, **told: str) -> str:
    """Return a row of a dump of GeoNames."""
    cells = [str(number), name, name, told.get("others", ""), str(lat), str(lon), told.get("class_", "P")]
    cells += [told.get("code", "PPL"), told.get("country", "SY"), "", told.get("admin1", ""), told.get("admin2", "")]
    return "\t".join([*cells, "", "", told.get("population", "0"), "", "300", "Asia/Damascus", "2024-01-01"])


def square(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """Return a GeoJSON polygon."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def features(*pairs: tuple[dict[str, Any], dict[str, Any] | None]) -> str:
    """Return a GeoJSON collection of properties and geometries."""
    listed = [{"type": "Feature", "properties": cells, "geometry": geometry} for cells, geometry in pairs]
    return json.dumps({"type": "FeatureCollection", "features": listed}, ensure_ascii=False)
