"""One happening out of many accounts: values kept, tolls chosen by rule, nothing counted twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.merge import Account, World, fuse
from marsad.merge.origins import origins
from marsad.merge.record import to_record
from marsad.merge.totals import deaths, mark_totals

Make = Callable[..., Account]


@pytest.mark.parametrize(("rule", "best"), [("lowest", 7), ("best", 9), ("latest", 12)])
def test_a_stated_rule_picks_the_toll(world: World, make: Make, rule: str, best: int) -> None:
    told = [
        make("a", outlet="عنب بلدي", killed=(7, 7)),
        make("b", outlet="المدن", killed=(9, 9)),
        make("c", outlet="زمان الوصل", killed=(9, 9)),
        make("d", outlet="الشرق الأوسط", killed=(12, 12), published="2016-03-04"),
    ]
    toll = fuse(told, world, rule).killed
    assert toll is not None
    assert (toll.low, toll.best, toll.high) == (7, best, 12)
    assert sorted(len(value.accounts) for value in toll.figures) == [1, 1, 2]


def test_a_toll_that_rises_is_its_last_figure(world: World, make: Make) -> None:
    told = [make("a", killed=(7, 7)), make("b", killed=(11, 11), published="2016-03-03")]
    toll = fuse(told, world).killed
    assert toll is not None
    assert (toll.low, toll.best, toll.high) == (11, 11, 11)


def test_disagreements_are_kept(world: World, make: Make) -> None:
    one = fuse([make("a"), make("b", kind="shelling", actor="sy-army", killed=None)], world)
    assert one.disagreements == ["kind", "actor"]
    assert {value.value: value.accounts for value in one.fields["actor"]} == {
        "ru-air-force": ("a",),
        "sy-army": ("b",),
    }


def test_five_papers_that_quote_one_monitor_are_one_origin(world: World, make: Make) -> None:
    papers = [make(f"p{number}", outlet=f"صحيفة {number}", says="sohr") for number in range(5)]
    monitor = make("m", outlet="المرصد السوري لحقوق الإنسان")
    assert [len(group) for group in origins([*papers, monitor])] == [6]
    assert fuse([*papers, monitor], world).grade.grade == "single"
    witness = make("w", outlet="عنب بلدي")
    assert fuse([*papers, witness], world).grade.grade == "corroborated"
    assert [len(group) for group in origins([witness, make("x", outlet="المدن")], {"r-w": "c1", "r-x": "c1"})] == [2]


def test_grades_are_rules(world: World, make: Make) -> None:
    denied = fuse([make("a"), make("b", outlet="المدن", status="disputed")], world)
    assert (denied.grade.grade, denied.status) == ("contested", "disputed")
    both = fuse([make("a", actor="ye-houthi", says="ye-houthi"), make("b", actor="ye-houthi", outlet="المدن")], world)
    assert both.grade.grade == "confirmed"
    alone = fuse([make("a", actor="ye-houthi", says="ye-houthi", status="claimed")], world)
    assert alone.grade.grade == "claimed"


def test_a_day_s_total_is_not_added_to_its_parts(world: World, make: Make) -> None:
    told = [make("a", killed=(7, 7)), make("b", place="بنش", killed=(4, 4)), make("t", place="إدلب", killed=(11, 11))]
    found = mark_totals([fuse([one], world) for one in told], {one.id: one for one in told})
    total = next(one for one in found if one.accounts == ("t",))
    assert len(total.parts) == 2
    assert deaths(found) == 11


def test_children_among_the_dead_are_no_second_toll(world: World, make: Make) -> None:
    among = [{"who": "child", "min": 3, "max": 3, "text": "ثلاثة أطفال", "span": [0, 11]}]
    told = [make("a"), make("b", outlet="المدن")]
    told[0].record["killed"]["among"] = among  # type: ignore[index]
    record = to_record(fuse(told, world), {account.id: account for account in told})
    assert (record["killed"]["best"], record["killed"]["among"]) == (
        7,
        [{"who": "child", "min": 3, "max": 3, "accounts": ["a"]}],
    )
