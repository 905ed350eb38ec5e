"""Where it happened: where shells fall, not where the guns stand; the dead of a strike and its missiles shot down."""

from __future__ import annotations

import pytest

import marsad


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("قصفت قوات النظام بلدة النقير بالمدفعية من مواقعها في حاجز الترابيع.", ["بلدة النقير"]),
        ("قصفت قوات النظام المتمركزة في معسكر جورين بلدة السرمانية بالمدفعية.", ["بلدة السرمانية"]),
        ("انسحبت قوات النظام من مواقعها في بلدة النقير.", ["بلدة النقير"]),
    ],
)
def test_guns_stand_elsewhere(text: str, places: list[str]) -> None:
    assert [[place.text for place in event.places] for event in marsad.extract(text)] == [places]


def test_the_dead_of_a_strike_whose_missiles_were_shot_down() -> None:
    text = (
        "نفّذ العدو الإسرائيلي عدواناً جوياً من اتجاه الجولان مستهدفاً بعض النقاط في محيط دمشق، "
        "وتصدت الدفاعات الجوية السورية لصواريخه وأسقطت معظمها، ما أدى إلى استشهاد جنديين."
    )
    strike, shot_down = marsad.extract(text)
    assert (strike.kind, shot_down.kind) == ("air_strike", "weapons_disrupted")
    assert [place.text for place in strike.places] == ["محيط دمشق"]
    assert strike.killed is not None
    assert strike.killed.min == 2
    assert shot_down.killed is None
