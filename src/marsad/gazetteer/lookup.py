"""Places by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from marsad.codebook.borders import BorderRow
from marsad.codebook.places import NameRow, PlaceTables
from marsad.gazetteer.build import Index, build_index, name_rows
from marsad.gazetteer.entry import Entry, Unit, from_line, from_row
from marsad.gazetteer.geometry import distance_km
from marsad.gazetteer.spelling import Tier, near, spellings
from marsad.text.fold import fold_word

SAME_KM = 12.0
"""Two places of one name nearer than this are one."""
KEPT = 50_000
"""Names looked up that are kept, so that a long run does not fill the memory."""
UNITS = frozenset({"governorate", "district", "subdistrict", "region", "country", "area"})


class Gazetteer:
    """Every place that Marsad knows: `find("الرقه")` gives the governorate and the city."""

    def __init__(self, index: Index, tables: PlaceTables) -> None:
        self.tables = tables
        self._index, self._opened = index, index.opened
        self._found: dict[str, tuple[Entry, ...]] = {}
        self._tiers: dict[tuple[str, str | None, str | None], list[tuple[Tier, Entry]]] = {}
        self.countries = {row.id: from_row(row) for row in tables.places if row.feature == "country"}
        self._capitals: dict[str, Entry | None] = {}
        self._named: dict[tuple[str, int, str], Unit] = {}
        self._words: dict[str, list[str]] = {}
        for row in tables.features:
            if row.number == "sg":
                self._words.setdefault(row.feature, []).extend(fold_word(form) for form in row.forms)
        self.core = frozenset(country for country, _ in tables.units)
        self._units = {(row.country, row.name): row for row in tables.places if row.code}
        self._districts = {(row.country, row.name): row for row in tables.places if row.feature == "district"}

    @classmethod
    def load(cls, root: Path, tables: PlaceTables, file: Path | None = None) -> Gazetteer:
        """Read what lies in the data folder, and a gazetteer file; without the GeoNames file the tables alone serve."""
        return cls(build_index(root, tables, file), tables)

    def names(self, common: AbstractSet[str] = frozenset()) -> Iterable[tuple[str, NameRow]]:
        """Return every folded name, with what it needs to count as a place in a text.

        `common` words mean other things too: where a gazetteer file has places of such a name, they need a word
        for the sort of place before them.
        """
        return name_rows(self._index, self.tables, common).items()

    def unit(self, country: str, name: str) -> Entry | None:
        """Return a first-order unit by its English name."""
        found = self._opened.units.get((country, 1, name)) if self._opened else None
        row = self._units.get((country, name))
        return found or (from_row(row) if row else None)

    def by_id(self, id: str) -> Entry | None:
        """Return a place by its id, or by one that a gazetteer file knows from another source."""
        if self._opened and (found := self._opened.by_id(id)):
            return found
        rows = {row.id: row for row in self.tables.places}
        if id in rows:
            return from_row(rows[id])
        return next(
            (entry for entry in self.all() if entry.id == id or (entry.pcode and f"pcode:{entry.pcode}" == id)), None
        )

    def capital(self, country: str) -> Entry | None:
        """Return the capital of a country."""
        if country not in self._capitals:
            self._capitals[country] = self._find_capital(country)
        return self._capitals[country]

    def _find_capital(self, country: str) -> Entry | None:
        name = next((row.capital for row in self.tables.countries if row.code == country), "")
        cities = (row for row in self.tables.places if row.country == country and row.name == name)
        rows = sorted(cities, key=lambda row: row.feature not in ("city", "town"))
        if rows and rows[0].feature in ("city", "town"):
            return from_row(rows[0])
        found = (entry for entry in self.all() if entry.country == country and entry.name == name)
        return max(found, key=lambda entry: (entry.feature == "city", entry.population), default=None)

    def border(self, one: str, other: str) -> BorderRow | None:
        """Return the border of two countries; None where they have none, or none is known."""
        return next((row for row in self.tables.borders if set(row.countries) == {one, other}), None)

    def units(self, entry: Entry) -> tuple[Unit, ...]:
        """Return the units that hold a place, the widest first, with their Arabic names and P-codes."""
        named = ((1, entry.admin1), (2, entry.admin2), (3, entry.admin3))
        return tuple(self._unit(entry.country, level, name) for level, name in named if name)

    def _unit(self, country: str, level: int, name: str) -> Unit:
        """Return a unit as it is known, looked up once."""
        key = country, level, name
        if key not in self._named:
            self._named[key] = self._find_unit(country, level, name)
        return self._named[key]

    def _find_unit(self, country: str, level: int, name: str) -> Unit:
        found = self._opened.units.get((country, level, name)) if self._opened else None
        row = (self._units if level == 1 else self._districts).get((country, name)) if level < 3 else None
        entry = found or (from_row(row) if row else None)
        return Unit(level, name, entry.name_ar, entry.pcode) if entry else Unit(level, name, "", "")

    def units_at(self, lat: float, lon: float) -> list[Entry]:
        """Return the units whose outlines hold a point, the widest first; empty without a file of outlines."""
        return self._opened.units_at(lat, lon) if self._opened else []

    def all(self) -> Iterator[Entry]:
        """Give every place: of the tables, of the file and of GeoNames."""
        yield from (from_row(row) for row in self.tables.places)
        yield from self._opened or ()
        seen = dict.fromkeys(line for lines in self._index.lines.values() for line in lines)
        yield from (from_line(line, self._index.units) for line in seen)

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return the places of a folded name, those of the tables first; none is an empty tuple."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._look_up(name)
        return found

    def candidates(self, name: str, feature: str | None = None, country: str | None = None) -> list[tuple[Tier, Entry]]:
        """Return the places of a folded name, each with the tier in which it was found.

        Lower tiers are looked into until one has a place of the report's country.  A sort of place may be part of
        the name: `السين`, told as an airport, is `مطار السين`.
        """
        tiers = self._tiers.get((name, feature, country))
        if tiers is None:
            if len(self._tiers) > KEPT:
                self.forget()
            tiers = self._tiers[name, feature, country] = list(self._rank(name, feature, country))
        return tiers

    def country_code(self, name: str) -> str | None:
        """Return a country's code by its code or its folded name."""
        if name in self.countries:
            return name
        return next((entry.country for entry in self.find(name) if entry.feature == "country"), None)

    def forget(self) -> None:
        """Drop the names looked up that are kept."""
        self._tiers.clear()
        self._found.clear()

    def _rank(self, name: str, feature: str | None, country: str | None) -> Iterator[tuple[Tier, Entry]]:
        seen: set[str] = set()
        last = Tier.FOLDED
        inland = False
        for tier, key in self._keys(name, feature, country):
            if tier > last and (inland or (seen and country is None)):
                return
            last = tier
            for entry in self.find(key):
                if entry.id not in seen:
                    seen.add(entry.id)
                    inland = inland or entry.country == country
                    yield tier, entry

    def _keys(self, name: str, feature: str | None, country: str | None) -> Iterator[tuple[Tier, str]]:
        """Give the keys to look for, in the order of their tiers; one letter off only where a country is known."""
        yield Tier.FOLDED, name
        for word in self._words.get(feature or "", ()):
            yield Tier.FOLDED, f"{word} {name}"
        known = bool(self.find(name))
        yield from spellings(name)
        if country and not known:
            yield from ((Tier.FUZZY, key) for key in near(name) if self._called(key, country))

    def _called(self, key: str, country: str) -> bool:
        """Tell whether a place of a country has a name."""
        index = self._index
        if key not in index.rows and key not in index.lines and not (self._opened and key in self._opened.keys):
            return False
        return any(entry.country == country for entry in self.find(key))

    def _look_up(self, name: str) -> tuple[Entry, ...]:
        distant = [from_line(line, self._index.units) for line in self._index.lines.get(name, ())]
        filed = self._filed(name, distant)
        entries: list[Entry] = []
        for row in self._index.rows.get(name, ()):
            if self._opened and row.id in self._opened.same:
                continue
            same = [e for e in distant if _same(e, row.lat, row.lon)] if row.feature not in UNITS else []
            own = from_row(row, max((e.population for e in same), default=0))
            entries.append(_peopled(filed.pop(row.id, own), own.population))
            distant = [e for e in distant if e not in same]
        entries += filed.values()
        if self._opened:
            distant = [e for e in distant if e.id not in self._opened.same]
        settled = [entry for entry in filed.values() if entry.feature not in UNITS]
        return (*entries, *(e for e in distant if not any(_same(e, other.lat, other.lon) for other in settled)))

    def _filed(self, name: str, distant: list[Entry]) -> dict[str, Entry]:
        """Return the places of the file by id; where it tells no inhabitants, those that GeoNames tells are taken."""
        if self._opened is None:
            return {}
        people = {self._opened.same[one.id]: one.population for one in distant if one.id in self._opened.same}
        numbers = self._opened.keys.get(name, ())
        return {
            one.id: _peopled(one, people.get(at, 0)) for at, one in zip(numbers, self._opened.find(name), strict=True)
        }


def _peopled(entry: Entry, population: int) -> Entry:
    return entry if entry.population else entry._replace(population=population)


def _same(entry: Entry, lat: float, lon: float) -> bool:
    return distance_km(entry.lat, entry.lon, lat, lon) < SAME_KM
