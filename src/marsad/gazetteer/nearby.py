"""Places by where they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from marsad.gazetteer.entry import Entry
from marsad.gazetteer.geometry import distance_km

CELL = 0.25
"""Degrees of the cells that places are kept in; a nearest place is looked for in a cell and those around it."""
PLACES = frozenset({"city", "town", "village", "quarter", "camp"})


class Nearby:
    """Places by cells of the globe; the settled ones that lie in a unit tell which units a point lies in."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._cells: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        self._all: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        for entry in entries:
            self._all[_cell(entry.lat), _cell(entry.lon)].append(entry)
            if entry.admin1 and entry.feature in PLACES:
                self._cells[_cell(entry.lat), _cell(entry.lon)].append(entry)

    def nearest(self, lat: float, lon: float) -> Entry | None:
        """Return the nearest place; None where there is none within some 25 km."""
        return min(
            _near(self._cells, lat, lon),
            key=lambda one: (distance_km(lat, lon, one.lat, one.lon), one.id),
            default=None,
        )

    def around(self, lat: float, lon: float) -> list[Entry]:
        """Return the places within some 25 km, and some further ones."""
        return _near(self._all, lat, lon)


def _near(cells: dict[tuple[int, int], list[Entry]], lat: float, lon: float) -> list[Entry]:
    y, x = _cell(lat), _cell(lon)
    return [one for dy in (-1, 0, 1) for dx in (-1, 0, 1) for one in cells.get((y + dy, x + dx), ())]


def _cell(degrees: float) -> int:
    return int(degrees // CELL)
