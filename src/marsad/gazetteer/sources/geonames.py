"""GeoNames: a country's dump of 19 columns, with `alternateNamesV2` for the languages of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from marsad.codebook.place_sources import PlaceSources
from marsad.errors import UsageError
from marsad.gazetteer.records import Record, is_arabic, point
from marsad.gazetteer.sources.rows import open_text
from marsad.gazetteer.sources.table import whole

COLUMNS = 19
NAME_COLUMNS = (8, 10)
"""The dump of alternate names has ten columns, older ones eight."""
SPOKEN = frozenset({"ar", "en", "fr", "ku", "ckb", "he", "tr", "", "abbr"})
"""Languages whose names are kept, and names without one; links, codes and post codes are no names."""
UNITS = {"A.ADM1": 1, "A.ADM2": 2, "A.ADM3": 3}


def files(folder: Path, country: str) -> list[Path]:
    """Return a country's dump; empty without one."""
    dumps = [folder / name for name in (f"geonames_{country}.zip", f"{country}.zip", f"{country}.txt")]
    return [path for path in dumps if path.is_file()][:1]


def names_file(folder: Path, country: str) -> Path | None:
    """Return a country's alternate names, where they are there."""
    names = (f"geonames_names_{country}.zip", f"alternatenames/{country}.zip", f"alternatenames/{country}.txt")
    return next((folder / name for name in names if (folder / name).is_file()), None)


def read(dump: Path, country: str, sources: PlaceSources) -> Iterator[Record]:
    """Give the places of a country's dump."""
    names = names_file(dump.parent, country)
    spoken = _names(names, country) if names else {}
    rows = 0
    for number, line in enumerate(open_text(dump, f"{country}.txt" if dump.suffix == ".zip" else None), 1):
        where = f"{dump}:{number}"
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != COLUMNS:
            raise UsageError(f"{where}: has {len(cells)} columns; a dump of GeoNames has {COLUMNS}")
        rows += 1
        record = _record(cells, spoken, sources, where)
        if record:
            yield record
    if not rows:
        raise UsageError(f"{dump}: is empty; download it again")


def _record(cells: list[str], spoken: dict[str, list[str]], sources: PlaceSources, where: str) -> Record | None:
    """Make the record of a row; None for a sort of place that is not taken."""
    number, name, ascii_name, others, lat, lon, class_, code, country = cells[:9]
    if not number.isdigit():
        raise UsageError(f"{where}: {number!r} is no id of GeoNames")
    population = whole(cells[14], where)
    feature = sources.feature("geonames", f"{class_}.{code}", population)
    place = point(lat, lon, where)
    if not feature or place is None:
        return None
    codes = [code for code in cells[10:14] if code]
    level = UNITS.get(f"{class_}.{code}", 0)
    holders = [f"geonames-code:{country}.{'.'.join(codes[:depth])}" for depth in range(1, len(codes) + 1)]
    same = [f"geonames:{number}"] + ([holders[level - 1]] if 0 < level <= len(holders) else [])
    listed = [name, *spoken.get(number, ()), *(one for one in others.split(",") if is_arabic(one)), ascii_name]
    names = tuple(dict.fromkeys(one.strip() for one in listed if one.strip()))
    return Record(
        f"geonames:{number}", "geonames", name, names, *place, feature, country, where, population,
        same=tuple(same), units=tuple(holder for holder in holders if holder not in same),
    )  # fmt: skip


def _names(path: Path, country: str) -> dict[str, list[str]]:
    """Return names by id, preferred and Arabic ones first; names that were once used come last."""
    found: dict[str, list[tuple[tuple[bool, bool, bool], str]]] = defaultdict(list)
    for number, line in enumerate(open_text(path, f"{country}.txt" if path.suffix == ".zip" else None), 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) not in NAME_COLUMNS:
            raise UsageError(f"{path}:{number}: has {len(cells)} columns; alternateNamesV2 has 10")
        _, place, language, name, preferred, _, _, historic = cells[:8]
        if language in SPOKEN and name:
            order = (historic == "1", not is_arabic(name), preferred != "1")
            found[place].append((order, name))
    return {place: [name for _, name in sorted(names, key=lambda one: one[0])] for place, names in found.items()}
