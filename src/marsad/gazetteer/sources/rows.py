"""Tables of any form read row by row: TSV, CSV, GeoJSON and XLSX, plain, in gzip or in a zip archive."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from marsad.errors import UsageError
from marsad.gazetteer.geometry import Shape, shape

LARGEST = 4_000_000_000
"""No file holds more bytes than this once unpacked: the dump of the whole world has 1.7 billion."""
TIGHTEST = 200
"""A file that unpacks to more than so many times its size, and to more than `SMALL`, is a bomb."""
SMALL = 20_000_000
csv.field_size_limit(10_000_000)


class Line(NamedTuple):
    """A row of a table: its cells by column, where it stands, and its area where it has one."""

    cells: dict[str, str]
    where: str
    area: Shape | None = None


def open_text(path: Path, member: str | None = None) -> Iterator[str]:
    """Give the lines of a file, unpacked; raises `UsageError` where it is cut short, damaged or a bomb."""
    try:
        if zipfile.is_zipfile(path) and path.suffix != ".xlsx":
            yield from _zipped(path, member)
        elif path.suffix == ".gz":
            with path.open("rb") as raw, gzip.GzipFile(fileobj=raw) as file:
                yield from _decoded(file, path, path.stat().st_size)
        elif path.suffix == ".zip":
            raise UsageError(f"{path}: is no whole zip archive; download it again")
        else:
            with path.open("rb") as file:
                yield from _decoded(file, path, LARGEST)
    except (EOFError, zipfile.BadZipFile, zlib.error, gzip.BadGzipFile) as error:
        raise UsageError(f"{path}: is damaged or cut short ({error}); download it again") from None
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from None


def _zipped(path: Path, member: str | None) -> Iterator[str]:
    """Give the lines of an archive's member, by default its only or its largest table."""
    with zipfile.ZipFile(path) as archive:
        tables = [info for info in archive.infolist() if not info.is_dir() and "readme" not in info.filename.lower()]
        chosen = [info for info in tables if info.filename == member] if member else tables
        if not chosen:
            raise UsageError(f"{path}: holds no {member or 'table'}")
        info = max(chosen, key=lambda one: one.file_size)
        if info.file_size > LARGEST or info.file_size > max(SMALL, TIGHTEST * info.compress_size):
            raise UsageError(f"{path}: {info.filename} would unpack to {info.file_size:,} bytes; that is no table")
        with archive.open(info) as file:
            yield from _decoded(file, path, info.compress_size)


def _decoded(file: Iterable[bytes], path: Path, packed: int) -> Iterator[str]:
    """Decode lines, and stop where far more comes out than a table could hold."""
    size, limit = 0, min(LARGEST, max(SMALL, TIGHTEST * packed))
    for number, line in enumerate(_lines(file), 1):
        size += len(line)
        if size > limit:
            raise UsageError(f"{path}:{number}: unpacks to more than {limit:,} bytes; that is no table")
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise UsageError(f"{path}:{number}: is not UTF-8 ({error.reason} at byte {error.start})") from None


def _lines(file: Iterable[bytes]) -> Iterator[bytes]:
    """Give lines of no more than a hundred million bytes at a time, so that a bomb without breaks is seen too."""
    readline = getattr(file, "readline", None)
    if readline is None:
        yield from file
        return
    while line := readline(100_000_000):
        yield line


def members(path: Path) -> list[str]:
    """Return the names of an archive's files; raises `UsageError` where it is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sorted(info.filename for info in archive.infolist() if not info.is_dir())
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise UsageError(f"{path}: is no whole zip archive ({error}); download it again") from None


def read_rows(path: Path, member: str | None = None) -> Iterator[Line]:
    """Give the rows of a table of any known form, by its ending; of an archive, those of a member."""
    name = (member or path.name).lower().removesuffix(".gz").removesuffix(".zip")
    if name.endswith((".geojson", ".json")):
        yield from _features(path, member)
    elif name.endswith(".xlsx"):
        from marsad.gazetteer.sources.sheets import sheet_rows

        yield from (Line(cells, where) for _, cells, where in sheet_rows(path))
    elif name.endswith((".tsv", ".txt", ".csv")):
        yield from _delimited(path, "," if name.endswith(".csv") else "\t")
    else:
        raise UsageError(
            f"{path}: is no table that can be read; .tsv, .csv, .geojson and .xlsx are, packed with gzip too"
        )


def _delimited(path: Path, delimiter: str) -> Iterator[Line]:
    lines = (line for line in open_text(path) if not line.startswith("#"))
    reader = csv.reader(lines, delimiter=delimiter)
    header = next(reader, None)
    if not header:
        raise UsageError(f"{path}: is empty; its first line should name the columns")
    try:
        for cells in reader:
            if not cells:
                continue
            where = f"{path}:{reader.line_num}"
            if len(cells) != len(header):
                raise UsageError(f"{where}: has {len(cells)} cells where the header names {len(header)} columns")
            yield Line(dict(zip(header, cells, strict=True)), where)
    except csv.Error as error:
        raise UsageError(f"{path}:{reader.line_num}: {error}") from None


def _features(path: Path, member: str | None) -> Iterator[Line]:
    """Give the features of a GeoJSON collection; a point fills `lat` and `lon`."""
    text = io.StringIO()
    text.writelines(open_text(path, member))
    try:
        value = json.loads(text.getvalue())
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: is not GeoJSON ({error}); download it again") from None
    features = value.get("features") if isinstance(value, dict) else None
    if not isinstance(features, list):
        raise UsageError(f"{path}: is not GeoJSON: it has no list of features")
    for number, feature in enumerate(features, 1):
        yield _feature(feature, f"{path}: feature {number}")


def _feature(feature: Any, where: str) -> Line:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise UsageError(f"{where}: has no properties")
    cells = {key: "" if value is None else str(value) for key, value in feature["properties"].items()}
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        try:
            lon, lat = geometry["coordinates"][:2]
        except (KeyError, TypeError, ValueError):
            raise UsageError(f"{where}: its point has no coordinates") from None
        return Line(cells | {"lon": str(lon), "lat": str(lat)}, where)
    if geometry is None:
        return Line(cells, where)
    try:
        return Line(cells, where, shape(geometry))
    except ValueError as error:
        raise UsageError(f"{where}: {error}") from None
