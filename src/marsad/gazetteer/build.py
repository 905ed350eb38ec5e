"""The tables and GeoNames merged into one index of folded names."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from marsad.codebook.places import NEEDS, NameRow, PlaceRow, PlaceTables
from marsad.errors import UsageError
from marsad.gazetteer.opened import Opened
from marsad.text.fold import fold_word

GEONAMES = Path("places/geonames.tsv.gz")
LARGE = 100_000
"""Inhabitants from which a city abroad counts by its name alone."""
COMMON = frozenset({"stop", "generic", "preposition", "head", "link", "tail"})
"""Words of these roles are seldom the whole name of a place."""
SHORT = 3
"""Names of so few letters are read from GeoNames for large cities only."""


@dataclass(slots=True)
class Index:
    """Folded name to places: rows of the tables, and lines of GeoNames not yet read."""

    rows: dict[str, list[PlaceRow]] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=dict)
    units: dict[tuple[str, str], str] = field(default_factory=dict)
    opened: Opened | None = None


def build_index(root: Path, tables: PlaceTables, file: Path | None = None) -> Index:
    """Index the tables, a gazetteer file where one is given, and, where it lies in `root`, the GeoNames file."""
    index = Index(units=tables.units, opened=Opened(file, tables) if file else None)
    for row in tables.places:
        for name in row.names:
            index.rows.setdefault(fold_word(name), []).append(row)
    path = root / GEONAMES
    if path.is_file():
        _read_geonames(path, index.lines)
    if not index.rows and not index.lines:
        raise UsageError(
            f"no places at all in {root / 'places'}: reinstall Marsad, or give a data folder that has them"
        )
    return index


def _read_geonames(path: Path, lines: dict[str, list[str]]) -> None:
    try:
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path} is damaged ({error}): run `python scripts/build_geonames.py` to make it again"
        ) from error
    for line in text.split("\n")[1:]:
        for key in line.rpartition("\t")[2].split("|"):
            if key in lines:
                lines[key].append(line)
            elif key:
                lines[key] = [line]


def name_rows(index: Index, tables: PlaceTables, common: AbstractSet[str] = frozenset()) -> dict[str, NameRow]:
    """Return every folded name and what it needs in a text to count as a place."""
    need = {fold_word(form): "feature" for row in tables.words if row.role == "common" for form in row.forms}
    need |= {fold_word(form): "preposition" for row in tables.words if row.role == "weak" for form in row.forms}
    made: dict[tuple[str, str], NameRow] = {}
    core = {country for country, _ in index.units}
    found: dict[str, NameRow] = {}
    for key, lines in index.lines.items():
        cells = [line.split("\t", 7) for line in lines]
        largest = max([int(row[6]) for row in cells])
        if len(key) <= SHORT and largest < LARGE and key not in index.rows:
            continue
        kind = ("town", need.get(key) or _foreign_need(key, largest, any(row[4] in core for row in cells)))
        found[key] = made.get(kind) or made.setdefault(kind, NameRow(*kind))
    if index.opened:
        roles = {fold_word(form): "feature" for row in tables.words if row.role in COMMON for form in row.forms}
        _add_opened(index, found, dict.fromkeys(common, "feature") | roles | need, made)
    for key, rows in index.rows.items():
        kind = (rows[0].feature, need.get(key, ""))
        found[key] = made.get(kind) or made.setdefault(kind, NameRow(*kind))
    return found


def _add_opened(
    index: Index, found: dict[str, NameRow], need: dict[str, str], made: dict[tuple[str, str], NameRow]
) -> None:
    """Add the names of a gazetteer file: the smaller and the more common a name, the more it needs."""
    opened = index.opened
    assert opened is not None
    for key in opened.keys:
        if key in index.rows or (len(key) < SHORT and not opened.largest(key)):
            continue
        feature = opened.feature(key)
        kind = (
            feature,
            need.get(key) or need.get(key.removeprefix("ال")) or _own_need(key, opened.largest(key), feature),
        )
        known = found.get(key)
        if known is None or NEEDS.index(kind[1]) < NEEDS.index(known.need):
            found[key] = made.get(kind) or made.setdefault(kind, NameRow(*kind))


def _own_need(key: str, largest: int, feature: str) -> str:
    """Return what a name of a gazetteer file needs to count in a text."""
    if largest >= LARGE or feature in ("district", "governorate"):
        return "" if len(key) > SHORT else "preposition"
    if " " in key:
        return ""
    return "preposition" if len(key) > SHORT else "feature"


def _foreign_need(key: str, largest: int, near: bool) -> str:
    """Return what a name needs that only GeoNames has: the less known its largest place, the more."""
    large = largest >= LARGE
    if " " in key:
        return "" if near or large else "preposition"
    if large and near:
        return "" if len(key) > SHORT else "preposition"
    if largest >= 10 * LARGE:
        return "preposition"
    return "preposition" if near and len(key) > 3 else "feature"
