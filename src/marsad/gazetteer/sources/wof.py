"""Who's On First: one GeoJSON a place in a repository's archive or folder, or a table and outlines made of them."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marsad.codebook.place_sources import PlaceSources
from marsad.errors import UsageError
from marsad.gazetteer.geometry import inner_point, radius_of, shape
from marsad.gazetteer.records import LEVELS, Record, point
from marsad.gazetteer.sources.rows import read_rows
from marsad.gazetteer.sources.table import records, whole

TABLE = {
    "id": ("wof_id",), "country": ("cc",), "feature": ("placetype",), "name": ("name",),
    "names": ("names_ar", "names_latin"), "lat": ("lat",), "lon": ("lon",), "population": ("population",),
    "admin1": ("region_id",), "admin2": ("county_id",), "geonames": ("geonames_id",), "wikidata": ("wikidata_id",),
    "iso": ("iso_3166_2",),
}  # fmt: skip
OUTLINES = {"id": ("wof_id",), "country": ("cc",), "name": ("name",), "names": ("name_ar",)}
LANGUAGES = ("name:ara_x_", "name:eng_x_")
LARGEST = 200_000_000
"""No place's file is larger, in bytes."""


def files(folder: Path, country: str) -> list[Path]:
    """Return a country's archives and repositories."""
    return sorted(folder.glob(f"whosonfirst-data-admin-{country.lower()}*"))


def tables(folder: Path) -> list[Path]:
    """Return tables of many countries: places (`wof_places.tsv.gz`), and outlines (`wof_admin1.geojson`)."""
    return [*sorted(folder.glob("wof_places.*")), *sorted(folder.glob("wof_admin[1-3].geojson*"))]


def read(path: Path, country: str, sources: PlaceSources) -> Iterator[Record]:
    """Give the places of a country's archive or repository."""
    for where, text in _places(path):
        record = _record(text, where, sources)
        if record:
            record.country = record.country or country
            yield record


def read_table(path: Path, sources: PlaceSources) -> Iterator[Record]:
    """Give the places or the outlines of a table."""
    if path.name.startswith("wof_places"):
        yield from records(read_rows(path), TABLE, "wof", sources)
    else:
        yield from records(read_rows(path), OUTLINES, "wof", sources, {"level": path.name[len("wof_admin")]})


def _places(path: Path) -> Iterator[tuple[str, bytes]]:
    """Give the files of places, less the outlines of other sources, by the order of their names."""
    if path.is_dir():
        for file in sorted(path.rglob("*.geojson")):
            if "-alt" not in file.name:
                yield f"{file}", file.read_bytes()
        return
    try:
        with zipfile.ZipFile(path) as archive:
            for info in sorted(archive.infolist(), key=lambda one: one.filename):
                if info.filename.endswith(".geojson") and "-alt" not in info.filename:
                    if info.file_size > LARGEST:
                        raise UsageError(f"{path}: {info.filename} would unpack to {info.file_size:,} bytes")
                    yield f"{path}:{info.filename}", archive.read(info)
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise UsageError(f"{path}: is damaged or cut short ({error}); download it again") from None


def _record(text: bytes, where: str, sources: PlaceSources) -> Record | None:
    """Make the record of a place's file; None for what is superseded, gone, or no sort of place that is taken."""
    try:
        value = json.loads(text)
        cells: dict[str, Any] = value["properties"]
        gone = cells.get("mz:is_current") == 0 or cells.get("wof:superseded_by") or cells.get("edtf:deprecated")
        population = whole(str(cells.get("wof:population") or cells.get("gn:population") or ""), where)
        feature = sources.feature("wof", str(cells.get("wof:placetype")), population)
        if gone or not feature:
            return None
        area = shape(value["geometry"]) if feature in LEVELS else None
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{where}: is no place of Who's On First ({error})") from None
    lat, lon = (
        cells.get("lbl:latitude") or cells.get("geom:latitude"),
        cells.get("lbl:longitude") or cells.get("geom:longitude"),
    )
    place = point(str(lat or ""), str(lon or ""), where) or (inner_point(area) if area else None)
    if place is None:
        return None
    other = cells.get("wof:concordances") or {}
    same = {"geonames": other.get("gn:id"), "wikidata": other.get("wd:id"), "iso": other.get("iso:id")}
    chain = (cells.get("wof:hierarchy") or [{}])[0]
    units = [chain.get(f"{kind}_id") for kind in ("region", "county", "localadmin")]
    return Record(
        f"wof:{cells['wof:id']}", "wof", str(cells.get("wof:name") or ""), _names(cells), *place, feature,
        str(cells.get("wof:country") or cells.get("iso:country") or ""), where, population,
        round(radius_of(area), 1) if area else 0.0,
        same=tuple(f"{name}:{id}" for name, id in same.items() if id),
        units=tuple(f"wof:{id}" for id in units if id and id > 0 and id != cells["wof:id"]), shape=area,
    )  # fmt: skip


def _names(cells: dict[str, Any]) -> tuple[str, ...]:
    listed = [cells.get("wof:name")]
    for language in LANGUAGES:
        for kind in ("preferred", "variant", "colloquial"):
            listed += cells.get(f"{language}{kind}") or ()
    return tuple(dict.fromkeys(str(name) for name in listed if name))
