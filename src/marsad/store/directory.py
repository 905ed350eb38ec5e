"""The parties and places that assertions name, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from marsad.model import Event, Party, Place
from marsad.store.cells import cell
from marsad.store.database import next_id
from marsad.store.ledger import Ledger, digest
from marsad.store.tables import PARTIES, PLACES

_ASKED = 500


class Directory:
    """Numbers for the ids of registry and gazetteer; what is not there yet is added."""

    def __init__(self, connection: Connection, ledger: Ledger) -> None:
        self._connection = connection
        self._ledger = ledger
        self._parties: dict[str, int] = {}
        self._places: dict[str, int] = {}

    def learn(self, events: Iterable[Event]) -> None:
        """Find or add all parties and places of these events."""
        parties: dict[str, dict[str, Any]] = {}
        places: dict[str, dict[str, Any]] = {}
        for event in events:
            for party in (event.actor, event.target):
                if party and party.id:
                    parties.setdefault(party.id, _party_row(party))
            for place in (*event.places, *event.to):
                if place.gazetteer_id:
                    places.setdefault(place.gazetteer_id, _place_row(place))
        self._parties = self._ids(PARTIES, "party", parties)
        self._places = self._ids(PLACES, "place", places)

    def party(self, party: Party | None) -> int | None:
        """Return a party's number; None where the registry does not know it."""
        return self._parties[party.id] if party and party.id else None

    def links(self, assertion_id: int, event: Event) -> Iterator[dict[str, Any]]:
        """Give the rows that join an assertion to its known places."""
        told = [("at", place) for place in event.places] + [("to", place) for place in event.to]
        for number, (role, place) in enumerate(told):
            if place.gazetteer_id:
                yield {
                    "assertion_id": assertion_id, "number": number, "role": role,
                    "place_id": self._places[place.gazetteer_id],
                }  # fmt: skip

    def _ids(self, table: Table, column: str, rows: dict[str, dict[str, Any]]) -> dict[str, int]:
        """Return the number of each id, after adding those that have none."""
        wanted, found = list(rows), dict[str, int]()
        for start in range(0, len(wanted), _ASKED):
            query = select(table.c[column], table.c.id).where(table.c[column].in_(wanted[start : start + _ASKED]))
            found.update((name, id) for name, id in self._connection.execute(query))
        new = [rows[name] for name in wanted if name not in found]
        if new:
            for id, row in enumerate(new, next_id(self._connection, table.name)):
                row["id"] = found[row[column]] = id
                self._ledger.note("add", column, id, digest(row))
            self._connection.execute(insert(table), new)
        return found


def _party_row(party: Party) -> dict[str, Any]:
    return {"party": party.id, "name": party.name, "name_ar": party.name_ar, "kind": party.kind}


def _place_row(place: Place) -> dict[str, Any]:
    return {
        "place": place.gazetteer_id, "name": place.name, "name_ar": place.name_ar, "lat": place.lat,
        "lon": place.lon, "cell": cell(place.lat, place.lon), "feature": place.feature, "admin1": place.admin1,
        "admin2": place.admin2, "pcode": place.pcode, "country": place.country,
    }  # fmt: skip
