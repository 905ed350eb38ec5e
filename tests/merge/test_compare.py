"""What each comparer finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.merge import Account, World
from marsad.merge.compare import levels
from marsad.merge.compare.place import FARTHER

Make = Callable[..., Account]


@pytest.mark.parametrize(
    ("other", "comparer", "level"),
    [
        ({}, "place", "same"),
        ({"place": "بنش"}, "place", "region"),
        ({"place": "تفتناز"}, "place", "region"),
        ({"place": "إدلب"}, "place", "inside"),
        ({"day": "2016-03-03"}, "time", "next day told"),
        ({"day": "2016-04-03"}, "time", "apart"),
        ({"kind": "shelling"}, "kind", "near"),
        ({"kind": "civilian_attack"}, "kind", "vague"),
        ({"actor": "sy-air-force"}, "actor", "other"),
        ({"actor": None}, "actor", "unnamed"),
        ({"killed": (9, 9)}, "killed", "close"),
        ({"killed": (1, None)}, "killed", "vague"),
        ({"killed": (40, 40)}, "killed", "apart"),
        ({"killed": (7, 7)}, "killed", "same many"),
        ({"report": "r-a"}, "report", "one report"),
        ({}, "wording", "most"),
    ],
)
def test_levels(world: World, make: Make, other: dict[str, object], comparer: str, level: str) -> None:
    one, two = make("a"), make("b", **other)
    assert levels(one, two, world)[comparer] == level
    assert levels(two, one, world)[comparer] == level


def test_a_branch_is_kin_of_its_army(world: World, make: Make) -> None:
    assert levels(make("a", actor="sy-air-force"), make("b", actor="sy-army"), world)["actor"] == "kin"


def test_places_that_lie_farther_apart_weigh_no_more(weights: dict[tuple[str, str], float]) -> None:
    told = [weights["place", level] for level in FARTHER if ("place", level) in weights]
    assert len(told) > 2
    assert told == sorted(told, reverse=True)
