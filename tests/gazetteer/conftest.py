"""Small sources of invented places, in the shapes that real ones have."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from marsad.codebook.place_sources import PlaceSources, load_place_sources
from marsad.codebook.places import PlaceTables, load_places
from marsad.gazetteer.make import Maker

Square = tuple[float, float, float, float]


@pytest.fixture(scope="session")
def tables(data: Path) -> PlaceTables:
    """Return Marsad's own tables of places."""
    return load_places(data, [])


@pytest.fixture(scope="session")
def sources(data: Path) -> PlaceSources:
    """Return the tables of codes and downloads."""
    return load_place_sources(data)


@pytest.fixture
def maker(tables: PlaceTables, sources: PlaceSources) -> Maker:
    """Return what makes a gazetteer."""
    return Maker(tables, sources)


def geonames_row(number: int, name: str, lat: float, lon: float, **told: str) -> str:
    """Return a row of a dump of GeoNames."""
    cells = [str(number), name, name, told.get("others", ""), str(lat), str(lon), told.get("class_", "P")]
    cells += [told.get("code", "PPL"), told.get("country", "SY"), "", told.get("admin1", ""), told.get("admin2", "")]
    return "\t".join([*cells, "", "", told.get("population", "0"), "", "300", "Asia/Damascus", "2024-01-01"])


@pytest.fixture
def geonames(tmp_path: Path) -> Callable[[Sequence[str]], Path]:
    """Return what writes a country's dump, zipped as GeoNames has it, and gives its folder."""

    def write(rows: Sequence[str]) -> Path:
        with zipfile.ZipFile(tmp_path / "geonames_SY.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "about the dump")
            archive.writestr("SY.txt", "".join(f"{row}\n" for row in rows))
        return tmp_path

    return write


def square(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """Return a GeoJSON polygon."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def features(*pairs: tuple[dict[str, Any], dict[str, Any] | None]) -> str:
    """Return a GeoJSON collection of properties and geometries."""
    listed = [{"type": "Feature", "properties": cells, "geometry": geometry} for cells, geometry in pairs]
    return json.dumps({"type": "FeatureCollection", "features": listed}, ensure_ascii=False)
