"""What an account says about who holds a place: taken, left, held, besieged, contested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marsad.merge.account import Account, Spot, party_key

SIEGE = frozenset({"حصار", "محاصره", "محاصر", "حاصر"})
WHAT = {"territory_captured": "captured", "territory_left": "left"}


@dataclass(frozen=True, slots=True)
class Claim:
    """One account's word on one place.

    `what`: captured, left, besieged (by `party`, `other` inside), or the state in which `party` holds it: held,
    under_siege, contested.  `other` is the one it was taken from.  Days are ordinal; `order` is that of telling.
    """

    place: str
    what: str
    party: str | None
    other: str | None
    day: int
    last: int
    status: str
    account: str
    order: int = 0

    @property
    def says_holder(self) -> bool:
        """Tell whether it gives the place to its party on its day."""
        return self.what in ("captured", "held", "under_siege", "contested")


def claims_of(account: Account, order: int = 0) -> Iterator[Claim]:
    """Yield what an account says of each of its places; what only might be says nothing."""
    what = WHAT.get(account.kind) or ("besieged" if account.kind == "restriction" and _besieges(account) else None)
    if what is None or account.status == "hypothetical" or account.first is None or account.last is None:
        return
    for spot in account.spots:
        yield Claim(
            place_key(spot),
            what,
            account.actor,
            account.target,
            account.first,
            account.last,
            account.status,
            account.id,
            order,
        )


def claim_of(holding: Mapping[str, Any], account: str, day: int, spot: Spot, order: int = 0) -> Claim:
    """Return what a report says in passing on the day it was published: `الخاضعة لسيطرة`, `المحاصرة من`."""
    what = "held" if holding["state"] == "held" else "besieged"
    return Claim(place_key(spot), what, party_key(holding["party"]), None, day, day, "happened", account, order)


def _besieges(account: Account) -> bool:
    """Tell whether a restriction is a siege, not a curfew or a closed road."""
    return account.actor is not None and not SIEGE.isdisjoint(account.words)


def place_key(spot: Spot) -> str:
    """Return what a place is known by: its id in the gazetteer, else its telling words."""
    return spot.id or " ".join(sorted(spot.words))
