"""Who stands against whom in ACLED's words: actors, what sort of side each is, and the pair of both."""

from __future__ import annotations

from typing import NamedTuple

from marsad.dataset.codes import Codes, kind_of
from marsad.dataset.item import Item, Json, name_of
from marsad.dataset.layout import Country

INTER = {
    1: "State forces", 2: "Rebel group", 3: "Political militia", 4: "Identity militia",
    5: "Rioters", 6: "Protesters", 7: "Civilians", 8: "External/Other forces",
}  # fmt: skip
SORTS = {"rebel": 2, "militia": 3, "civilians": 7, "international": 8}
PAIRS = frozenset(
    "10 11 12 13 14 15 16 17 18 20 22 23 24 25 26 27 28 30 33 34 35 36 37 38 40 44 45 46 47 48 50 55 56 57 58 60 66 67"
    " 68 70 77 78 80 88".split()
)
"""The pairs that ACLED has numbers for; with 0, one side alone."""


class Sides(NamedTuple):
    """Both sides of a row; `code2` is None where there is no second one."""

    actor1: str
    code1: int
    actor2: str | None
    code2: int | None
    assoc1: str | None = None
    assoc2: str | None = None

    def inter(self, side: int, how: str) -> str | int | None:
        """Return what sort of side it is, as words or as ACLED's older number."""
        code = self.code1 if side == 1 else self.code2
        return None if code is None else INTER[code] if how == "text" else code

    def interaction(self, how: str) -> str | int:
        """Return the pair, the lower number first: `State forces-Rebel group`, `Rebel group only`."""
        low, high = sorted((self.code1, self.code2 or 0), key=lambda code: (code == 0, code))
        if how == "numeric":
            return low * 10 + high
        return f"{INTER[low]}-{INTER[high]}" if high else f"{INTER[low]} only"


def interactions(how: str) -> frozenset[str]:
    """Return every pair that a file may hold."""
    if how == "numeric":
        return PAIRS
    pairs = [(int(pair[0]), int(pair[1])) for pair in PAIRS]
    return frozenset(f"{INTER[a]}-{INTER[b]}" if b else f"{INTER[a]} only" for a, b in pairs)


def sides_of(item: Item, event_type: str, country: Country, codes: Codes) -> Sides:
    """Return who acted and who was acted on, as the type wants it.

    Crowds are `Protesters (Syria)` with the party told beside them; who attacks civilians unnamed is
    `Unidentified Armed Group (Syria)`; a battle has two sides.
    """
    where = country.name
    first = _side(item.actor, country, codes)
    second = _side(item.target, country, codes)
    if event_type in ("Protests", "Riots"):
        crowd, code = ("Protesters", 6) if event_type == "Protests" else ("Rioters", 5)
        assoc = name_of(item.actor) if item.actor and item.actor["id"] else None
        second = second if second and second[1] != 7 else None
        name, sort = second or (None, None)
        return Sides(f"{crowd} ({where})", code, name, sort, assoc)
    unnamed = (f"Unidentified Armed Group ({where})", 3)
    if event_type == "Violence against civilians":
        first = first if first and first[1] != 7 else unnamed
        name = name_of(item.target) if kind_of(item.target) == "civilians" and item.target else None
        assoc = name if name and name not in ("civilians", "Civilians") else None
        return Sides(*first, f"Civilians ({where})", 7, None, assoc)
    first = first or unnamed
    if event_type == "Battles":
        second = second or unnamed
    return Sides(*first, *(second or (None, None)))


def _side(party: Json | None, country: Country, codes: Codes) -> tuple[str, int] | None:
    """Return a party's name and sort; None where it is no party but a thing, or is not known at all.

    A state's forces abroad are `External/Other forces`.
    """
    if party is None or (party["kind"] == "unknown" and party["id"] is None):
        return None
    if party["kind"] == "civilians":
        return f"Civilians ({country.name})", 7
    if party["kind"] == "state":
        at_home = codes.parties.get(party["id"] or "", country.id) in ("", country.id)
        return str(name_of(party)), 1 if at_home else 8
    return str(name_of(party)), SORTS.get(party["kind"], 3)
