"""Targets that the kind of a happening rules out, and whose men `أفراد` and `جنود` are."""

from __future__ import annotations

import pytest

import marsad
from marsad import Event, Report


def events(text: str, kind: str) -> list[Event]:
    return [event for event in marsad._coder().extract(Report("r", text)) if event.kind == kind]


def targets(text: str, kind: str) -> list[str | None]:
    """Return the targets of the events of a kind, by name, else by words."""
    return [event.target and (event.target.name or event.target.text) for event in events(text, kind)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("وصل رتل من الجيش السوداني يضم ثلاث حافلات إلى مدينة كسلا.", "troop_movement"),
        ("تظاهر عشرات المعلمين أمام مبنى الوزارة في بغداد احتجاجاً على قرار الحكومة.", "protest"),
    ],
)
def test_who_marches_or_moves_does_it_to_nobody(text: str, kind: str) -> None:
    assert targets(text, kind) == [None]


def test_civilians_are_no_side_of_a_fight() -> None:
    text = "قتل سبعة أشخاص في اشتباكات مسلحة شهدتها مدينة صبراتة."
    assert targets(text, "armed_clash") == [None]


def test_what_is_defused_is_no_person() -> None:
    text = "عثر الجيش اللبناني على حزام ناسف في شتورا، فعمل الخبير على تفكيكه."
    told = targets(text, "weapons_disrupted")
    assert told
    assert "civilians" not in told


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("انفجرت عبوة ناسفة بدورية في مدينة بعقوبة وأصيب ثلاثة من أفرادها.", False),
        ("قتل اثنان من أفراد العصابة برصاص الشرطة في مدينة بعقوبة.", False),
        ("قتل ثلاثة من أفراد أسرته برصاص مجهولين في مدينة بعقوبة.", True),
    ],
)
def test_members_of_a_force_are_no_civilians(text: str, target: bool) -> None:
    (told,) = marsad._coder().extract(Report("r", text))
    assert (told.target is not None and told.target.name == "civilians") is target


@pytest.mark.parametrize(
    ("text", "army"),
    [
        ("قتل جنديان بانفجار عبوة ناسفة في مدينة بعقوبة.", "iq-army"),
        ("قتل جنديان بانفجار عبوة ناسفة في مدينة نابلس.", None),
    ],
)
def test_soldiers_are_the_country_s_where_it_has_one_army(text: str, army: str | None) -> None:
    (told,) = events(text, "ied")
    assert told.target is not None
    assert told.target.id == army


def test_who_is_an_official_in_a_party_is_of_it() -> None:
    (told,) = events("اعتقلت القوة مسؤولاً بارزاً في داعش في ناحية القيارة.", "arrest")
    assert told.target is not None
    assert told.target.id == "is"
