"""Places by name."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

from marsad.codebook.places import NameRow, PlaceTables
from marsad.gazetteer.build import Entry, Index, build_index, from_line, from_row, name_rows
from marsad.text.fold import fold_word

SAME_KM = 12.0
"""Two places of one name nearer than this are one."""
KEPT = 50_000
"""Names looked up that are kept, so that a long run does not fill the memory."""
UNITS = frozenset({"governorate", "district", "subdistrict", "region", "country", "area"})


def distance_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in kilometres (spherical earth)."""
    a, b = math.radians(lat), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def offset(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """Return the point so many kilometres away in a direction (degrees from north)."""
    north = km * math.cos(math.radians(bearing)) / 111.2
    east = km * math.sin(math.radians(bearing)) / (111.2 * math.cos(math.radians(lat)))
    return round(lat + north, 5), round(lon + east, 5)


class Gazetteer:
    """Every place that Marsad knows: `find("الرقه")` gives the governorate and the city."""

    def __init__(self, index: Index, tables: PlaceTables) -> None:
        self.tables = tables
        self._index = index
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._tiers: dict[tuple[str, str | None], list[tuple[int, Entry]]] = {}
        self.countries = {row.id: from_row(row) for row in tables.places if row.feature == "country"}
        self._words: dict[str, list[str]] = {}
        for row in tables.features:
            if row.number == "sg":
                self._words.setdefault(row.feature, []).extend(fold_word(form) for form in row.forms)
        self.core = frozenset(country for country, _ in tables.units)
        self._units = {(row.country, row.name): row for row in tables.places if row.code}

    @classmethod
    def load(cls, root: Path, tables: PlaceTables) -> Gazetteer:
        """Read what lies in the data folder; without the GeoNames file the tables alone serve."""
        return cls(build_index(root, tables), tables)

    def names(self) -> Iterable[tuple[str, NameRow]]:
        """Return every folded name, with what it needs to count as a place in a text."""
        return name_rows(self._index, self.tables).items()

    def unit(self, country: str, name: str) -> Entry | None:
        """Return a first-order unit by its English name."""
        row = self._units.get((country, name))
        return from_row(row) if row else None

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return the places of a folded name, those of the tables first; none is an empty tuple."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._look_up(name)
        return found

    def candidates(self, name: str, feature: str | None = None) -> list[tuple[int, Entry]]:
        """Return the places of a folded name with its tier: 0 as written, 1 spelled in another way.

        A sort of place may be part of the name: `السين`, told as an airport, is `مطار السين`.
        """
        tiers = self._tiers.get((name, feature))
        if tiers is None:
            if len(self._tiers) > KEPT:
                self._tiers.clear()
                self._found.clear()
            tiers = self._tiers[name, feature] = self._rank(name, feature)
        return tiers

    def _rank(self, name: str, feature: str | None) -> list[tuple[int, Entry]]:
        found = self.find(name)
        called = [
            e for word in self._words.get(feature or "", ()) for e in self.find(f"{word} {name}") if e not in found
        ]
        if found or called:
            return [(0, entry) for entry in (*found, *called)]
        return [(1, entry) for variant in variants(name) for entry in self.find(variant)]

    def _look_up(self, name: str) -> tuple[Entry, ...]:
        distant = [from_line(cells, self._index.units) for cells in self._index.lines.get(name, ())]
        entries: list[Entry] = []
        for row in self._index.rows.get(name, ()):
            same = [e for e in distant if _same(e, row.lat, row.lon)] if row.feature not in UNITS else []
            entries.append(from_row(row, max((e.population for e in same), default=0)))
            distant = [e for e in distant if e not in same]
        return tuple(entries + distant)


def variants(name: str) -> list[str]:
    """Return other spellings of a folded name: `رصافه` gives `الرصافه`, `عبدالله` gives `عبد الله`."""
    found = [name[2:] if name.startswith("ال") else "ال" + name]
    if " " in name:
        words = name.split()
        found += ["".join(words), " ".join(words[:-1]) + " " + _swapped(words[-1])]
        if words[0] in ("ابو", "ابي", "ابا", "بو"):
            found += [" ".join([other, *words[1:]]) for other in ("ابو", "ابي", "بو") if other != words[0]]
    for head in ("عبد", "ابو", "البو", "دير", "ام", "بو", "تل", "خان", "بيت"):
        if name.startswith(head) and name[len(head) : len(head) + 1] not in ("", " "):
            found.append(f"{head} {name[len(head) :]}")
    return found


def _swapped(word: str) -> str:
    return word[2:] if word.startswith("ال") else "ال" + word


def _same(entry: Entry, lat: float, lon: float) -> bool:
    return distance_km(entry.lat, entry.lon, lat, lon) < SAME_KM
