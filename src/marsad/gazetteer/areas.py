"""Which units hold a place: by their outlines where there are any, else by the codes and names that sources give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from marsad.errors import UsageError
from marsad.gazetteer.geometry import distance_km, shape
from marsad.gazetteer.merge import keys
from marsad.gazetteer.records import Record, key_of

NEIGHBOUR_KM = 25.0
"""A place of which nothing else is known lies in the unit of the nearest place, if it is no further than this."""
Names = tuple[str, str, str]


def place_in_units(records: Sequence[Record], *, repair: bool = False) -> None:
    """Fill in `admin`, the names of the units that hold each record, those of units too; `repair` mends outlines."""
    units = [record for record in records if record.level]
    ids = {id: unit for unit in units for id in (unit.id, *unit.same)}
    called = {(unit.country, unit.level, key): unit for unit in reversed(units) for key in keys(unit)}
    outlines = _Outlines(units, repair)
    drawn = outlines.find(records)
    for at, record in enumerate(records):
        holders: dict[int, str] = {}
        for unit in (*drawn.get(at, ()), *(ids[one] for one in record.units if one in ids)):
            if unit.country == record.country and (not record.level or unit.level < record.level):
                holders.setdefault(unit.level, unit.name)
        if record.level:
            holders[record.level] = record.name
        named = [_named(record, level, called) for level in (1, 2, 3)]
        record.admin = (holders.get(1, named[0]), holders.get(2, named[1]), holders.get(3, named[2]))
    _ask_neighbours(records)


def _named(record: Record, level: int, called: dict[tuple[str, int, str], Record]) -> str:
    """Return the unit that a source names, by our own name for it; an id of another source is no name."""
    name = record.admin[level - 1]
    unit = called.get((record.country, level, key_of(name))) if name else None
    return unit.name if unit else "" if name.replace("-", "").isdigit() else name


def _ask_neighbours(records: Sequence[Record]) -> None:
    """Give places without a unit, and own ones without a country, those of the nearest place."""
    lost = [record for record in records if not record.admin[0]]
    if not lost:
        return
    cells: dict[tuple[int, int], list[Record]] = defaultdict(list)
    for record in records:
        if record.admin[0] and not record.level:
            cells[int(record.lat * 4), int(record.lon * 4)].append(record)
    for record in lost:
        at, on = int(record.lat * 4), int(record.lon * 4)
        near = [other for y in (-1, 0, 1) for x in (-1, 0, 1) for other in cells.get((at + y, on + x), ())]
        near = [other for other in near if record.country in ("", other.country)]
        nearest = min(near, key=lambda one: distance_km(one.lat, one.lon, record.lat, record.lon), default=None)
        if nearest and distance_km(nearest.lat, nearest.lon, record.lat, record.lon) <= NEIGHBOUR_KM:
            record.admin, record.country = (nearest.admin[0], *record.admin[1:]), nearest.country


class _Outlines:
    """The outlines of units, checked; needs `shapely` where there are any."""

    def __init__(self, units: Iterable[Record], repair: bool) -> None:
        self.units = [unit for unit in units if unit.shape]
        self.polygons = [_polygon(unit, repair) for unit in self.units]

    def find(self, records: Sequence[Record]) -> dict[int, list[Record]]:
        """Return by place in the list which units' outlines hold it, the widest first."""
        found: dict[int, list[Record]] = defaultdict(list)
        if not self.units:
            return found
        import shapely

        tree = shapely.STRtree(self.polygons)
        points = shapely.points([record.lon for record in records], [record.lat for record in records])
        for at, unit in zip(*tree.query(points, predicate="intersects"), strict=True):
            found[int(at)].append(self.units[unit])
        for holders in found.values():
            holders.sort(key=lambda one: (one.level, one.id))
        return found


def _polygon(unit: Record, repair: bool) -> Any:
    """Return a unit's outline for computing; where it crosses itself, mended, or raises `UsageError`."""
    try:
        import shapely
    except ImportError:
        raise UsageError(f"{unit.where}: outlines need shapely: pip install 'marsad[geo]'") from None
    assert unit.shape is not None
    polygon = shapely.MultiPolygon([(rings[0], rings[1:]) for rings in unit.shape.polygons])
    if polygon.is_valid:
        return polygon
    if not repair:
        problem = f"the outline of {unit.name} is not valid ({shapely.is_valid_reason(polygon)})"
        raise UsageError(f"{unit.where}: {problem}; build with --repair to have it mended")
    parts = shapely.get_parts(shapely.get_parts(shapely.make_valid(polygon)))
    mended = shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"])
    unit.shape = shape(shapely.geometry.mapping(mended))
    return mended
