"""How well a happening is known, by rules that a person can read; after the grades of Airwars.

confirmed     the side that did it says so, and so do others who are not of that side
corroborated  two independent origins or more, none denies it
contested     somebody denies it, or the accounts say that it is disputed
single        one origin alone
claimed       one side of the fighting alone says so
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from marsad.merge.account import Account
from marsad.merge.world import World


class Grade(NamedTuple):
    """A grade, why, and who stands where (ids of accounts)."""

    grade: str
    why: str
    by_doer: tuple[str, ...]
    by_others: tuple[str, ...]
    deny: tuple[str, ...]


def grade(accounts: Sequence[Account], origins: int, doer: str | None, world: World) -> Grade:
    """Return the grade of a happening with so many independent origins; `doer` is the actor that was chosen."""
    side = set(world.line(doer)) if doer else set()
    deny = tuple(account.id for account in accounts if account.status == "disputed")
    ours = tuple(a.id for a in accounts if side & set(world.line(_voice(a))) and a.id not in deny)
    others = tuple(a.id for a in accounts if a.id not in ours and a.id not in deny)
    if deny:
        return Grade("contested", f"{len(deny)} of {len(accounts)} accounts tell of a denial", ours, others, deny)
    if ours and others:
        return Grade("confirmed", f"{doer} says so, and so do {len(others)} accounts of others", ours, others, deny)
    if ours and all(account.status == "claimed" for account in accounts):
        return Grade("claimed", f"{doer} alone says so", ours, others, deny)
    if origins > 1:
        return Grade("corroborated", f"{origins} independent origins", ours, others, deny)
    return Grade("single", "one origin", ours, others, deny)


def _voice(account: Account) -> str:
    """Return who speaks: whom the report credits, else its outlet."""
    return account.origin if account.credited else account.outlet
