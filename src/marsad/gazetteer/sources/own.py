"""A team's own places: a TSV of name, aliases, lat, lon, radius, within and note, which overlays everything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad.codebook.place_sources import PlaceSources
from marsad.errors import UsageError
from marsad.gazetteer.records import Record
from marsad.gazetteer.sources.rows import Line, read_rows
from marsad.gazetteer.sources.table import records

NEEDED = ("name", "lat", "lon")
KNOWN = ("name", "aliases", "lat", "lon", "radius", "within", "note", "id", "feature", "country", "pcode")
COLUMNS = {"aliases": "names", "radius": "radius_km"}
RADIUS = 1.0
"""Kilometres that a place reaches where its row tells none."""


def read(path: Path, sources: PlaceSources) -> Iterator[Record]:
    """Give a team's own places; raises `UsageError` with file and row for a row that is not as it should be."""
    for record in records(_checked(read_rows(path), path), _columns(path), "own", sources, {"feature": "village"}):
        record.radius_km = record.radius_km or RADIUS
        yield record


def _columns(path: Path) -> dict[str, tuple[str, ...]]:
    line = next(read_rows(path), None)
    if line is None:
        raise UsageError(f"{path}: has no places")
    missing = [column for column in NEEDED if column not in line.cells]
    strange = [column for column in line.cells if column not in KNOWN]
    if missing or strange:
        problem = f"has no column {missing[0]!r}" if missing else f"has a column {strange[0]!r}"
        raise UsageError(
            f"{path}:1: {problem}; the columns are {', '.join(KNOWN)}, of which {', '.join(NEEDED)} are needed"
        )
    return {COLUMNS.get(column, column): (column,) for column in line.cells}


def _checked(lines: Iterator[Line], path: Path) -> Iterator[Line]:  # noqa: ARG001 - the lines know their file
    for line in lines:
        empty = [column for column in NEEDED if not line.cells[column].strip()]
        if empty:
            raise UsageError(f"{line.where}: {empty[0]} is empty")
        feature, country = line.cells.get("feature", ""), line.cells.get("country", "")
        if country and (len(country) != 2 or not country.isalpha()):
            raise UsageError(f"{line.where}: country {country!r} is no code of two letters, such as SY")
        if feature and " " in feature:
            raise UsageError(f"{line.where}: feature {feature!r} is no sort of place, such as village")
        yield line
