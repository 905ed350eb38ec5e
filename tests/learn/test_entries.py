"""Which place a mention means: learned the same each time, on top of the scores by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("sklearn")

from marsad import Report
from marsad.codebook.weights import ENTRY
from marsad.evaluate import load_gold, load_words
from marsad.learn.entries import gather_entries, learn_entries
from marsad.pipeline import Coder

GOLD = Path(__file__).resolve().parent.parent.parent / "gold"


def test_the_same_reports_give_the_same_weights(data: Path) -> None:
    reports = load_gold(GOLD / "dev", load_words(data))[::3]
    first, second = (learn_entries(gather_entries(Coder(), reports)) for _ in range(2))
    assert first == second
    assert first.question == ENTRY
    assert first.cases > 50
    assert first.held_out >= first.by_rule - 0.05


def test_weights_add_to_the_scores_and_are_told() -> None:
    coder, report = Coder(), Report("r", "اشتباكات في دوما", country="SY")
    coder.place_resolver.take({})
    (plain,) = coder.places(report)
    coder.place_resolver.take({"country:inland/city": 1.5})
    (weighed,) = coder.places(report)
    by_id = {one.id: one.score for one in plain.candidates}
    raised = {one.id: one for one in weighed.candidates}
    assert raised["sy-douma"].score == pytest.approx(by_id["sy-douma"] + 1.5)
    assert "+1.5 learned" in raised["sy-douma"].reasons


def test_a_heavy_weight_changes_the_choice() -> None:
    report, heavy = Report("r", "اشتباكات في مدينة طرابلس", country="LY"), Coder()
    heavy.place_resolver.take({"country:core/city": 9.0})
    assert [coder.places(report)[0].place.country for coder in (Coder(), heavy)] == ["LY", "LB"]
