"""Doers and done-to as they are weighed: what bars a party whatever speaks for it."""

from __future__ import annotations

import pytest

import marsad
from marsad import Event, Report


def events(text: str) -> list[Event]:
    return marsad._coder().extract(Report("r", text))


def doers(text: str, kind: str) -> list[str | None]:
    """Return who did what is of this kind: an id, or None where no table knows him or nobody is named."""
    return [event.actor and event.actor.id for event in events(text) if event.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "قال الناطق إن الجيش السوداني أسقط مسيّرة، وذكر أن إحدى المسيّرات قصفت مخزناً في مدينة كسلا.",
        "أوضح شاهد أن الجيش السوداني انتشر في كسلا، مؤكداً أن مسيّرات استهدفت مطار المدينة.",
    ],
)
def test_a_drone_of_nobody_is_not_flown_by_the_party_of_a_clause_before(text: str) -> None:
    assert doers(text, "air_strike") == [None]


def test_whom_a_bomb_hits_did_not_plant_it() -> None:
    told = events("انفجرت عبوة ناسفة استهدفت عنصراً آخر بقوات النظام في بلدة الحراك بريف درعا.")
    assert [event.actor for event in told] == [None]
    assert [event.target and event.target.id for event in told] == ["sy-army"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("المسلحون ينسحبون من بلدة الضمير\nانسحب مقاتلو جيش الإسلام من بلدة الضمير.", "jaysh-islam"),
        ("انسحب المسلحون من بلدة الضمير مساء الأحد\nوصلت حافلات.\nتوقفت في السوق.\nاعتقل جيش الإسلام شاباً.", None),
    ],
)
def test_gunmen_are_those_whom_the_next_paragraph_names(text: str, who: str | None) -> None:
    assert doers(text, "territory_left") == [who]


def sides(text: str, kind: str) -> list[tuple[str | None, str | None]]:
    """Return the words for doer and done-to of each event of a kind."""
    return [
        (event.actor and event.actor.text, event.target and event.target.text)
        for event in events(text)
        if event.kind == kind
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("اندلعت اشتباكات بين مجموعة الفهد ومجموعة النمر في مدينة الزاوية.", ("مجموعة الفهد", "مجموعة النمر")),
        (
            "دارت اشتباكات مساء السبت بين حركة فتح من جهة، ومجموعة الصقر من جهة أخرى في صيدا.",
            ("حركة فتح", "مجموعة الصقر"),
        ),
        ("وقعت اشتباكات بين مسلحي الرمال المتحالفين مع حفتر وقوات فجر ليبيا في غريان.", ("مسلحي الرمال", "فجر ليبيا")),
        ("شهدت مدينة الزاوية اشتباكات بين الطرفين، وعاد الهدوء صباحاً.", (None, None)),
        ("تستمر المعارك بين حمص وحماة منذ أيام.", (None, None)),
    ],
)
def test_both_sides_of_a_fight_stand_behind_between(text: str, told: tuple[str | None, str | None]) -> None:
    for found, meant in zip(sides(text, "armed_clash")[0], told, strict=True):
        assert (found is None) == (meant is None)
        assert meant is None or (found is not None and meant in found)


def test_sides_told_one_by_one_stand_over_a_headline_that_names_one() -> None:
    text = (
        "قتلى في معارك مع مجموعة الصقر في مدينة الزاوية\n"
        "قتل ثلاثة في اشتباكات بين جهاز دعم الاستقرار ومجموعة الصقر في مدينة الزاوية."
    )
    (told,) = [event for event in events(text) if event.kind == "armed_clash"]
    assert (told.actor and told.actor.id, told.target and told.target.text) == ("ly-ssa", "مجموعة الصقر")


def test_a_strike_is_not_on_those_whom_it_backs() -> None:
    told = events("نفذ التحالف الدولي غارات على قرية الشعفة دعماً لقوات سوريا الديمقراطية.")
    assert [(event.actor and event.actor.id, event.target) for event in told] == [("us-coalition", None)]


def test_aircraft_of_a_clause_before_do_not_march_off() -> None:
    text = "استهدفت الطائرات الروسية مستودعاً في مدينة السخنة، وتحدثت أنباء عن انسحاب مئة مقاتل من قرية الكوم."
    told = [event.actor for event in events(text) if event.kind == "territory_left"]
    assert [one and (one.id, one.text) for one in told] == [(None, "مئة مقاتل")]
