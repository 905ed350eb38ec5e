"""Weights from examples: logistic regression for yes or no, a conditional logit for one of many.

Both are fitted twice: features that weigh next to nothing are left out, and the rest is fitted again, so that the
tables stay short enough to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from marsad.codebook.weights import BIAS
from marsad.learn.cases import Cases, Floats

Table = dict[str, float]
Solve = Callable[[Cases, Sequence[str], float], Table]


def fit(cases: Cases, choice: bool, strength: float, least: float) -> Table:
    """Return the weights that fit the cases best; a smaller `strength` holds them closer to nothing.

    `choice`: of each choice's candidates one wins; else every case is a question of yes or no.
    `least`: features whose weight stays below it are left out.  On one core, where sums are the same on every machine.
    """
    solve: Solve = _choice if choice else _binary
    cases = _decided(cases) if choice else cases
    with threadpool_limits(1):
        table = solve(cases, cases.vocabulary(), strength)
        kept = sorted(name for name, weight in table.items() if abs(weight) >= least and name != BIAS)
        return {name: round(weight, 2) for name, weight in solve(cases, kept, strength).items()}


def _binary(cases: Cases, names: Sequence[str], strength: float) -> Table:
    """Return weights that tell yes from no."""
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=2000, random_state=0)
    model.fit(cases.columns(names), cases.right)
    return {BIAS: float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}


def _choice(cases: Cases, names: Sequence[str], strength: float) -> Table:
    """Return weights under which the right one of each choice's candidates wins; any of several right ones will do."""
    rows, right = cases.columns(names), cases.right
    turned = rows.T.tocsr()
    _, groups = np.unique(cases.choice, return_inverse=True)
    size = int(groups.max()) + 1

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = np.asarray(rows @ weights)
        top = np.full(size, -np.inf)
        np.maximum.at(top, groups, scores)
        raised = np.exp(scores - top[groups])
        every = np.bincount(groups, raised, size)
        good = np.bincount(groups[right], raised[right], size)
        share = raised / every[groups]
        share[right] -= raised[right] / good[groups[right]]
        value = float(np.sum(np.log(every) - np.log(good))) + float(weights @ weights) / (2 * strength)
        return value, np.asarray(turned @ share) + weights / strength

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return dict(zip(names, map(float, found.x), strict=True))


def _decided(cases: Cases) -> Cases:
    """Leave out choices of which no candidate, or every candidate, is right."""
    of, good = np.bincount(cases.choice), np.bincount(cases.choice, cases.right)
    return cases.only(((good > 0) & (good < of))[cases.choice])
