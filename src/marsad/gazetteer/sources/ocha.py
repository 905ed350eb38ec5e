"""OCHA: boundaries of units (COD-AB, GeoJSON and XLSX, old and new names of columns) and lists of populated places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from marsad.codebook.place_sources import PlaceSources
from marsad.errors import UsageError
from marsad.gazetteer.records import Record
from marsad.gazetteer.sources.rows import Line, members, read_rows
from marsad.gazetteer.sources.sheets import sheet_rows
from marsad.gazetteer.sources.table import records

LEVEL = re.compile(r"adm(?:in)?[_ -]?([1-3])", re.IGNORECASE)
PLACES = re.compile(r"location|populated|ppl|communit|neighbo|settlement|village", re.IGNORECASE)


def files(folder: Path, country: str) -> list[Path]:
    """Return the files of OCHA for a country: below `ocha/CC`, or named `ocha_CC*`, by the order of their names."""
    found = [*(folder / "ocha" / country).glob("*"), *folder.glob(f"ocha_{country}*")]
    return sorted(path for path in found if path.suffix.lower() in (".geojson", ".xlsx", ".csv", ".gz", ".zip"))


def read(path: Path, country: str, sources: PlaceSources) -> Iterator[Record]:
    """Give the units and places of a file; its columns, or the names of its sheets, tell what it holds."""
    if path.suffix.lower() == ".xlsx":
        sheets: dict[str, list[Line]] = {}
        for sheet, cells, where in sheet_rows(path):
            sheets.setdefault(sheet, []).append(Line(cells, where))
        parts = list(sheets.items())
    elif path.suffix.lower() == ".zip":
        drawn = [name for name in members(path) if name.lower().endswith((".geojson", ".json")) and LEVEL.search(name)]
        parts = [(name, list(read_rows(path, name))) for name in drawn]
    else:
        parts = [(path.name, list(read_rows(path)))]
    known = False
    for name, lines in parts:
        columns = _columns(lines[0].cells, name) if lines else None
        if columns:
            known = True
            fixed = {"country": country} | ({} if "level" in columns else {"level": _level(name, lines[0].cells)})
            yield from records(lines, columns, "ocha", sources, fixed)
    if not known:
        raise UsageError(f"{path}: has no columns of OCHA's: neither adm1_pcode nor ADM1_PCODE nor a list of places")


def _level(name: str, cells: dict[str, str]) -> str:
    """Return the order of the units of a sheet or file; empty for places."""
    if PLACES.search(name) and not LEVEL.search(name):
        return ""
    found = LEVEL.search(name)
    deepest = max(
        (int(level) for level in "123" if _first(cells, f"adm{level}_pcode", f"admin{level}Pcode")), default=0
    )
    return found[1] if found else str(deepest)


def _columns(cells: dict[str, str], name: str) -> dict[str, tuple[str, ...]] | None:
    """Return the columns of a sheet or file of COD-AB or of a list of places; None where it is neither."""
    level = _level(name, cells)
    own = f"adm{level}" if level else ""
    wanted = {
        "pcode": (f"{own}_pcode", f"admin{level}Pcode") if own else ("pcode", "location_pcode", "p_code", "loc_pcode"),
        "name": (f"{own}_name", f"{own}_en", f"admin{level}Name_en") if own else ("name_en", "location_en", "name"),
        "lat": ("center_lat", "latitude", "lat", "y", "latitude_y"),
        "lon": ("center_lon", "longitude", "lon", "long", "x", "longitude_x"),
        "population": ("population",),
        "feature": ("type", "location_type"),
    }
    found: dict[str, tuple[str, ...]] = {
        field: (column,) for field, names in wanted.items() if (column := _first(cells, *names))
    }
    arabic = (f"{own}_name1", f"{own}_ar", f"{own}_name_ar", f"admin{level}Name_ar", f"{own}_altnames")
    names = [_first(cells, one) for one in (arabic if own else ("name_ar", "location_ar", "name_arabic"))]
    found["names"] = tuple(one for one in names if one)
    for upper in range(1, int(level or 4)):
        column = _first(cells, f"adm{upper}_pcode", f"admin{upper}Pcode", f"admin{upper}_pcode")
        if column:
            found[f"admin{upper}"] = (column,)
    return found if "pcode" in found and ("name" in found or found["names"]) else None


def _first(cells: dict[str, str], *names: str) -> str:
    """Return the first column of one of these names, capitals or not."""
    known = {column.lower(): column for column in cells}
    return next((known[name.lower()] for name in names if name.lower() in known), "")
