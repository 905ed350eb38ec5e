"""A place as a source tells it, and what must be true of it before it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from marsad.codebook.places import PlaceTables
from marsad.errors import UsageError
from marsad.gazetteer.geometry import Shape, distance_km
from marsad.text.fold import fold_word

LEVELS = {"governorate": 1, "district": 2, "subdistrict": 3}
"""Sorts of place that are administrative units, and of which order."""
FAR = 2.0
MARGIN_KM = 60.0
"""A place further from its country's middle than so many times the country's radius, and `MARGIN_KM`, lies abroad."""
SWAPPED = "latitude and longitude are swapped"


@dataclass(slots=True)
class Record:
    """A place of one source; `where` is its file and row, for messages.

    `same` holds its ids in other sources (`geonames:173812`, `wikidata:Q1`, `pcode:SY0800`, `iso:SY-HL`),
    `units` the ids of the units that hold it, `admin` their names where the source gives names only.
    """

    id: str
    source: str
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    feature: str
    country: str
    where: str
    population: int = 0
    radius_km: float = 0.0
    pcode: str = ""
    within: str = ""
    note: str = ""
    same: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    admin: tuple[str, str, str] = ("", "", "")
    shape: Shape | None = None

    @property
    def level(self) -> int:
        """The order of an administrative unit, 1 to 3; 0 for a place."""
        return LEVELS.get(self.feature, 0)

    @property
    def name_ar(self) -> str:
        """The first name in Arabic letters; empty without any."""
        return next((name for name in self.names if is_arabic(name)), "")


class Country(NamedTuple):
    """The circle that holds a country."""

    lat: float
    lon: float
    radius_km: float


def countries(tables: PlaceTables) -> dict[str, Country]:
    """Return the circle of each country that the tables know."""
    rows = (row for row in tables.places if row.feature == "country")
    return {row.id: Country(row.lat, row.lon, row.radius_km) for row in rows}


def is_arabic(name: str) -> bool:
    """Tell whether a name is written in Arabic letters."""
    return any("\u0621" <= char <= "\u064a" for char in name)


def key_of(name: str) -> str:
    """Return a name folded as reports are, signs between words cut: `الحسكة/المدينة` gives `الحسكه المدينه`."""
    words = "".join(char if char.isalnum() else " " for char in fold_word(name.lower()))
    return " ".join(words.split())


def point(lat: str, lon: str, where: str) -> tuple[float, float] | None:
    """Return coordinates in degrees; None where the source has none; raises `UsageError` where they cannot be."""
    if not lat.strip() or not lon.strip():
        return None
    try:
        found = float(lat), float(lon)
    except ValueError:
        raise UsageError(f"{where}: {lat!r}, {lon!r} are no coordinates in degrees") from None
    if not -90 <= found[0] <= 90 or not -180 <= found[1] <= 180:
        raise UsageError(f"{where}: {lat}, {lon} is out of range: latitude is -90 to 90, longitude -180 to 180")
    return None if found == (0.0, 0.0) else found


def stray(record: Record, known: dict[str, Country]) -> str:
    """Say what is wrong with a point that lies far from its country; empty where nothing is."""
    country = known.get(record.country)
    if country is None or _inside(record.lat, record.lon, country):
        return ""
    problem = f"{record.where}: {record.lat}, {record.lon} is not in {record.country}"
    if -90 <= record.lon <= 90 and _inside(record.lon, record.lat, country):
        return f"{problem}: {SWAPPED}"
    return f"{problem}: correct the point or the country"


def _inside(lat: float, lon: float, country: Country) -> bool:
    return distance_km(lat, lon, country.lat, country.lon) <= FAR * country.radius_km + MARGIN_KM
