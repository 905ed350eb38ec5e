"""What the words settle: a definite noun takes up a bomb, the same dead are counted alike, a place is taken back."""

from __future__ import annotations

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


def test_others_killed_are_another_attack() -> None:
    text = (
        "قتلت غارة ثلاثة مدنيين في بلدة الناقورة صباح الأحد.\n"
        "كما استهدف الطيران نقطة للجيش اللبناني في تل الزيتون ما أدى إلى مقتل ثلاثة عسكريين."
    )
    assert [event.kind for event in marsad.extract(text)] == ["air_strike", "air_strike"]


def test_a_place_taken_back_was_taken_twice() -> None:
    text = (
        "أعلنت قوات الدعم السريع أنها سيطرت على بلدة أم صميمة من الجيش السوداني صباح الأحد.\n"
        "وقال الجيش السوداني إنه استعاد السيطرة على بلدة أم صميمة من قوات الدعم السريع."
    )
    taken = [event for event in marsad.extract(text) if event.kind == "territory_captured"]
    assert [event.actor and event.actor.id for event in taken] == ["sd-rsf", "sd-army"]
