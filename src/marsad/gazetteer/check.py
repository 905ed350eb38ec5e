"""What may be wrong in a gazetteer: for its makers to look at."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from marsad.errors import UsageError
from marsad.gazetteer.file import read_records
from marsad.gazetteer.geometry import distance_km, holds
from marsad.gazetteer.records import Record, is_arabic

CROWD = 20
"""So many places at one point are a default of a source, not places."""
OUTSIDE_KM = 60.0
"""A place may lie so far outside the outline of its unit: outlines are simplified."""


def problems(file: Path) -> Iterator[str]:
    """Give a line for each thing to look at: points, units and names."""
    try:
        listed = list(read_records(file))
    except sqlite3.Error as error:
        raise UsageError(f"{file}: is damaged ({error}); build it again") from None
    units = {(one.country, one.level, one.admin[one.level - 1]): one for one in listed if one.level}
    crowds: dict[tuple[float, float], list[Record]] = defaultdict(list)
    for one in listed:
        crowds[one.lat, one.lon].append(one)
        yield from _of(one, units)
    for (lat, lon), many in crowds.items():
        if len(many) >= CROWD:
            yield f"{len(many)} places at {lat}, {lon}: {', '.join(one.id for one in many[:3])} ..."


def _of(one: Record, units: dict[tuple[str, int, str], Record]) -> Iterator[str]:
    """Give what may be wrong with one place."""
    if not any(is_arabic(name) for name in one.names) and one.level:
        yield f"{one.id}: the unit {one.name} has no Arabic name, so no report's words lead to it"
    if one.level == 1 and not one.pcode and one.source != "marsad":
        yield f"{one.id}: {one.name} is none of Marsad's own first-order units"
    unit = units.get((one.country, 1, one.admin[0]))
    if unit is None or one.level:
        return
    if unit.shape and holds(unit.shape, one.lat, one.lon):
        return
    away = distance_km(one.lat, one.lon, unit.lat, unit.lon)
    if away > OUTSIDE_KM + 2.5 * max(unit.radius_km, 20.0):
        yield f"{one.id}: {one.name} is {away:.0f} km from the middle of {unit.name}, its unit"
