"""A gazetteer file as it is looked into: its names and places in memory, so that no report waits for a query."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from marsad.codebook.places import PlaceTables
from marsad.errors import UsageError
from marsad.gazetteer.entry import Entry, from_cells, reach
from marsad.gazetteer.geometry import Shape, holds
from marsad.gazetteer.records import LEVELS, is_arabic

COLUMNS = (
    "id source name name_ar lat lon radius_km feature country admin1 admin2 admin3 pcode population within note names"
).split()
RADIUS = {"district": 20.0, "subdistrict": 10.0, "governorate": 50.0}
"""How far a unit without an outline or a told radius reaches, in kilometres."""


class Opened:
    """The places of a file by folded Arabic name, by id and by unit; read once, then the file is closed."""

    def __init__(self, path: Path, tables: PlaceTables) -> None:
        import sqlite3

        from marsad.gazetteer.file import open_file

        self.path = path
        self.radii = {row.feature: row.radius_km for row in reversed(tables.features)} | RADIUS
        joined = " || char(9) || ".join(COLUMNS)
        self.keys: dict[str, list[int]] = {}
        try:
            with closing(open_file(path)) as base:
                lines = base.execute(f"SELECT {joined}, population FROM place ORDER BY n").fetchall()  # noqa: S608
                self.lines: list[str] = ["", *(line for line, _ in lines)]
                self.sizes: list[int] = [0, *(size for _, size in lines)]
                for key, number in base.execute("SELECT key, place FROM name ORDER BY key, place"):
                    if is_arabic(key):
                        self.keys.setdefault(key, []).append(number)
                self.same: dict[str, int] = dict(base.execute("SELECT id, place FROM same"))
                self.ids: dict[str, int] = dict(base.execute("SELECT id, n FROM place"))
        except sqlite3.Error as error:
            raise UsageError(f"{path}: is damaged ({error}); build it again") from None
        self._shapes: list[tuple[int, int, Shape]] | None = None
        units = [one for one in self._of_features(LEVELS) if one.feature in LEVELS]
        self.units = {(one.country, LEVELS[one.feature], one.name): one for one in units}

    def find(self, key: str) -> Iterator[Entry]:
        """Give the places of a folded name."""
        return map(self.entry, self.keys.get(key, ()))

    def entry(self, number: int) -> Entry:
        """Return a place by its number in the file."""
        cells = self.lines[number].split("\t")
        radius, feature = float(cells[6]), cells[7]
        if not radius:
            settled = feature in ("city", "town", "village")
            radius = reach(int(cells[13]), feature) if settled else self.radii.get(feature, 2.0)
        return from_cells(cells, radius)

    def by_id(self, id: str) -> Entry | None:
        """Return a place by its id here or in another source; None where there is none."""
        number = self.same.get(id) or self.ids.get(id)
        return self.entry(number) if number else None

    def largest(self, key: str) -> int:
        """Return how many inhabit the largest place of a name."""
        return max(map(self.sizes.__getitem__, self.keys[key]))

    def feature(self, key: str) -> str:
        """Return the sort of the first place of a name."""
        return self.lines[self.keys[key][0]].split("\t", 8)[7]

    def __iter__(self) -> Iterator[Entry]:
        return map(self.entry, range(1, len(self.lines)))

    def _of_features(self, wanted: dict[str, int]) -> Iterator[Entry]:
        marks = tuple(f"\t{feature}\t" for feature in wanted)
        for number, line in enumerate(self.lines):
            if any(mark in line for mark in marks):
                yield self.entry(number)

    def units_at(self, lat: float, lon: float) -> list[Entry]:
        """Return the units whose outlines hold a point, the widest first."""
        if self._shapes is None:
            from marsad.gazetteer.file import open_file, read_shape

            with closing(open_file(self.path)) as base:
                query = "SELECT place, level, west, south, east, north, polygons FROM area ORDER BY level, place"
                self._shapes = [(row[0], row[1], read_shape(row[2:])) for row in base.execute(query)]
        return [self.entry(number) for number, _, area in self._shapes if holds(area, lat, lon)]
