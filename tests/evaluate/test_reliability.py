"""Confidence compared with outcomes."""

from __future__ import annotations

import pytest

from marsad.evaluate.reliability import expected_error, reliability


def test_events_of_like_confidence_share_a_row() -> None:
    rows = reliability([(0.81, True), (0.85, True), (0.89, False), (0.12, False), (1.0, True)])
    assert [(row.low, row.events) for row in rows] == [(0.1, 1), (0.8, 3), (0.9, 1)]
    assert rows[1].confidence == pytest.approx(0.85)
    assert rows[1].right == pytest.approx(2 / 3)


def test_a_confidence_that_means_what_it_says_has_no_error() -> None:
    assert expected_error(reliability([(0.5, True), (0.5, False)])) == pytest.approx(0.0)
    assert expected_error(reliability([(0.9, False)])) == pytest.approx(0.9)
    assert expected_error([]) == 0.0
