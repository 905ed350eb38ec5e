"""Small sources of invented places, in the shapes that real ones have."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from marsad.codebook.place_sources import PlaceSources, load_place_sources
from marsad.codebook.places import PlaceTables, load_places
from marsad.gazetteer.make import Maker


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


@pytest.fixture
def geonames(tmp_path: Path) -> Callable[[Sequence[str]], Path]:
    """Return what writes a country's dump, zipped as GeoNames has it, and gives its folder."""

    def write(rows: Sequence[str]) -> Path:
        with zipfile.ZipFile(tmp_path / "geonames_SY.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "about the dump")
            archive.writestr("SY.txt", "".join(f"{row}\n" for row in rows))
        return tmp_path

    return write
