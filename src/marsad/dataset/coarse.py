"""Places made coarse: the point of the second-order unit, else of a grid, with precision and radius to match."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.codebook.tables import Row, read_table
from marsad.dataset.item import Json
from marsad.errors import DataError, Fault

KM_PER_DEGREE = 111.0


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the second order, with a point inside."""

    name: str
    name_ar: str
    lat: float
    lon: float
    radius_km: float
    country: str
    admin1: str
    pcode: str


@dataclass(frozen=True, slots=True)
class Units:
    """Units of the second order, by country and name and by P-code; names of those of the first."""

    by_name: dict[tuple[str, str], Unit]
    by_pcode: dict[str, Unit]
    first: frozenset[tuple[str, str]]

    @classmethod
    def load(cls, root: Path) -> Units:
        """Read the districts and governorates below the data folder."""
        faults: list[Fault] = []
        known = ("id", "name", "names", "lat", "lon", "radius_km", "country")
        more = ("feature", "admin1", "admin2", "within", "pcode", "source", "example", "note", "capital", "geonames")
        seconds = [_unit(row) for row in read_table(root / "places" / "districts.tsv", known, faults, more)]
        firsts = read_table(root / "places" / "governorates.tsv", known, faults, more)
        if faults:
            raise DataError(faults)
        return cls(
            {(unit.country, unit.name.removesuffix(" District")): unit for unit in seconds},
            {unit.pcode: unit for unit in seconds if unit.pcode},
            frozenset((row["country"], row["name"]) for row in firsts),
        )

    def second(self, place: Json) -> Unit | None:
        """Return the second-order unit of a place: by its P-code, by its name."""
        for unit in place.get("units") or ():
            if unit.get("level") == 2 and unit.get("pcode") in self.by_pcode:
                return self.by_pcode[unit["pcode"]]
        name = str(place.get("admin2") or "").removesuffix(" District")
        return self.by_name.get((place.get("country") or "", name))


def coarse(place: Json, units: Units, grid: float) -> dict[str, Any]:
    """Return a place without name, words and exact point: a village of a district becomes the district."""
    country = place.get("country") if len(place.get("country") or "") == 2 else None
    admin1 = place.get("admin1") if (country, place.get("admin1")) in units.first else None
    unit = units.second(place)
    if unit is not None:
        precision = max(place.get("precision") or 3, 3)
        return _place(unit.name, unit.name_ar, unit.lat, unit.lon, max(unit.radius_km, place.get("radius_km") or 0),
                      precision, country, admin1, unit.name.removesuffix(" District"))  # fmt: skip
    if place.get("lat") is None:
        return _place(admin1 or "place not known", None, None, None, None, None, country, admin1, None)
    lat, lon = (round(round(place[axis] / grid) * grid, 4) for axis in ("lat", "lon"))
    radius = round((place.get("radius_km") or 0) + grid / 2 * 1.42 * KM_PER_DEGREE, 1)
    precision = max(place.get("precision") or 2, 2)
    name = f"Area {lat:g} {lon:g}" + (f" ({admin1})" if admin1 else "")
    return _place(name, None, lat, lon, radius, precision, country, admin1, None)


def _place(
    name: str, name_ar: str | None, lat: float | None, lon: float | None, radius: float | None, precision: int | None,
    country: str | None, admin1: str | None, admin2: str | None,
) -> dict[str, Any]:  # fmt: skip
    return {
        "text": name, "name": name, "name_ar": name_ar, "lat": lat, "lon": lon, "radius_km": radius,
        "precision": precision, "feature": None, "gazetteer_id": None, "pcode": None, "country": country,
        "admin1": admin1, "admin2": admin2, "admin3": None,
    }  # fmt: skip


def _unit(row: Row) -> Unit:
    lat, lon, radius = float(row["lat"]), float(row["lon"]), float(row["radius_km"])
    name_ar = next(iter(row.values("names")), "")
    return Unit(row["name"], name_ar, lat, lon, radius, row["country"], row["admin1"], row["pcode"])
