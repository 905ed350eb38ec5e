"""Parties of the registry and places of the gazetteer, found by the first letters of any of their names."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

from marsad.codebook.load import load_codebook
from marsad.gazetteer.entry import Entry
from marsad.gazetteer.geometry import distance_km
from marsad.gazetteer.lookup import Gazetteer
from marsad.gazetteer.nearby import Nearby
from marsad.text.search import words_of

MOST = 12


class Lookup:
    """Searches the tables that a project is read with."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.means = sorted({row.split("\t")[0] for row in _lines(data / "lexicon" / "means.tsv")} - {"name", ""})
        self.book = load_codebook(data)
        self.kinds = self.book.kinds
        self.actors = self.book.actors.actors
        self._lock = Lock()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Return the places, read when the first is asked for."""
        return Gazetteer.load(self._data, self.book.places)

    @cached_property
    def _nearby(self) -> Nearby:
        return Nearby(self.gazetteer.all())

    @cached_property
    def _parties(self) -> list[tuple[str, str]]:
        names = {(_bare(name.form), name.id) for name in self.book.actors.names}
        for actor in self.actors.values():
            names |= {(_bare(name), actor.id) for name in (actor.name, actor.name_ar, actor.id) if name}
        return sorted(names)

    @cached_property
    def _places(self) -> list[tuple[str, Entry]]:
        with self._lock:
            names = {(_bare(name), entry) for entry in self.gazetteer.all()
                     for name in (entry.name, entry.name_ar, *entry.names) if name}  # fmt: skip
        return sorted(names, key=lambda item: (item[0], -item[1].population, item[1].id))

    def parties(self, words: str) -> list[dict[str, Any]]:
        """Return parties with a name that begins so, then those with one that has it anywhere."""
        wanted = _bare(words)
        begins = [id for name, id in self._parties if name.startswith(wanted)]
        holds = [id for name, id in self._parties if wanted in name]
        ids = list(dict.fromkeys(begins + holds))[:MOST] if wanted else []
        return [self.party(id) for id in ids if id in self.actors]

    def party(self, id: str) -> dict[str, Any]:
        """Return a party as the event record names it, without the words of a report."""
        actor = self.actors[id]
        return {"id": actor.id, "name": actor.name, "name_ar": actor.name_ar, "kind": actor.kind}

    def places(self, words: str) -> list[dict[str, Any]]:
        """Return places with a name that begins so, the exact name first, then the larger."""
        wanted = _bare(words)
        if not wanted:
            return []
        table = self._places
        start = bisect_left(table, wanted, key=lambda item: item[0])
        found: dict[str, tuple[bool, int, Entry]] = {}
        for name, entry in table[start : start + 4000]:
            if not name.startswith(wanted):
                break
            found.setdefault(entry.id, (name != wanted, -entry.population, entry))
        ranked = sorted(found.values(), key=lambda item: (item[0], item[1], item[2].id))[:MOST]
        return [self.place(entry) for _, _, entry in ranked]

    def place(self, entry: Entry) -> dict[str, Any]:
        """Return a place as the event record writes it, without the words of a report."""
        precision = {"country": 6, "governorate": 4, "region": 4, "district": 3, "subdistrict": 3}
        return {
            "name": entry.name, "name_ar": entry.name_ar, "lat": entry.lat, "lon": entry.lon,
            "radius_km": entry.radius_km, "precision": precision.get(entry.feature, 1), "feature": entry.feature,
            "gazetteer_id": entry.id, "admin1": entry.admin1 or None, "admin2": entry.admin2 or None,
            "admin3": entry.admin3 or None, "pcode": entry.pcode or None, "country": entry.country,
            "within": [], "units": [unit.to_dict() for unit in self.gazetteer.units(entry)],
            "geometry": None, "alternatives": [], "reason": None,
        }  # fmt: skip

    def near(self, lat: float, lon: float) -> list[dict[str, Any]]:
        """Return the places nearest to a point, the nearest first, and the point itself."""
        with self._lock:
            around = self._nearby.around(lat, lon)
        away = sorted((distance_km(lat, lon, one.lat, one.lon), one.id, one) for one in around)
        found = [{**self.place(entry), "km": round(km, 1)} for km, _, entry in away[: MOST - 1]]
        return [*found, {**self.point(f"{lat:.4f}, {lon:.4f}", lat, lon), "id": f"point:{lat:.5f},{lon:.5f}"}]

    def point(self, name: str, lat: float, lon: float) -> dict[str, Any]:
        """Return a place that a person set on the map, in the units of the nearest place that is known."""
        nearest = self._nearby.nearest(lat, lon)
        near = self.place(nearest) if nearest else {}
        units = {field: near.get(field) for field in ("admin1", "admin2", "admin3", "country")}
        return {
            "name": name, "name_ar": name, "lat": lat, "lon": lon, "radius_km": 1.0, "precision": 1, "feature": None,
            "gazetteer_id": None, **units, "pcode": None, "within": [], "units": near.get("units", []),
            "geometry": None, "alternatives": [], "reason": None,
        }  # fmt: skip

    def place_of(self, id: str) -> dict[str, Any] | None:
        """Return a place by its id; None where there is none."""
        entry = self.gazetteer.by_id(id)
        return self.place(entry) if entry else None


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def _bare(name: str) -> str:
    """Return a name as it is looked for: folded, and without articles, so that `دفاع مدني` finds `الدفاع المدني`."""
    return "".join(word.removeprefix("ال") for word in words_of(name))
