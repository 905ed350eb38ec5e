"""A gazetteer as one SQLite file: what is in it, and how it is written beside the old one and then takes its place."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from marsad.errors import UsageError
from marsad.gazetteer.geometry import Shape
from marsad.gazetteer.merge import keys
from marsad.gazetteer.records import Record

FORMAT = "1"
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE source (source TEXT, file TEXT, sha256 TEXT, bytes INTEGER, licence TEXT, date TEXT, url TEXT,
  records INTEGER, PRIMARY KEY (source, file, sha256)) WITHOUT ROWID;
CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT UNIQUE, source TEXT, name TEXT, name_ar TEXT, lat REAL, lon REAL,
  radius_km REAL, feature TEXT, country TEXT, admin1 TEXT, admin2 TEXT, admin3 TEXT, pcode TEXT, population INTEGER,
  within TEXT, note TEXT, names TEXT);
CREATE TABLE name (key TEXT, place INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE same (id TEXT, place INTEGER, PRIMARY KEY (id, place)) WITHOUT ROWID;
CREATE TABLE area (place INTEGER PRIMARY KEY, level INTEGER, country TEXT, west REAL, south REAL, east REAL,
  north REAL, polygons TEXT);
"""


class SourceFile(NamedTuple):
    """A file that a gazetteer was made of."""

    source: str
    file: str
    sha256: str
    bytes: int
    licence: str
    date: str
    url: str
    records: int


def write_file(path: Path, records: Sequence[Record], sources: Iterable[SourceFile]) -> None:
    """Write the places, sorted, beside `path` and rename; the same places and sources give the same bytes."""
    beside = path.with_name(f".{path.name}.part")
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside, isolation_level=None)) as base:
            base.executescript(f"PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; BEGIN;{SCHEMA}")
            base.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))
            base.executemany("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?)", sorted(set(sources)))
            for number, record in enumerate(records, 1):
                _insert(base, number, record)
            base.execute("COMMIT")
            base.execute("VACUUM")
        beside.replace(path)
    except sqlite3.Error as error:
        raise UsageError(f"{path}: cannot be written ({error})") from None
    finally:
        beside.unlink(missing_ok=True)


def _insert(base: sqlite3.Connection, number: int, one: Record) -> None:
    base.execute(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, one.id, one.source, one.name, one.name_ar, one.lat, one.lon, one.radius_km, one.feature, one.country,
         *one.admin, one.pcode, one.population, one.within, one.note, "|".join(one.names)),
    )  # fmt: skip
    base.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", ((key, number) for key in keys(one)))
    base.executemany("INSERT OR IGNORE INTO same VALUES (?, ?)", ((id, number) for id in one.same))
    if one.shape:
        area = one.shape
        base.execute(
            "INSERT INTO area VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, one.level, one.country, area.west, area.south, area.east, area.north, json.dumps(area.polygons)),
        )


def open_file(path: Path) -> sqlite3.Connection:
    """Open a gazetteer for reading; raises `UsageError` where it is none."""
    if not path.is_file():
        raise UsageError(f"{path}: no such gazetteer; make one with `marsad gazetteer build`")
    try:
        base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        found = base.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.Error as error:
        raise UsageError(f"{path}: is no gazetteer ({error}); make one with `marsad gazetteer build`") from None
    if found is None or found[0] != FORMAT:
        raise UsageError(f"{path}: is a gazetteer of another version; build it again")
    return base


def read_records(path: Path) -> Iterator[Record]:
    """Give back the places of a gazetteer as they were written."""
    with closing(open_file(path)) as base:
        same: dict[int, list[str]] = {}
        for id, number in base.execute("SELECT id, place FROM same ORDER BY place, id"):
            same.setdefault(number, []).append(id)
        areas = {
            row[0]: read_shape(row[1:])
            for row in base.execute("SELECT place, west, south, east, north, polygons FROM area")
        }
        for row in base.execute("SELECT * FROM place ORDER BY n"):
            number, id, source, name, _, lat, lon, radius, feature, country, *rest = row
            one, two, three, pcode, people, within, note, names = rest
            yield Record(
                id, source, name, tuple(names.split("|")), lat, lon, feature, country, f"{path}: {id}", people, radius,
                pcode, within, note, tuple(same.get(number, ())), (), (one, two, three), areas.get(number),
            )  # fmt: skip


def read_sources(path: Path) -> list[SourceFile]:
    """Return what a gazetteer was made of."""
    with closing(open_file(path)) as base:
        return [SourceFile(*row) for row in base.execute("SELECT * FROM source ORDER BY source, file")]


def read_shape(row: Sequence[float | str]) -> Shape:
    """Return an outline of a row of `area`: the box, then the polygons."""
    west, south, east, north, polygons = row
    listed = json.loads(str(polygons))
    rings = tuple(tuple(tuple((lon, lat) for lon, lat in ring) for ring in polygon) for polygon in listed)
    return Shape(rings, float(west), float(south), float(east), float(north))
