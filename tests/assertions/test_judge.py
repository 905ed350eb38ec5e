"""Weights add up, whatever their order; what weighed most can be shown."""

from __future__ import annotations

import pytest

import marsad
from marsad import Coder, Report
from marsad.assertions.judge import Judge, Witness, probability
from marsad.codebook.weights import BIAS, RULES

WEIGHTS = {
    "place": {BIAS: -0.5, "near": 1.25, "far": -1.0},
    "kind": {RULES: 0.4, "word:a > shelling": 0.3, "word:a > ied": 0.9},
}


def test_features_without_a_weight_add_nothing() -> None:
    judge = Judge(WEIGHTS)
    assert judge.odds("place", [("near", "unheard of")], None) == pytest.approx(0.75)
    assert judge.odds("place", [("far",), ("near",)], None) == judge.odds("place", [("near", "far")], None)
    assert judge.odds("actor", [("near",)], None) == 0.0
    assert judge.odds_once("place", [("near",), ("unheard of", "near")], None) == pytest.approx(0.75)


def test_the_rules_answer_wins_unless_others_weigh_more() -> None:
    judge = Judge(WEIGHTS)
    assert judge.answer("kind", [], "shelling", None) == "shelling"
    assert judge.answer("kind", [("word:a",)], "air_strike", None) == "ied"
    assert judge.answer("kind", [("word:a",)], "ied", None) == "ied"


def test_a_witness_tells_what_weighed_most() -> None:
    witness, statement = Witness(WEIGHTS), object()
    witness.odds("place", [("near",)], (statement, None))
    assert witness.reasons(statement) == {"place": {"odds": 0.75, "features": {"near": 1.25}}}


def test_odds_become_probabilities() -> None:
    assert probability(0.0) == pytest.approx(0.5)
    assert 0.0 < probability(-100.0) < probability(100.0) < 1.0


def test_an_explanation_shows_the_weights_and_gives_the_same_events() -> None:
    text = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة تسعة."
    coder = Coder()
    explained = coder.explain(Report("r", text, None))
    assert [one.event for one in explained] == coder.extract(Report("r", text, None)) != []
    weighed = explained[0].trace["weighed"]
    assert isinstance(weighed, dict)
    assert {"place", "actor", "target", "event"} <= set(weighed)
    assert all(one["features"] for one in weighed.values())


def test_a_report_without_a_sure_event_tells_none() -> None:
    text = (
        "افتتح الوزير معرض الكتاب في دمشق. وقال إن الثقافة معركة طويلة، وإن الكتاب سلاح لا يصدأ. "
        "وأضاف أن الإقبال فاق التوقعات، وأن دور النشر المشاركة بلغت مئة دار. "
        "وتستمر فعاليات المعرض عشرة أيام، وتتضمن ندوات وأمسيات شعرية وعروضا للأطفال."
    )
    assert marsad.extract(text, published="2022-09-08") == []
