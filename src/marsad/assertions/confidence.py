"""How likely an event is right: its odds of being one, on the line that was fitted to what annotators say."""

from __future__ import annotations

from marsad.assertions.judge import Judge, probability
from marsad.codebook.weights import SCALE, SHIFT

EVEN = 0.5
"""Said of events that were not weighed."""


def confidence(odds: float | None, judge: Judge) -> float:
    """Return a probability, 0 to 1, to two decimals; `odds` are those of `worth`, None where nothing was weighed."""
    if odds is None:
        return EVEN
    table = judge.weights.get("event", {})
    return round(probability(table.get(SCALE, 1.0) * odds + table.get(SHIFT, 0.0)), 2)
