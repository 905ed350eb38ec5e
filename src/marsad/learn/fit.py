"""Weights from examples: logistic regression for yes or no, a conditional logit for one of many.

Both are fitted twice: features that weigh next to nothing are left out, and the rest is fitted again, so that the
tables stay short enough to be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from marsad.codebook.weights import BIAS
from marsad.learn.examples import Example

LEAST = 3
"""A feature seen in fewer reports is left out."""
Table = dict[str, float]
Floats = NDArray[np.float64]
Fit = Callable[[Sequence[Example], Sequence[str], float], Table]


def fit(examples: Sequence[Example], choice: bool, strength: float, least: float) -> Table:
    """Return the weights that fit the examples best; a smaller `strength` holds them closer to nothing.

    `choice`: of each choice's candidates one wins; else every example is a question of yes or no.
    `least`: features whose weight stays below it are left out.
    """
    solve: Fit = _choice if choice else _binary
    examples = _decided(examples) if choice else examples
    table = solve(examples, vocabulary(examples), strength)
    kept = sorted(name for name, weight in table.items() if abs(weight) >= least and name != BIAS)
    return {name: round(weight, 2) for name, weight in solve(examples, kept, strength).items()}


def _binary(examples: Sequence[Example], names: Sequence[str], strength: float) -> Table:
    """Return weights that tell yes from no."""
    labels = [example.right for example in examples]
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=2000, random_state=0)
    model.fit(matrix(examples, names), labels)
    return {BIAS: float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}


def _choice(examples: Sequence[Example], names: Sequence[str], strength: float) -> Table:
    """Return weights under which the right one of each choice's candidates wins; any of several right ones will do."""
    cases = matrix(examples, names)
    turned = cases.T.tocsr()
    right = np.array([example.right for example in examples], dtype=bool)
    _, groups = np.unique([example.choice for example in examples], return_inverse=True)
    size = int(groups.max()) + 1

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = np.asarray(cases @ weights)
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


def _decided(examples: Sequence[Example]) -> list[Example]:
    """Leave out choices of which no candidate, or every candidate, is right."""
    good, bad = {e.choice for e in examples if e.right}, {e.choice for e in examples if not e.right}
    both = good & bad
    return [example for example in examples if example.choice in both]


def vocabulary(examples: Sequence[Example]) -> list[str]:
    """Return the features seen in enough reports, in order; that of an answer (` > `) must have been right as often."""
    seen: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for feature in example.features:
            if example.right or " > " not in feature:
                seen[feature].add(example.report)
    return sorted(feature for feature, reports in seen.items() if len(reports) >= LEAST)


def matrix(examples: Sequence[Example], names: Sequence[str]) -> csr_matrix:
    """Return the cases as a sparse matrix, a row a case, a column a feature."""
    column = {name: place for place, name in enumerate(names)}
    rows, columns = [], []
    for place, example in enumerate(examples):
        for feature in set(example.features):
            if feature in column:
                rows.append(place)
                columns.append(column[feature])
    shape = (len(examples), len(names))
    return csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)


def score(table: Table, example: Example) -> float:
    """Return the log-odds of a case."""
    return table.get(BIAS, 0.0) + sum(table.get(feature, 0.0) for feature in example.features)
