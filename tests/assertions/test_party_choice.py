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
        ("المسلحون ينسحبون من بلدة الضمير\nوصلت حافلات.\nتوقفت في السوق.\nاعتقل جيش الإسلام شاباً.", None),
    ],
)
def test_gunmen_are_those_whom_the_next_paragraph_names(text: str, who: str | None) -> None:
    assert doers(text, "territory_left") == [who]
