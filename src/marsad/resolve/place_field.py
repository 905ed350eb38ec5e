"""Which places of the gazetteer a name may mean in a report about a country."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.extract.places import PlaceMention
from marsad.gazetteer import Entry, Gazetteer, Tier
from marsad.gazetteer.geometry import distance_km
from marsad.resolve.place_score import FAMOUS, minor

TOGETHER_KM = 30.0
"""A town and the units called after it lie no further apart."""
KEPT = 20_000
"""How many names are kept with the places that they may mean."""


class Field(NamedTuple):
    """The places that a name may mean in a report about a country, each with the tier in which it was found.

    `alone`: those in the country are all one place; `famous` is the id of a large city abroad that may be meant first.
    """

    entries: Sequence[tuple[Tier, Entry]]
    alone: bool
    famous: str


class Fields:
    """The fields of names, looked up once."""

    def __init__(self, gazetteer: Gazetteer, core: frozenset[str]) -> None:
        self._gazetteer, self._core = gazetteer, core
        self._kept: dict[tuple[str, str | None, str | None, str | None], Field] = {}

    def of(self, mention: PlaceMention, country: str | None) -> Field:
        """Return the places that a mention may mean in a report about a country."""
        key = mention.core, mention.feature, mention.country, country
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) > KEPT:
                self.forget()
            found = self._kept[key] = self._look_up(mention, country)
        return found

    def forget(self) -> None:
        """Drop the names looked up that are kept."""
        self._kept.clear()

    def _look_up(self, mention: PlaceMention, country: str | None) -> Field:
        entries = self._gazetteer.candidates(mention.core, mention.feature, mention.country or country)
        inland = [item for item in entries if item[1].country == country]
        if inland and not mention.country and len(entries) > len(inland):
            abroad = (item for item in entries if item[1].country != country)
            entries = inland + [item for item in abroad if self._known_afar(item[1])]
        return Field(entries, _one_place(inland), _famous(entries, inland))

    def _known_afar(self, entry: Entry) -> bool:
        """Tell whether a place of another country may still be meant."""
        return entry.country in self._core or entry.population >= FAMOUS or entry.feature == "country"


def _one_place(inland: Sequence[tuple[Tier, Entry]]) -> bool:
    """Tell whether all places of a name in the country are one: a town, its subdistrict and its district."""
    first = inland[0][1] if inland else None
    return first is not None and all(
        distance_km(first.lat, first.lon, one.lat, one.lon) <= TOGETHER_KM for _, one in inland
    )


def _famous(entries: Sequence[tuple[Tier, Entry]], inland: Sequence[tuple[Tier, Entry]]) -> str:
    """Return the id of the one city abroad, or of a large one where the report's country has but villages so called."""
    if not inland:
        cities = [entry for _, entry in entries if entry.feature == "city"]
        return cities[0].id if len(cities) == 1 else ""
    if not all(minor(entry) for _, entry in inland):
        return ""
    largest = max((entry for _, entry in entries), key=lambda entry: entry.population)
    return largest.id if largest.population >= FAMOUS else ""
