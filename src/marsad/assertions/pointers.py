"""Words that settle whether two statements are one: `الانفجار` after a bomb, the same dead, a place taken back."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.sameness import ATTACKS, overlap
from marsad.assertions.statement import Statement
from marsad.assertions.whereabouts import nearest
from marsad.model import Party

BACK = 2
"""How many sentences back a definite noun finds what it takes up."""
SEVERAL = 3
"""So many dead, counted alike, are the same dead."""
BLAST = frozenset({"ied", "suicide_bombing"})


def recast(statement: Statement, kept: Sequence[Statement]) -> None:
    """Give a definite noun the kind of what it takes up: `انفجرت عبوة ... ووقع الانفجار قرب المدرسة` is the bomb.

    `القصف` takes up an air strike only where it names no place of its own.
    """
    if not statement.anaphoric or statement.means is not None:
        return
    kinds = _taken_up(statement)
    host = next((host for host in reversed(kept) if host.kind in ATTACKS), None) if kinds else None
    if host is None or host.kind not in kinds or statement.draft.sentence - host.draft.sentence > BACK:
        return
    statement.notes.append(f"takes up the {host.kind} told before")
    statement.kind = host.kind


def _taken_up(statement: Statement) -> frozenset[str]:
    """Return the kinds that a definite noun may take up beside its own."""
    if statement.kind == "explosion":
        return BLAST
    bare = statement.kind == "shelling" and statement.draft.frame.name == "bombard" and not statement.own_places
    return frozenset({"air_strike"}) if bare else frozenset()


def counted_alike(statement: Statement, other: Statement) -> bool:
    """Tell whether two attacks of a kind killed the very same number of several, in places that may be one."""
    one, two = statement.killed, other.killed
    if one is None or two is None or one.min < SEVERAL or one.max is None:
        return False
    if (one.min, one.max) != (two.min, two.max) or not statement.kind == other.kind in ATTACKS:
        return False
    if _sort(statement.target) != _sort(other.target):
        return False
    if statement.injured and other.injured and not overlap(statement.injured, other.injured):
        return False
    return nearest(statement.places, other.places) not in ("close", "apart")


def _sort(party: Party | None) -> bool:
    """Tell whether a party bears arms: three civilians and three soldiers are not the same dead."""
    return party is not None and party.id is not None and party.kind != "civilians"


def taken_back(statement: Statement, other: Statement) -> bool:
    """Tell whether a place was taken by one side, then by the other: `سيطر الثوار على التل ... ثم استعاده الجيش`."""
    if not statement.kind == other.kind == "territory_captured":
        return False
    pairs = ((statement.actor, other.target), (statement.target, other.actor))
    return any(one is not None and two is not None and one.id and one.id == two.id for one, two in pairs)
