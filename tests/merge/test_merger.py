"""The same accounts give the same happenings, in whatever order they come."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad.merge import Account, Judgement, Merger, World
from marsad.merge.merger import happening_id, redirects
from marsad.merge.weigh import Scales, Weights, explain, weigh

Make = Callable[..., Account]
PLACES, DAYS = ("سرمين", "بنش", "تفتناز", "إدلب"), ("2016-03-01", "2016-03-02", "2016-03-03")


def groups(world: World, weights: Weights, accounts: list[Account], *judged: Judgement) -> list[tuple[str, ...]]:
    merger = Merger(world, weights, judged)
    merger.add(accounts)
    return merger.groups()


def test_two_papers_tell_one_strike(world: World, weights: Weights, make: Make) -> None:
    told = [make("a"), make("b", outlet="المدن", killed=(8, 8), text="أغارت مقاتلة روسية على سوق شعبي في سرمين")]
    assert groups(world, weights, told) == [("a", "b")]


@pytest.mark.parametrize(
    "other",
    [
        {"day": "2016-03-03", "killed": (2, 2)},
        {"place": "تفتناز", "killed": (2, 2)},
        {"kind": "arrest", "killed": None, "actor": "sy-gov"},
        {"report": "r-a", "killed": (2, 2)},
    ],
    ids=["next day", "next village", "other kind", "told apart in one report"],
)
def test_near_misses_stay_apart(world: World, weights: Weights, make: Make, other: dict[str, object]) -> None:
    assert groups(world, weights, [make("a"), make("b", **other)]) == [("a",), ("b",)]


@st.composite
def tellings(draw: st.DrawFn) -> list[dict[str, object]]:
    return draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "place": st.sampled_from(PLACES),
                    "day": st.sampled_from(DAYS),
                    "killed": st.sampled_from([None, (1, None), (3, 3), (7, 7), (12, None)]),
                    "actor": st.sampled_from([None, "ru-air-force", "sy-air-force"]),
                    "kind": st.sampled_from(["air_strike", "shelling"]),
                }
            ),
            min_size=1,
            max_size=12,
        )
    )


@settings(max_examples=60, deadline=None)
@given(told=tellings(), chance=st.randoms(use_true_random=False))
def test_order_does_not_matter(
    world: World, weights: Weights, make: Make, told: list[dict[str, object]], chance: object
) -> None:
    accounts = [make(f"e{number:02}", **one) for number, one in enumerate(told)]
    at_once = groups(world, weights, accounts)
    shuffled = accounts[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one_by_one = Merger(world, weights)
    for account in shuffled:
        one_by_one.add([account])
        one_by_one.refresh()
    assert one_by_one.groups() == at_once
    one_by_one.add(accounts)
    assert one_by_one.groups() == at_once


def test_a_person_s_verdict_stands(world: World, weights: Weights, make: Make) -> None:
    alike = [make("a"), make("b"), make("c")]
    assert groups(world, weights, alike) == [("a", "b", "c")]
    apart = Judgement("a", "b", "different", "hala", "2026-11-29", "two strikes an hour apart")
    for group in groups(world, weights, alike, apart):
        assert not {"a", "b"} <= set(group)
    withdrawn = Judgement("b", "a", "withdrawn", "hala", "2026-11-30")
    assert groups(world, weights, alike, apart, withdrawn) == [("a", "b", "c")]
    far = [make("a"), make("d", place="تفتناز", day="2016-03-03", killed=(1, 1))]
    assert groups(world, weights, far, Judgement("a", "d", "same", "hala", "2026-11-29")) == [("a", "d")]


def test_reasons_add_up(world: World, weights: Weights, make: Make) -> None:
    one, other = make("a"), make("b", killed=(8, 8))
    told = sum(reason.weight for reason in explain(one, other, world, weights)) + weights["(prior)", "-"]
    assert told == pytest.approx(weigh(one, other, world, weights))


def test_scales_let_go_only_what_weighs_too_little(world: World, weights: Weights, make: Make) -> None:
    scales = Scales(weights)
    asked = [
        {"day": day, "place": place, "killed": killed, "kind": kind}
        for day in ("2016-03-01", "2016-03-02", "2016-03-09")
        for place in ("سرمين", "بنش", "إدلب")
        for killed in ((3, 3), (9, 9), None)
        for kind in ("air_strike", "shelling", "protest")
    ]
    accounts = [make(f"a{number}", **one) for number, one in enumerate(asked)]
    kept = 0
    for one, other in combinations(accounts, 2):
        whole = weigh(one, other, world, weights)
        for floor in (0.0, -4.0):
            assert scales.above(one, other, world, floor) == (whole if whole > floor else None)
        kept += whole > 0
    assert 0 < kept < len(accounts) * (len(accounts) - 1) / 2


def test_ids_survive_and_lead_on() -> None:
    old = {"b": happening_id(("b",)), "c": happening_id(("c",))}
    group = ("a", "b", "c")
    new = dict.fromkeys(group, happening_id(group))
    assert redirects(old, new) == {old["b"]: new["a"], old["c"]: new["a"]}
    grown = dict.fromkeys(("b", "c"), happening_id(("b", "c")))
    assert redirects({"b": happening_id(("b",))}, grown) == {}
