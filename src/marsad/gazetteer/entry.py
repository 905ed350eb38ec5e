"""A place of the gazetteer, and a unit that holds places."""

from __future__ import annotations

from typing import NamedTuple

from marsad.codebook.places import PlaceRow


class Unit(NamedTuple):
    """An administrative unit that holds a place: of the first, second or third order."""

    level: int
    name: str
    name_ar: str
    pcode: str

    def to_dict(self) -> dict[str, object]:
        """Return a member of the `units` list of a place."""
        return {"level": self.level, "name": self.name, "name_ar": self.name_ar or None, "pcode": self.pcode or None}


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
    admin3: str = ""
    names: tuple[str, ...] = ()


def from_row(row: PlaceRow, population: int = 0) -> Entry:
    """Make an entry of a row of the tables."""
    return Entry(
        row.id, row.name, row.names[0], row.lat, row.lon, row.radius_km, row.feature, row.country, row.admin1,
        row.admin2, row.pcode, population, row.source, row.within, "", row.names,
    )  # fmt: skip


def from_line(line: str, units: dict[tuple[str, str], str]) -> Entry:
    """Make an entry of a line of the GeoNames file that comes with Marsad."""
    cells = line.split("\t")
    population = int(cells[6])
    feature = "city" if population >= 50_000 else "town"
    return Entry(
        f"geonames:{cells[0]}", cells[1], cells[7], float(cells[2]), float(cells[3]), reach(population, feature),
        feature, cells[4], units.get((cells[4], cells[5]), ""), "", "", population, "GeoNames", "", "", (cells[7],),
    )  # fmt: skip


def from_cells(cells: list[str], radius: float) -> Entry:
    """Make an entry of a place of a gazetteer file."""
    id, source, name, name_ar, lat, lon, _, feature, country, *units, pcode, people, within, note, names = cells
    return Entry(
        id, name, name_ar, float(lat), float(lon), radius, feature, country, units[0], units[1], pcode, int(people),
        note or source, within, units[2], tuple(names.split("|")),
    )  # fmt: skip


def reach(population: int, feature: str = "city") -> float:
    """Return how far a settlement of so many inhabitants reaches, in kilometres."""
    if feature == "village" and population < 5_000:
        return 1.5
    for limit, radius in ((5_000, 2.0), (50_000, 3.0), (300_000, 5.0), (1_000_000, 8.0)):
        if population < limit:
            return radius
    return 12.0
