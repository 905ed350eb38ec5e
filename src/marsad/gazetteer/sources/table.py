"""Rows of any table → records, by a map of its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from marsad.codebook.place_sources import PlaceSources
from marsad.errors import UsageError
from marsad.gazetteer.geometry import inner_point, radius_of
from marsad.gazetteer.records import Record, point
from marsad.gazetteer.sources.rows import Line

FIELDS = (
    "id", "name", "names", "lat", "lon", "feature", "country", "population", "radius_km", "pcode", "within", "note",
    "admin1", "admin2", "admin3", "geonames", "wikidata", "iso", "level",
)  # fmt: skip
"""What a column can hold; `names` may be given several times, of several columns."""
UNITS = ("", "governorate", "district", "subdistrict")
SEPARATORS = re.compile(r"\s*[|;]\s*")
Columns = Mapping[str, tuple[str, ...]]


def parse_columns(text: str, fixed: Mapping[str, str] | None = None) -> dict[str, tuple[str, ...]]:
    """Read `id=wof_id,names=names_ar,names=names_latin`; raises `UsageError` where it cannot be."""
    found: dict[str, tuple[str, ...]] = {}
    for part in text.split(","):
        field, equals, column = part.strip().partition("=")
        if field not in FIELDS:
            raise UsageError(f"--columns: {field!r} is none of {', '.join(FIELDS)}")
        found[field] = (*found.get(field, ()), column if equals else field)
    drawn = "level" in found or "level" in (fixed or {})
    if not ({"lat", "lon"} <= found.keys() or drawn) or not {"name", "names"} & found.keys():
        raise UsageError("--columns: name the columns of at least name (or names), lat and lon")
    return found


def records(
    lines: Iterable[Line], columns: Columns, source: str, sources: PlaceSources, fixed: Mapping[str, str] | None = None
) -> Iterator[Record]:
    """Give a record for each row with a point and a known sort of place; `fixed` holds fields without a column."""
    checked = False
    for number, line in enumerate(lines, 1):
        if not checked:
            _check(line, columns)
            checked = True
        cells = {field: [line.cells.get(column, "").strip() for column in names] for field, names in columns.items()}
        cells |= {field: [value] for field, value in (fixed or {}).items() if not any(cells.get(field, ()))}
        record = _record(line, cells, source, sources, number)
        if record:
            yield record


def _check(line: Line, columns: Columns) -> None:
    missing = [column for names in columns.values() for column in names if column not in line.cells]
    if missing and not (line.area and set(missing) <= {"lat", "lon"}):
        raise UsageError(
            f"{line.where}: has no column {', '.join(map(repr, missing))}; its columns are {', '.join(line.cells)}"
        )


def _record(line: Line, cells: dict[str, list[str]], source: str, sources: PlaceSources, number: int) -> Record | None:
    """Make the record of a row; None where it has no name, no point or no sort of place that is taken."""

    def cell(field: str) -> str:
        return next((value for value in cells.get(field, ()) if value), "")

    names = _names(cells)
    place = _point(line, cell("lat"), cell("lon"))
    population = whole(cell("population"), line.where)
    feature = _feature(cell("feature"), cell("level"), source, sources, population)
    if not names or place is None or not feature:
        return None
    same = [f"{name}:{cell(name)}" for name in ("geonames", "wikidata", "pcode", "iso") if cell(name)]
    given = [cell(f"admin{level}") for level in (1, 2, 3)]
    return Record(
        f"{source}:{cell('id') or cell('pcode') or number}", source, cell("name") or names[0], names, *place, feature,
        cell("country").upper(), line.where, population, _radius(line, cell("radius_km")), cell("pcode"),
        cell("within"), cell("note"), tuple(same), tuple(f"{source}:{unit}" for unit in given if unit),
        (given[0], given[1], given[2]), line.area if feature in UNITS else None,
    )  # fmt: skip


def _names(cells: dict[str, list[str]]) -> tuple[str, ...]:
    """Return all names once, in their order; a cell may hold several, parted by | or ;."""
    found = [name for field in ("name", "names") for value in cells.get(field, ()) for name in SEPARATORS.split(value)]
    return tuple(dict.fromkeys(name for name in found if name))


def _point(line: Line, lat: str, lon: str) -> tuple[float, float] | None:
    if (not lat or not lon) and line.area:
        return inner_point(line.area)
    return point(lat, lon, line.where)


def _feature(code: str, level: str, source: str, sources: PlaceSources, population: int) -> str:
    if level.isdigit() and 1 <= int(level) <= 3:
        return UNITS[int(level)]
    known = sources.feature(source, code, population)
    return known or (code if code in {*sources.codes.values()} | {*UNITS} else "")


def _radius(line: Line, told: str) -> float:
    if told:
        try:
            if 0 < float(told) <= 2000:
                return float(told)
        except ValueError:
            pass
        raise UsageError(f"{line.where}: radius {told!r} is no number of kilometres above 0")
    return round(radius_of(line.area), 1) if line.area else 0.0


def whole(value: str, where: str) -> int:
    """Return a number of people; 0 where none is told."""
    try:
        return int(float(value)) if value else 0
    except ValueError:
        raise UsageError(f"{where}: {value!r} is no number of people") from None
