"""What an account says about who holds a place: taken, left, handed over, held, besieged, contested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from marsad.merge.account import Account, Spot

NAMED = frozenset({"territory_captured", "territory_left", "restriction", "agreement"})
UNREAL = frozenset({"failed", "hypothetical"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One account's word on one place.

    `what`: captured, left, held, besieged, lifted, contested or handed (over, by agreement).  `party` is the one who
    takes, leaves, holds or besieges; `other` the one it was taken from or handed to.  `day` and `last` are ordinal.
    """

    place: str
    what: str
    party: str | None
    other: str | None
    day: int
    last: int
    disputed: bool
    account: str
    order: int = 0


def claims_of(account: Account, order: int = 0) -> Iterator[Claim]:
    """Yield what an account says of each of its places; what failed, or only might be, changes nothing."""
    if account.kind not in NAMED or account.status in UNREAL or account.first is None or account.last is None:
        return
    what = _what(account)
    if what is None:
        return
    disputed = account.status == "disputed"
    for spot in account.spots:
        if not (spot.wide and what != "captured"):
            yield Claim(
                place_key(spot),
                what,
                account.actor,
                account.target,
                account.first,
                account.last,
                disputed,
                account.id,
                order,
            )


def _what(account: Account) -> str | None:
    if account.kind == "territory_captured":
        return "captured"
    if account.kind == "territory_left":
        return "left"
    if account.kind == "agreement":
        return None
    siege = "حصار" in account.words or "محاصره" in account.words or account.means == "siege"
    return "besieged" if siege and account.actor is not None else None


def place_key(spot: Spot) -> str:
    """Return what a place is known by: its id in the gazetteer, else its telling words."""
    return spot.id or " ".join(sorted(spot.words))
