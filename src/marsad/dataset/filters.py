"""Which items an export holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from marsad.dataset.item import Item, Json


class Filter(NamedTuple):
    """What is asked for; an empty field asks for nothing.  Several values of a field are alternatives."""

    since: str | None = None
    until: str | None = None
    country: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()

    def asked(self) -> dict[str, object]:
        """Return what is asked for, as the manifest holds it."""
        return {name: list(value) if isinstance(value, tuple) else value
                for name, value in self._asdict().items() if value}  # fmt: skip

    def keep(self, items: Iterable[Item]) -> Iterator[Item]:
        """Give the items that fit."""
        places, parties = _folded(self.place), _folded(self.party)
        for item in items:
            if (
                self._in_time(item)
                and _fits(item.kind, self.kind)
                and _fits(item.status, self.status)
                and _fits(item.grade, self.grade)
                and (not self.country or any(place.get("country") in self.country for place in item.places))
                and (not places or any(places & _names(place) for place in item.places))
                and (not parties or any(parties & _names(party) for party in (item.actor, item.target) if party))
            ):
                yield item

    def _in_time(self, item: Item) -> bool:
        """Tell whether an item may have happened in the stretch; one without a day fits only where none is asked."""
        if not (self.since or self.until):
            return True
        if item.first is None or item.last is None:
            return False
        return not (self.since and item.last < self.since) and not (self.until and item.first > self.until)


def _fits(value: str | None, wanted: tuple[str, ...]) -> bool:
    return not wanted or value in wanted


def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold().strip() for name in names)


def _names(record: Json) -> frozenset[str]:
    """Return what a party or place goes by: its ids, names and units."""
    fields = ("id", "gazetteer_id", "pcode", "name", "name_ar", "text", "admin1", "admin2", "admin3")
    return frozenset(str(record[field]).casefold() for field in fields if record.get(field))
