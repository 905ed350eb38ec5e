"""The tables of places: countries, units, seed places, and the words that speak of places."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad.codebook.borders import BorderRow, load_borders
from marsad.codebook.tables import Row, read_table
from marsad.errors import Fault

NEEDS = ("", "preposition", "feature")
NUMBERS = ("sg", "du", "pl")
FOLLOWS = ("y", "d", "u", "n")
USES = ("before", "after", "both")
ROLES = ("common", "weak", "preposition", "head", "tail", "stop", "link", "generic", "raw", "part")


class PlaceRow(NamedTuple):
    """A place that the tables know; `lat` and `lon` in WGS 84 degrees, `radius_km` how far it reaches."""

    id: str
    name: str
    names: tuple[str, ...]
    feature: str
    lat: float
    lon: float
    radius_km: float
    country: str
    admin1: str
    admin2: str
    pcode: str
    within: str
    source: str
    example: str
    where: str
    code: str = ""


class CountryRow(NamedTuple):
    """A country, and the adjectives that say that something is of it."""

    code: str
    demonyms: tuple[str, ...]
    capital: str


class RelationRow(NamedTuple):
    """Words that place something by another place: `محيط`, `شمال`, `ريف`.

    `bearing` is in degrees from north; `precision` is UCDP's where_prec; `use` tells whether
    the words stand before the place, after it (an adjective), or both.
    """

    forms: tuple[str, ...]
    relation: str
    use: str
    bearing: float | None
    distance_km: float
    radius_km: float
    precision: int
    example: str
    where: str


class FeatureRow(NamedTuple):
    """Words for a sort of place: `قرية`, `حيي`, `مخيم`.

    `follow` tells whether an unknown word after it is its name: `y` yes, `d` with the article, else where
    it is no ordinary word, `u` only there, `n` no.
    """

    forms: tuple[str, ...]
    feature: str
    number: str
    follow: str
    radius_km: float
    precision: int
    example: str
    where: str


class WordRow(NamedTuple):
    """A word that helps to tell where a place name begins and ends, by its role."""

    forms: tuple[str, ...]
    role: str
    where: str


class NameRow(NamedTuple):
    """What a place name in the text needs to count: nothing, a `preposition`, or a `feature` word."""

    feature: str
    need: str


class PlaceTables(NamedTuple):
    """All tables of places."""

    places: tuple[PlaceRow, ...]
    countries: tuple[CountryRow, ...]
    relations: tuple[RelationRow, ...]
    features: tuple[FeatureRow, ...]
    words: tuple[WordRow, ...]
    units: dict[tuple[str, str], str]
    """GeoNames' (country, admin1 code) to the name of our first-order unit."""
    borders: tuple[BorderRow, ...] = ()
    ordinary: str = ""
    """Words of everyday language, as spelled, a space between: none of them is a name that no table knows."""

    def radius(self, feature: str) -> tuple[float, int]:
        """Return radius in kilometres and where_prec of a sort of place."""
        for row in self.features:
            if row.feature == feature:
                return row.radius_km, row.precision
        return 5.0, 2


def load_places(root: Path, faults: list[Fault]) -> PlaceTables:
    """Read the tables of places from the data folder; bad rows go to `faults`."""
    folder = root / "places"
    relations = tuple(_relations(folder / "relations.tsv", faults))
    features = tuple(_features(folder / "features.tsv", faults))
    words = tuple(_words(folder / "words.tsv", faults))
    countries, places = _countries(folder / "countries.tsv", faults)
    units: dict[tuple[str, str], str] = {}
    places += _governorates(folder / "governorates.tsv", faults, units)
    places += _places(folder / "districts.tsv", faults) + _places(folder / "seed.tsv", faults)
    borders = load_borders(folder / "borders.tsv", faults)
    ordinary = _ordinary(folder / "ordinary.tsv", faults)
    _check_ids(places, folder, faults)
    return PlaceTables(tuple(places), tuple(countries), relations, features, words, units, borders, ordinary)


def _check_ids(places: list[PlaceRow], folder: Path, faults: list[Fault]) -> None:
    seen: dict[str, str] = {}
    for place in places:
        if place.id in seen:
            name, line = place.where.split(":")
            faults.append(Fault(folder / name, int(line), "id", f"{place.id} is also at {seen[place.id]}"))
        seen[place.id] = place.where


def _number(row: Row, column: str, faults: list[Fault], low: float, high: float) -> float | None:
    """Return a cell as a number; an empty cell is None, a bad one a fault."""
    if not row[column]:
        return None
    try:
        value = float(row[column])
    except ValueError:
        faults.append(row.fault(column, f"{row[column]!r} is no number"))
        return None
    if not low <= value <= high:
        faults.append(row.fault(column, f"{value} is not between {low} and {high}"))
    return value


def _one_of(row: Row, column: str, known: tuple[str, ...], faults: list[Fault]) -> str:
    if row[column] not in known:
        faults.append(row.fault(column, f"{row[column]!r} is none of {', '.join(known)}"))
    return row[column]


def _place(row: Row, faults: list[Fault], country: str, admin1: str, feature: str, code: str = "") -> PlaceRow | None:
    """Return a row of any of the four tables as a place."""
    lat, lon = _number(row, "lat", faults, -60, 80), _number(row, "lon", faults, -180, 180)
    radius = _number(row, "radius_km", faults, 0.1, 4000)
    if lat is None or lon is None or radius is None:
        return None
    if lat == 0 and lon == 0:
        faults.append(row.fault("lat", "0,0 is no place"))
    return PlaceRow(
        row["id"],
        row["name"],
        row.values("names"),
        feature,
        lat,
        lon,
        radius,
        country,
        admin1,
        row["admin2"],
        row["pcode"],
        row["within"].replace("_", " "),
        row["source"],
        row["example"],
        row.where(),
        code,
    )


def _countries(path: Path, faults: list[Fault]) -> tuple[list[CountryRow], list[PlaceRow]]:
    needed = ("id", "name", "names", "lat", "lon", "radius_km", "source")
    countries, places = [], []
    for row in read_table(path, needed, faults, ("demonyms", "capital", "example")):
        countries.append(CountryRow(row["id"], row.values("demonyms"), row["capital"]))
        place = _place(row, faults, row["id"], "", "country")
        if place:
            places.append(place)
    return countries, places


def _governorates(path: Path, faults: list[Fault], units: dict[tuple[str, str], str]) -> list[PlaceRow]:
    needed = ("id", "name", "names", "lat", "lon", "radius_km", "country", "source", "example")
    places = []
    for row in read_table(path, needed, faults, ("capital", "pcode", "geonames", "feature")):
        for code in row.values("geonames"):
            units[row["country"], code] = row["name"]
        place = _place(row, faults, row["country"], row["name"], row["feature"] or "governorate", row["id"])
        if place:
            places.append(place)
    return places


def _places(path: Path, faults: list[Fault]) -> list[PlaceRow]:
    needed = ("id", "name", "names", "feature", "lat", "lon", "radius_km", "country", "source", "example")
    rows = read_table(path, needed, faults, ("admin1", "admin2", "within", "pcode", "note"))
    places = [_place(row, faults, row["country"], row["admin1"], row["feature"]) for row in rows]
    return [place for place in places if place]


def _relations(path: Path, faults: list[Fault]) -> list[RelationRow]:
    needed = ("forms", "relation", "use", "distance_km", "radius_km", "precision", "example")
    return [
        RelationRow(
            row.values("forms"),
            row["relation"],
            _one_of(row, "use", USES, faults),
            _number(row, "bearing", faults, 0, 360),
            _number(row, "distance_km", faults, 0, 500) or 0.0,
            _number(row, "radius_km", faults, 0, 500) or 0.0,
            int(_number(row, "precision", faults, 1, 7) or 2),
            row["example"],
            row.where(),
        )
        for row in read_table(path, needed, faults, ("bearing",))
    ]


def _features(path: Path, faults: list[Fault]) -> list[FeatureRow]:
    needed = ("forms", "feature", "number", "names_follow", "radius_km", "precision", "example")
    return [
        FeatureRow(
            row.values("forms"),
            row["feature"],
            _one_of(row, "number", NUMBERS, faults),
            _one_of(row, "names_follow", FOLLOWS, faults),
            _number(row, "radius_km", faults, 0, 500) or 1.0,
            int(_number(row, "precision", faults, 1, 7) or 1),
            row["example"],
            row.where(),
        )
        for row in read_table(path, needed, faults)
    ]


def _words(path: Path, faults: list[Fault]) -> list[WordRow]:
    rows = read_table(path, ("forms", "role", "example"), faults, ("note",))
    return [WordRow(row.values("forms"), _one_of(row, "role", ROLES, faults), row.where()) for row in rows]


def _ordinary(path: Path, faults: list[Fault]) -> str:
    return " ".join(row["words"] for row in read_table(path, ("topic", "words"), faults))
