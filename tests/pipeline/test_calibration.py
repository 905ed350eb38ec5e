"""Of the events given a confidence, about so many are right in reports that the weights never saw."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from marsad import Coder, Report
from marsad.evaluate import Score, from_record, load_gold, load_words
from marsad.evaluate.reliability import expected_error

GOLD = Path(__file__).resolve().parent.parent.parent / "gold"


@pytest.mark.parametrize("split", ["blind", "blind2", "blind3"])
def test_the_expected_calibration_error_is_small(split: str, coder: Coder, data: Path) -> None:
    words = load_words(data)
    score = Score(words)
    for report in load_gold(GOLD / split, words):
        day = date.fromisoformat(report.published) if report.published else None
        events = coder.extract(Report(report.id, report.text or "", day, report.outlet))
        score.add(report.id, report.events, [from_record(event.to_dict(), words) for event in events])
    assert score.confidences
    assert expected_error(score.reliability) <= 0.06
