"""Two tellings of one toll: which number stands."""

from __future__ import annotations

from datetime import date

import pytest

import marsad
from marsad.assertions.absorb import _fuller_toll, _range
from marsad.model import Span, Toll

DAY = date(2021, 2, 13)


def toll(low: int, high: int | None) -> Toll:
    """Return a toll of so many."""
    return Toll(low, high, None, "", Span(0, 0))


@pytest.mark.parametrize(
    ("one", "other", "left"),
    [((7, 7), (11, 11), (7, 11)), ((9, 9), (4, 4), (4, 9)), ((5, 5), (5, 5), None), ((5, 5), (1, 1), None)],
)
def test_accounts_that_contradict_each_other_leave_a_range(
    one: tuple[int, int], other: tuple[int, int], left: tuple[int, int] | None
) -> None:
    told = _range(toll(*one), toll(*other))
    assert (None if told is None else (told.min, told.max)) == left


@pytest.mark.parametrize(("exact", "stands"), [((4, 4), (4, 4)), ((5, None), (5, None)), ((30, 30), (1, 13))])
def test_an_exact_toll_stands_over_the_sum_of_dead_and_hurt(
    exact: tuple[int, int | None], stands: tuple[int, int | None]
) -> None:
    told = _fuller_toll(toll(1, 13), toll(*exact))
    assert told is not None
    assert (told.min, told.max) == stands


def test_victims_whom_nobody_counts_are_those_hurt_where_the_body_tells_of_nobody_dead() -> None:
    lead = "وقوع ضحايا في هجوم مسلح على نقطة تفتيش شمال بعقوبة"
    body = "هاجم مسلحون مساء اليوم نقطة تفتيش للقوات الأمنية شمال بعقوبة بالأسلحة الرشاشة، ما أدى إلى {} عناصرها."
    (hurt,) = marsad.extract(f"{lead}\n{body.format('إصابة ثلاثة من')}", published=DAY)
    (dead,) = marsad.extract(f"{lead}\n{body.format('مقتل ثلاثة من')}", published=DAY)
    assert hurt.killed is None
    assert hurt.injured is not None
    assert dead.killed is not None
    assert dead.killed.min == 3


def test_a_list_told_later_says_more_than_two_places_named_first() -> None:
    text = (
        "قصف الجيش التركي بالمدفعية ريفي منبج والباب يوم الأحد.\n"
        "وقال مجلس محلي إن القصف التركي بالمدفعية طال قرى الجات والصيادة والتوخار وأم جلود وأم عدسة في ريف منبج."
    )
    places = [{place.text for place in event.places} for event in marsad.extract(text) if event.kind == "shelling"]
    assert {"الجات", "الصيادة", "التوخار", "أم جلود", "أم عدسة"} <= set().union(*places)
