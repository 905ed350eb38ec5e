"""What the words settle: a definite noun takes up a bomb, the same dead are counted alike, a place is taken back."""

from __future__ import annotations

import pytest

import marsad


def test_the_blast_is_the_bomb_told_before() -> None:
    text = "انفجرت عبوة ناسفة في مدينة الباب صباح الأحد.\nوأوضح المصدر أن الانفجار وقع أمام مدرسة ولم يسفر عن إصابات."
    assert [event.kind for event in marsad.extract(text)] == ["ied"]


def test_the_same_dead_are_one_attack() -> None:
    text = (
        "مقتل تسعة مدنيين بقصف مدفعي في محافظة إدلب\nقُتل تسعة مدنيين بقصف مدفعي لقوات النظام على قرية شنان صباح الأحد."
    )
    (event,) = marsad.extract(text)
    assert event.killed is not None
    assert event.killed.min == 9
    assert [place.text for place in event.places] == ["قرية شنان"]


@pytest.mark.parametrize(
    "text",
    [
        (
            "قتلت غارة ثلاثة مدنيين في بلدة الناقورة صباح الأحد.\n"
            "كما أغار الطيران على حاجز للجيش اللبناني عند مفرق القليعة وقتل ثلاثة جنود."
        ),
        (
            "قُتل سبعة أشخاص بالبراميل المتفجرة التي ألقتها مروحيات على مدينة داريا.\n"
            "وفي حلب قُتل خمسة أشخاص بقصف مماثل طال حي القاطرجي."
        ),
    ],
    ids=["others killed", "a like one"],
)
def test_two_raids_are_told(text: str) -> None:
    assert [event.kind for event in marsad.extract(text)] == ["air_strike", "air_strike"]


def test_a_place_taken_back_was_taken_twice() -> None:
    text = (
        "سيطرت قوات الدعم السريع على مدينة بارا من الجيش السوداني فجر الأحد.\n"
        "وذكر الجيش السوداني أنه استرد مدينة بارا من قوات الدعم السريع."
    )
    taken = [event for event in marsad.extract(text) if event.kind == "territory_captured"]
    assert [event.actor and event.actor.id for event in taken] == ["sd-rsf", "sd-army"]


def test_definite_victims_are_those_told_before() -> None:
    text = "مقتل عاملين بانفجار لغم في مديرية موزع\nكان اللغم قد انفجر عند بئر في عزلة العوشقة بالمديرية وقتل العاملين."
    assert [event.kind for event in marsad.extract(text)] == ["ied"]


def test_a_lead_counts_those_who_were_taken() -> None:
    text = (
        "نفذ تنظيم داعش هجمات عدة في كركوك انتهت بخطف ثلاثة من الصيادين وجرح شرطي.\n"
        "وذكر ضابط أن عناصر داعش خطفوا ثلاثة من الصيادين قرب بلدة الرياض."
    )
    taken = [event for event in marsad.extract(text) if event.kind == "abduction"]
    assert len(taken) == 1


def test_days_to_come_set_nothing_apart() -> None:
    text = (
        "وصلت الثلاثاء شاحنات مساعدات إلى مدينة الرستن.\n"
        "وأوضح عامل إغاثة أن شاحنات المساعدات وصلت إلى مدينة الرستن وتوزع في الأيام المقبلة."
    )
    events = [event for event in marsad.extract(text, published="2016-02-11") if event.kind == "aid"]
    assert len(events) == 1


def test_a_number_counted_stands_over_one_that_is_about_so_many() -> None:
    text = (
        "نحو عشرين قتيلا بغارات جوية على بلدة كفرزيتا\n"
        "قُتل 18 مدنيا بغارات جوية شنها الطيران الحربي على بلدة كفرزيتا صباح الأحد."
    )
    (event,) = marsad.extract(text)
    assert event.killed is not None
    assert (event.killed.min, event.killed.max) == (18, 18)
