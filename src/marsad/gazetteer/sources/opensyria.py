"""Open Syria: governorates, districts and subdistricts with P-codes, Arabic names and many spellings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marsad.codebook.place_sources import PlaceSources
from marsad.errors import UsageError
from marsad.gazetteer.records import Record, point
from marsad.gazetteer.sources.rows import open_text

LEVELS = {"os_governorates.json": "governorate", "os_districts.json": "district", "os_subdistricts.json": "subdistrict"}


def files(folder: Path, country: str) -> list[Path]:
    """Return the three files, for Syria alone."""
    return [folder / name for name in LEVELS if country == "SY" and (folder / name).is_file()]


def read(path: Path, country: str, sources: PlaceSources) -> Iterator[Record]:  # noqa: ARG001 - as all sources
    """Give the units of a file."""
    try:
        value = json.loads("".join(open_text(path)))
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: is not JSON ({error}); download it again") from None
    if not isinstance(value, list):
        raise UsageError(f"{path}: holds no list of units")
    for number, unit in enumerate(value, 1):
        where = f"{path}: unit {number}"
        try:
            record = _record(unit, LEVELS[path.name], where)
        except (KeyError, TypeError, AttributeError) as error:
            raise UsageError(f"{where}: lacks {error}") from None
        if record:
            yield record


def _record(unit: dict[str, Any], feature: str, where: str) -> Record | None:
    centre = unit.get("centroid") or {}
    place = point(str(centre.get("latitude", "")), str(centre.get("longitude", "")), where)
    if place is None:
        return None
    ids, size = unit.get("externalIds") or {}, (unit.get("area") or {}).get("value")
    pcode = str(ids.get("ochaPcode") or "")
    same = [
        ("geonames", ids.get("geonames")),
        ("wikidata", ids.get("wikidata")),
        ("pcode", pcode),
        ("iso", unit.get("iso31662")),
    ]
    names = [unit["name"].get("en"), unit["name"].get("ar"), *(alias["value"] for alias in unit.get("aliases") or ())]
    return Record(
        f"opensyria:{unit['id']}", "opensyria", unit["name"]["en"], tuple(dict.fromkeys(filter(None, names))), *place,
        feature, "SY", where, int((unit.get("population") or {}).get("value") or 0),
        round((float(size) / 3.1416) ** 0.5, 1) if size else 0.0, pcode,
        same=tuple(f"{name}:{id}" for name, id in same if id),
        units=tuple(f"opensyria:{unit[key]}" for key in ("governorateId", "districtId") if unit.get(key)),
    )  # fmt: skip
