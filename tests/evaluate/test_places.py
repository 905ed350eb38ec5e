"""Figures of places, by hand."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from marsad import Coder, Report
from marsad.evaluate import Annotated, load_words
from marsad.evaluate.places import Judged, PlaceScore, figures
from marsad.evaluate.told import Told, from_gold

CODER = Coder()
TEXT = "قصفت طائرات مدينة سراقب، وقتل مدني في قرية لا يعرفها أحد. وفي محافظة إدلب عم إضراب."


def judged(km: float, radius: float = 5.0, **more: Any) -> Judged:
    given: dict[str, Any] = {"exact_id": km < 5, "admin1": km < 50, "admin2": None, "held": True} | more
    return Judged("r", "x", read=True, km=km, nearest_km=km, tier="exact", type="village", country="SY",
                  radius_km=radius, **given)  # fmt: skip


def test_shares_by_hand() -> None:
    found = figures([judged(1.0), judged(6.0), judged(30.0, 2.0), judged(math.inf, 0.0)])
    assert (found["within_5_km"], found["within_20_km"], found["candidate_recall"]) == (0.25, 0.5, 0.5)
    assert (found["admin1"], found["admin2"]) == (0.75, None)
    assert (found["radius_honest"], found["radius_honest_or_5_km"]) == (0.333, 0.667)
    assert (found["precise"], found["precise_wrong"]) == (1, 1.0)
    assert found["median_km"] == 30.0


def event(text: str, lat: float, lon: float, words: Any) -> Told:
    value = {
        "kind": "air_strike",
        "actor": None,
        "target": None,
        "date": None,
        "status": "happened",
        "evidence": [0, 80],
    }
    return from_gold(value | {"places": [{"text": text, "lat": lat, "lon": lon}]}, words)


@pytest.fixture
def score(data: Path) -> PlaceScore:
    words = load_words(data)
    events = (
        event("مدينة سراقب", 35.864, 36.806, words),
        event("مدينة سراقب", 35.864, 36.806, words),
        event("محافظة إدلب", 35.6, 36.9, words),
        event("بنش", 35.95, 36.71, words),
    )
    found = PlaceScore(CODER.gazetteer, words)
    found.add(Annotated("r", TEXT, None, None, events), CODER.places(Report("r", TEXT)))
    return found


def test_each_annotated_place_is_judged_once(score: PlaceScore) -> None:
    assert [one.text for one in score.judged] == ["مدينة سراقب", "محافظة إدلب", "بنش"]


def test_a_town_a_unit_and_what_was_not_read(score: PlaceScore) -> None:
    town, unit, missed = score.judged
    assert (town.read, town.exact_id, town.admin1, town.held, town.country) == (True, True, True, True, "SY")
    assert town.km < 5
    assert (unit.type, unit.km) == ("unit", 0.0)
    assert (missed.read, missed.km, missed.held) == (False, math.inf, True)


def test_groups_are_by_tier_country_and_sort(score: PlaceScore) -> None:
    figures = score.to_dict()
    assert {"all", "tier exact", "tier not read", "country SY", "type unit"} <= set(figures)
    assert figures["all"]["places"] == 3
