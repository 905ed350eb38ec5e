"""Publish profiles: what is taken out, moved or held back before something is published, each rule counted.

Words of reports are left out whole, not searched for names: what is not there cannot leak.  What remains comes from
tables (parties of the registry, outlets of the table, units), and is searched for phones, e-mails and handles last.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from marsad.dataset.coarse import Units, coarse
from marsad.dataset.codes import Codes
from marsad.dataset.item import Figures, Item, Json, Source
from marsad.dataset.scrub import scrub
from marsad.errors import UsageError

RULES = {
    "words": "quotations, notes, titles, addresses of pages and all words of reports are left out",
    "persons": "parties that are not in the registry lose their names",
    "credits": "whom reports credit is kept only where it is in the registry",
    "outlets": "outlets that are not in the table of outlets lose their names",
    "points": "points are moved to their second-order unit or to a grid, their precision lowered, names with them",
    "delay": "what happened within the last days is left out",
    "restricted": "what only restricted outlets tell is left out",
    "small cells": "what stands in a place and month with few happenings is left out",
    "scrubbed": "what is left is searched for phone numbers, e-mail addresses and handles",
}


@dataclass(slots=True)
class Profile:
    """The rules of a profile, and how often each was applied."""

    name: str
    delay_days: int
    smallest_cell: int
    grid: float
    restricted: frozenset[str]
    today: date
    units: Units
    codes: Codes
    counts: Counter[str] = field(default_factory=Counter)

    def apply(self, items: Iterable[Item], cells: Counter[tuple[str, str]] | None = None) -> Iterator[Item]:
        """Give the items as they may be published; `cells` tells how many stand in each place and month."""
        for item in items:
            kept = self._held_back(item)
            if kept is None:
                continue
            kept = self._stripped(kept)
            if cells is not None and cells[cell_of(kept)] < self.smallest_cell:
                self._leave_out(item, "small cells")
            else:
                yield kept

    def cells(self, items: Iterable[Item]) -> Counter[tuple[str, str]]:
        """Count the items of each place and month, as they would be published; nothing else is counted."""
        quiet = replace(self, counts=Counter(), codes=replace(self.codes, left_out=Counter(), dead_left_out=Counter()))
        return Counter(cell_of(item) for item in quiet.apply(items))

    def told(self) -> dict[str, Any]:
        """Return the rules and their counts, as the manifest holds them."""
        settings = {"delay_days": self.delay_days, "smallest_cell": self.smallest_cell, "grid": self.grid,
                    "restricted_outlets": len(self.restricted)}  # fmt: skip
        rules = [{"rule": name, "does": does, "applied": self.counts[name]} for name, does in RULES.items()]
        return {"name": self.name, "settings": settings, "rules": rules}

    def _leave_out(self, item: Item, rule: str) -> None:
        self.counts[rule] += 1
        self.codes.leave_out(item, f"profile {self.name}: {rule}")

    def _held_back(self, item: Item) -> Item | None:
        """Return the item without restricted outlets; None where it may not be published, or not yet."""
        latest = (self.today - timedelta(self.delay_days)).isoformat()
        if self.delay_days and (item.last is None or item.last > latest):
            self._leave_out(item, "delay")
            return None
        open_ = tuple(one for one in item.sources if (one.outlet or "").casefold() not in self.restricted)
        if self.restricted and item.sources and not open_:
            self._leave_out(item, "restricted")
            return None
        return item._replace(sources=open_)

    def _stripped(self, item: Item) -> Item:
        self.counts["words"] += bool(item.quotes or item.date_text or any(one.title or one.url for one in item.sources))
        places = tuple(coarse(place, self.units, self.grid) for place in item.places)
        self.counts["points"] += sum(place.get("lat") is not None for place in item.places)
        credits_ = tuple(name for name in item.credits if name in self.codes.party_names)
        self.counts["credits"] += len(item.credits) - len(credits_)
        return item._replace(
            id=_plain(item.id),
            actor=self._party(item.actor),
            target=self._party(item.target),
            places=tuple({place["name"]: place for place in places}.values()),
            date_text=None,
            killed=self._toll(item.killed),
            injured=self._toll(item.injured),
            means=self._clean(item.means),
            sources=tuple(dict.fromkeys(self._source(one) for one in item.sources)),
            credits=credits_,
            accounts=tuple(_plain(name) for name in item.accounts),
            quotes=(),
            sums_up=tuple(_plain(name) for name in item.sums_up),
            extractor=self._clean(item.extractor),
        )

    def _party(self, party: Json | None) -> Json | None:
        """Return a party of the registry as that names it; any other by its kind alone."""
        if party is None:
            return None
        name = self.codes.parties_by_id.get(party["id"] or "")
        if name is None:
            self.counts["persons"] += 1
            kind = party["kind"]
            said = "civilians" if kind == "civilians" else f"not named ({kind})"
            return {"id": None, "name": said, "name_ar": None, "text": said, "kind": kind}
        return {"id": party["id"], "name": name, "name_ar": None, "text": name, "kind": party["kind"]}

    def _toll(self, toll: Figures | None) -> Figures | None:
        return toll._replace(who=self._party(toll.who), text=None) if toll else None

    def _source(self, source: Source) -> Source:
        outlet = self.codes.outlets.find(source.outlet)
        self.counts["outlets"] += bool(source.outlet and outlet is None)
        return Source("", outlet.name if outlet else "outlet not named", source.published)

    def _clean(self, text: str | None) -> str | None:
        cleaned = scrub(text) if text else text
        self.counts["scrubbed"] += cleaned != text
        return cleaned


def load_profile(root: Path, name: str, codes: Codes, today: date, restricted: Sequence[str] = ()) -> Profile:
    """Read a profile of `data/layouts/profiles.toml`."""
    found = tomllib.loads((root / "layouts" / "profiles.toml").read_text(encoding="utf-8"))
    if name not in found:
        raise UsageError(f"no profile {name!r}; data/layouts/profiles.toml has {', '.join(found)}")
    row = found[name]
    names = frozenset(outlet.casefold() for outlet in (*row["restricted"], *restricted))
    return Profile(name, row["delay_days"], row["smallest_cell"], row["grid"], names, today, Units.load(root), codes)


def cell_of(item: Item) -> tuple[str, str]:
    """Return the place and month that an item stands in."""
    place = item.places[0]["name"] if item.places else "no place"
    return str(place), (item.first or "no day")[:7]


def _plain(name: str) -> str:
    """Return an id as it is where it is one of ours, else a hash of it: an id of others may hold anything."""
    letters, _, digits = name.partition("-")
    if letters in ("hap", "mrs") and len(digits) == 16 and set(digits) <= set("0123456789abcdef"):
        return name
    return "id-" + sha256(name.encode()).hexdigest()[:16]
