"""The tables and GeoNames merged into one index of folded names."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from marsad.codebook.places import NameRow, PlaceRow, PlaceTables
from marsad.errors import UsageError
from marsad.text.fold import fold_word

GEONAMES = Path("places/geonames.tsv.gz")
LARGE = 100_000
"""Inhabitants from which a city abroad counts by its name alone."""
SHORT = 3
"""Names of so few letters are read from GeoNames for large cities only."""


class Entry(NamedTuple):
    """A place of the gazetteer; `radius_km` is how far it reaches from `lat`, `lon` (WGS 84 degrees)."""

    id: str
    name: str
    name_ar: str
    lat: float
    lon: float
    radius_km: float
    feature: str
    country: str
    admin1: str = ""
    admin2: str = ""
    pcode: str = ""
    population: int = 0
    source: str = ""
    within: str = ""


@dataclass(slots=True)
class Index:
    """Folded name to places: rows of the tables, and lines of GeoNames not yet read."""

    rows: dict[str, list[PlaceRow]] = field(default_factory=dict)
    lines: dict[str, list[list[str]]] = field(default_factory=dict)
    units: dict[tuple[str, str], str] = field(default_factory=dict)


def build_index(root: Path, tables: PlaceTables) -> Index:
    """Index the tables and, where it lies in `root`, the GeoNames file."""
    index = Index(units=tables.units)
    for row in tables.places:
        for name in row.names:
            index.rows.setdefault(fold_word(name), []).append(row)
    path = root / GEONAMES
    if path.is_file():
        _read_geonames(path, index.lines)
    if not index.rows and not index.lines:
        raise UsageError(
            f"no places at all in {root / 'places'}: reinstall Marsad, or give a data folder that has them"
        )
    return index


def _read_geonames(path: Path, lines: dict[str, list[list[str]]]) -> None:
    try:
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} is damaged ({error}): run `python scripts/build_geonames.py` to make it again"
        ) from error
    for line in text.split("\n")[1:]:
        cells = line.split("\t")
        for key in cells[-1].split("|"):
            if key in lines:
                lines[key].append(cells)
            elif key:
                lines[key] = [cells]


def name_rows(index: Index, tables: PlaceTables) -> dict[str, NameRow]:
    """Return every folded name and what it needs in a text to count as a place."""
    need = {fold_word(form): "feature" for row in tables.words if row.role == "common" for form in row.forms}
    need |= {fold_word(form): "preposition" for row in tables.words if row.role == "weak" for form in row.forms}
    made: dict[tuple[str, str], NameRow] = {}
    core = {country for country, _ in index.units}
    found: dict[str, NameRow] = {}
    for key, cells in index.lines.items():
        largest = max([int(row[6]) for row in cells])
        if len(key) <= SHORT and largest < LARGE and key not in index.rows:
            continue
        kind = ("town", need.get(key) or _foreign_need(key, largest, any(row[4] in core for row in cells)))
        found[key] = made.get(kind) or made.setdefault(kind, NameRow(*kind))
    for key, rows in index.rows.items():
        kind = (rows[0].feature, need.get(key, ""))
        found[key] = made.get(kind) or made.setdefault(kind, NameRow(*kind))
    return found


def _foreign_need(key: str, largest: int, near: bool) -> str:
    """Return what a name needs that only GeoNames has: the less known its largest place, the more."""
    large = largest >= LARGE
    if " " in key:
        return "" if near or large else "preposition"
    if large and near:
        return "" if len(key) > SHORT else "preposition"
    if largest >= 10 * LARGE:
        return "preposition"
    return "preposition" if near and len(key) > 3 else "feature"


def from_row(row: PlaceRow, population: int = 0) -> Entry:
    """Make an entry of a row of the tables."""
    return Entry(
        row.id,
        row.name,
        row.names[0],
        row.lat,
        row.lon,
        row.radius_km,
        row.feature,
        row.country,
        row.admin1,
        row.admin2,
        row.pcode,
        population,
        row.source,
        row.within,
    )


def from_line(cells: list[str], units: dict[tuple[str, str], str]) -> Entry:
    """Make an entry of a line of GeoNames."""
    population = int(cells[6])
    feature = "city" if population >= 50_000 else "town"
    return Entry(
        f"geonames:{cells[0]}",
        cells[1],
        cells[7],
        float(cells[2]),
        float(cells[3]),
        _radius(population),
        feature,
        cells[4],
        units.get((cells[4], cells[5]), ""),
        "",
        "",
        population,
        "GeoNames",
    )


def _radius(population: int) -> float:
    """Return how far a town of so many inhabitants reaches, in kilometres."""
    for limit, radius in ((5_000, 2.0), (50_000, 3.0), (300_000, 5.0), (1_000_000, 8.0)):
        if population < limit:
            return radius
    return 12.0
