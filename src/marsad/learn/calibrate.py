"""From log-odds to decisions and to probabilities that mean what they say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
HARDLY = 0.001
LOSS = 2
CUTS = np.round(np.arange(-2.0, 1.01, 0.1), 1)


def best_threshold(odds: Floats, labels: Bools, annotated: int) -> float:
    """Return the odds from which on events are kept; `annotated` is how many there are to find.

    The lowest cut whose F1 is hardly worse than the best: an event too many is rejected in a glance, one that was left
    out is never seen.
    """
    f1 = [2 * int(labels[odds >= cut].sum()) / (int((odds >= cut).sum()) + annotated) for cut in CUTS]
    return float(next(cut for cut, value in zip(CUTS, f1, strict=True) if value >= max(f1) - HARDLY))


def surest_needed(eventless: Floats, others: Floats) -> float:
    """Return the odds that a report's surest event must reach, or the report is held to tell none.

    Both give the surest odds of each report, without and with annotated events.  To lose a report that has events is
    held to be as bad as to read events into `LOSS` that have none.
    """
    bad = [float((eventless >= cut).mean() + LOSS * (others < cut).mean()) for cut in CUTS]
    return float(CUTS[int(np.argmin(bad))])


def line(odds: Floats, labels: Bools, shares: Floats | None = None) -> tuple[float, float]:
    """Return scale and shift of the log-odds under which they match the outcomes best (Platt scaling).

    `shares` says how much each case counts; all count alike without.
    """
    model = LogisticRegression(C=100.0).fit(odds.reshape(-1, 1), labels, shares)
    return round(float(model.coef_[0][0]), 3), round(float(model.intercept_[0]), 3)
