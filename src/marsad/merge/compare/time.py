"""When: the same day, the next, or apart; a day that no words give is that of the report, and less sure."""

from __future__ import annotations

from marsad.merge.account import Account
from marsad.merge.world import World

LIGHT = {"dawn": 0, "morning": 1, "noon": 2, "day": 2, "afternoon": 3, "evening": 4, "night": 5}


def compare(one: Account, other: Account, world: World) -> str:  # noqa: ARG001
    """Return how two days agree: `same day`, `other part` of it, `next day`, `within`, `days`, `apart`."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return "unknown"
    sure = "told" if one.told and other.told else "assumed"
    if one.first == one.last and other.first == other.last:
        gap = abs(one.first - other.first)
        if gap == 0:
            return f"other part {sure}" if _parts_differ(one, other) else f"same day {sure}"
        return f"next day {sure}" if gap == 1 else f"days {sure}" if gap <= 3 else "apart"
    if one.first <= other.last and other.first <= one.last:
        return "within"
    return "days assumed" if min(abs(one.first - other.last), abs(other.first - one.last)) <= 3 else "apart"


def _parts_differ(one: Account, other: Account) -> bool:
    """Tell whether both name a part of the day, and not neighbouring ones."""
    if not one.part or not other.part:
        return False
    return abs(LIGHT.get(one.part, 2) - LIGHT.get(other.part, 2)) > 1
