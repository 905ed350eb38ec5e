"""OpenStreetMap: named places of an extract (.osm.pbf or .osm); needs `osmium`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marsad.codebook.place_sources import PlaceSources
from marsad.errors import UsageError
from marsad.gazetteer.records import Record, is_arabic

NAMES = (
    "name:ar",
    "name",
    "name:en",
    "alt_name:ar",
    "alt_name",
    "old_name:ar",
    "old_name",
    "official_name:ar",
    "int_name",
)


def files(folder: Path, country: str) -> list[Path]:
    """Return a country's extracts."""
    return sorted([*folder.glob(f"osm_{country}.osm*")])


def read(path: Path, country: str, sources: PlaceSources) -> Iterator[Record]:
    """Give the places of an extract that have a name and a tag that the table of codes knows.

    A way stands where its first point does; its places carry no country, so they get the one asked for.
    """
    try:
        import osmium
    except ImportError:
        raise UsageError(f"{path}: reading OSM needs osmium: pip install 'marsad[osm]'") from None
    if not path.is_file():
        raise UsageError(f"{path}: No such file or directory")
    tags = {code for source, code in sources.codes if source == "osm"}
    keys = sorted({code.partition("=")[0] for code in tags})
    try:
        reader = osmium.FileProcessor(str(path)).with_locations().with_filter(osmium.filter.KeyFilter(*keys))
        for thing in reader:
            code = next((f"{key}={thing.tags[key]}" for key in keys if f"{key}={thing.tags.get(key)}" in tags), None)
            record = _record(thing, code, path, country, sources) if code else None
            if record:
                yield record
    except (RuntimeError, ValueError) as error:
        raise UsageError(f"{path}: is damaged or cut short ({error}); download it again") from None


def _record(thing: Any, code: str, path: Path, country: str, sources: PlaceSources) -> Record | None:
    names = [name for key in NAMES for name in (thing.tags.get(key) or "").split(";") if name.strip()]
    place = _point(thing)
    if not names or place is None:
        return None
    kind = "node" if thing.is_node() else "way"
    number = f"{kind}/{thing.id}"
    people = (thing.tags.get("population") or "").replace(",", "").replace(" ", "")
    population = int(people) if people.isdigit() else 0
    latin = thing.tags.get("name:en") or thing.tags.get("int_name") or next((n for n in names if not is_arabic(n)), "")
    same = tuple(f"wikidata:{id}" for id in [thing.tags.get("wikidata")] if id)
    return Record(
        f"osm:{number}", "osm", latin or names[0], tuple(dict.fromkeys(name.strip() for name in names)), *place,
        sources.feature("osm", code, population), country, f"{path}: {number}", population,
        pcode=thing.tags.get("pcode") or thing.tags.get("ref:pcode") or "", same=same,
    )  # fmt: skip


def _point(thing: Any) -> tuple[float, float] | None:
    """Return where a node stands, or where a way begins; None for what has no place."""
    if thing.is_node():
        return round(thing.location.lat, 6), round(thing.location.lon, 6)
    if thing.is_way():
        for node in thing.nodes:
            if node.location.valid():
                return round(node.location.lat, 6), round(node.location.lon, 6)
    return None
