"""A gazetteer made of the files of sources: read, checked, merged, put into units, written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from marsad.codebook.place_sources import PlaceSources
from marsad.codebook.places import PlaceRow, PlaceTables
from marsad.errors import UsageError
from marsad.gazetteer.areas import place_in_units
from marsad.gazetteer.file import SourceFile, read_records, read_sources, write_file
from marsad.gazetteer.levels import align_levels
from marsad.gazetteer.merge import merge
from marsad.gazetteer.records import SWAPPED, Record, countries, stray
from marsad.gazetteer.sources import geonames, ocha, opensyria, osm, own, wof

SOURCES = ("geonames", "ocha", "opensyria", "wof", "osm")
NOTES = "downloads.json"
"""What a folder of downloads tells of its files: address and day, by name."""
SWAPPED_SHARE = 0.02
"""Where more of a file's points than this look swapped, its columns are."""
Say = Callable[[str], None]


class Maker:
    """Gathers the records of files, and then writes them as one gazetteer."""

    def __init__(self, tables: PlaceTables, sources: PlaceSources, say: Say = lambda _: None) -> None:
        self.tables, self.sources, self.say = tables, sources, say
        self.known = countries(tables)
        self.records: list[Record] = []
        self.files: list[SourceFile] = []
        self.sums: dict[Path, tuple[str, int]] = {}

    def add(
        self,
        source: str,
        path: Path,
        records: Iterable[Record],
        *,
        licence: str = "",
        notes: Any = None,
        strict: bool = False,
    ) -> int:
        """Add the records of a file; raises `UsageError` for the first that cannot be.

        Public sources hold a few points that lie in another country: these are left out and told, unless
        `strict` or most of them are swapped.
        """
        kept: list[tuple[Record, str]] = []
        strays: list[tuple[Record, str]] = []
        for record in records:
            problem = stray(record, self.known) if record.country else ""
            if problem and strict:
                raise UsageError(problem)
            (strays if problem else kept).append((record, problem))
        swapped = [problem for _, problem in strays if problem.endswith(SWAPPED)]
        if len(swapped) > SWAPPED_SHARE * (len(kept) + len(strays)):
            raise UsageError(swapped[0])
        self.records += [record for record, _ in kept]
        told = (notes or {}).get(path.name, {})
        date, url = str(told.get("date", "")), str(told.get("url", ""))
        under = licence or self.sources.licence(source)
        self.files.append(SourceFile(source, path.name, *self._checksum(path), under, date, url, len(kept)))
        left = f", {len(strays)} left out ({strays[0][1]})" if strays else ""
        self.say(f"{source}: {path.name}: {len(kept):,} records{left}")
        return len(kept)

    def _checksum(self, path: Path) -> tuple[str, int]:
        """Return the checksum of a file, computed once however often it is read."""
        if path not in self.sums:
            self.sums[path] = _checksum(path)
        return self.sums[path]

    def add_folder(self, folder: Path, wanted: Sequence[str], codes: Sequence[str]) -> None:
        """Add what a folder holds of the sources wanted for the countries; raises `UsageError` where it has nothing."""
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder")
        notes = read_notes(folder)
        for source in wanted:
            found = False
            for path, records in self._of(source, folder, codes):
                found = True
                self.add(source, path, records, notes=notes)
            if not found:
                raise UsageError(
                    f"{folder}: holds no file of {source} for {', '.join(codes)}; docs/gazetteer.md tells their names"
                )

    def _of(self, source: str, folder: Path, codes: Sequence[str]) -> Iterator[tuple[Path, Iterable[Record]]]:
        """Give the files of a source, those of one country first, then those of many."""
        reader: Any = {"geonames": geonames, "ocha": ocha, "opensyria": opensyria, "wof": wof, "osm": osm}[source]
        for country in codes:
            for path in reader.files(folder, country):
                yield path, reader.read(path, country, self.sources)
        if source == "wof":
            for path in wof.tables(folder):
                yield path, (one for one in wof.read_table(path, self.sources) if one.country in codes)

    def add_own(self, path: Path) -> None:
        """Add a team's own places."""
        self.add("own", path, own.read(path, self.sources), licence="the team's own", strict=True)

    def add_gazetteer(self, path: Path) -> None:
        """Add all that a gazetteer made before holds."""
        self.records += read_records(path)
        self.files += read_sources(path)

    def write(self, path: Path, *, repair: bool = False) -> int:
        """Merge what was gathered, put it into units and write it; return how many places there are.

        `repair` mends outlines that cross themselves.
        """
        if not self.records:
            raise UsageError("nothing to build from: no file gave a place")
        used = {record.country for record in self.records}
        ours = [record for record in table_records(self.tables) if record.country in used]
        align_levels(ours, self.records)
        self.say(f"{len(self.records):,} records; merging")
        merged = merge([*ours, *self.records])
        place_in_units(merged, repair=repair)
        merged = [record for record in merged if record.country]
        write_file(path, merged, self.files)
        return len(merged)


def table_records(tables: PlaceTables) -> Iterator[Record]:
    """Give the rows of Marsad's own tables, so that what they name keeps its id and English name."""
    codes: dict[tuple[str, str], list[str]] = {}
    for (country, code), name in tables.units.items():
        codes.setdefault((country, name), []).append(f"geonames-code:{country}.{code}")
    for row in tables.places:
        if row.feature != "country":
            yield _table_record(row, codes.get((row.country, row.name), []) if row.code else [])


def _table_record(row: PlaceRow, codes: list[str]) -> Record:
    same = [*codes, *([f"pcode:{row.pcode}"] if row.pcode else []), *([f"iso:{row.code}"] if row.code else [])]
    return Record(
        row.id, "marsad", row.name, tuple(dict.fromkeys((*row.names, row.name))), row.lat, row.lon, row.feature,
        row.country, row.where, 0, row.radius_km, row.pcode, row.within, row.source, tuple(same), (),
        (row.admin1, row.admin2, ""),
    )  # fmt: skip


def _checksum(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the bytes of a file; of a folder, those of its files in order."""
    digest, size = hashlib.sha256(), 0
    for file in sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]:
        with file.open("rb") as opened:
            while block := opened.read(1 << 20):
                digest.update(block)
                size += len(block)
    return digest.hexdigest(), size


def read_notes(folder: Path) -> dict[str, Any]:
    """Return what is noted of the files of a folder; empty where nothing is."""
    try:
        value = json.loads((folder / NOTES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value if isinstance(value, dict) else {}
