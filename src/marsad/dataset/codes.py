"""What layouts need beside an item: kinds, countries and types as other datasets name them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marsad.assertions.finish import violence
from marsad.codebook.actors import load_actors
from marsad.codebook.kinds import Kind, load_kinds
from marsad.codebook.outlets import Outlets, load_outlets
from marsad.codebook.settings import load_settings
from marsad.dataset.item import Item, Json
from marsad.dataset.layout import Country, load_countries, load_types
from marsad.errors import DataError, Fault
from marsad.model import Party, Span

PREFIX = "MRS"
NOTICE = "Coded by Marsad from the reports named. Not data of ACLED or of UCDP; only the layout is theirs."


@dataclass(slots=True)
class Codes:
    """The tables, the options of an export, and a tally of what was left out and why."""

    kinds: dict[str, Kind]
    parties: dict[str, str]
    """Where each party is based, by its id."""
    parties_by_id: dict[str, str]
    """What each party is called, by its id."""
    outlets: Outlets
    countries: dict[str, Country]
    types: dict[str, tuple[str, str]]
    codebook: str
    inter: str = "text"
    stamp: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    dead_left_out: Counter[str] = field(default_factory=Counter)
    split: Counter[str] = field(default_factory=Counter)
    _names: frozenset[str] = frozenset()
    _violence: dict[tuple[str, str, str], int | None] = field(default_factory=dict)

    @classmethod
    def load(cls, root: Path, inter: str = "text", stamp: int = 0) -> Codes:
        """Read what is needed below the data folder; raises DataError with all faults."""
        faults: list[Fault] = []
        actors = load_actors(root, faults).actors
        kinds, settings = load_kinds(root, faults), load_settings(root, faults)
        outlets = load_outlets(root, frozenset(actors), faults)
        if faults:
            raise DataError(faults)
        parties = {actor.id: actor.country for actor in actors.values()}
        named = {actor.id: actor.name for actor in actors.values()}
        return cls(kinds, parties, named, outlets, load_countries(root), load_types(root), settings.version,
                   inter, stamp)  # fmt: skip

    @property
    def party_names(self) -> frozenset[str]:
        """Return the names of all parties of the registry."""
        if not self._names:
            self._names = frozenset(self.parties_by_id.values())
        return self._names

    def leave_out(self, item: Item, why: str) -> None:
        """Note an item that a layout has no room for, with its dead."""
        self.left_out[why] += 1
        self.dead_left_out[why] += item.killed.low if item.killed and item.counted else 0

    def violence(self, item: Item) -> int | None:
        """Return UCDP's type of violence; None where it is none."""
        key = (item.kind, kind_of(item.actor), kind_of(item.target))
        if key not in self._violence:
            kind = self.kinds.get(item.kind)
            sides = [_party(record) for record in (item.actor, item.target)]
            found = violence(kind, *sides) if kind else None
            self._violence[key] = found["type_of_violence"] if found else None
        return self._violence[key]

    def acled(self, item: Item) -> dict[str, Any]:
        """Return ACLED's type and sub-type of an item."""
        kind = self.kinds.get(item.kind)
        state = kind_of(item.actor) == "state"
        return kind.acled(state=state) if kind else {"event_type": None, "sub_event_type": None}

    def country(self, place: Json) -> Country | None:
        """Return the country of a place."""
        return self.countries.get(place.get("country") or "")


def kind_of(party: Json | None) -> str:
    """Return a party's kind, "" where there is none."""
    return str(party["kind"]) if party else ""


def _party(record: Json | None) -> Party | None:
    return Party(None, None, None, "", Span(0, 0), record["kind"]) if record else None
