"""Weights from examples: logistic regression for yes or no, a conditional logit for one of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from marsad.codebook.weights import BIAS
from marsad.learn.examples import Example

LEAST = 3
"""A feature seen fewer times is left out."""
Table = dict[str, float]
Floats = NDArray[np.float64]


def fit_binary(examples: Sequence[Example], strength: float) -> Table:
    """Return weights that tell yes from no; a smaller `strength` holds them closer to nothing."""
    names = vocabulary(examples)
    labels = [example.right for example in examples]
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=2000, random_state=0)
    model.fit(matrix(examples, names), labels)
    return {BIAS: float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}


def fit_choice(examples: Sequence[Example], strength: float) -> Table:
    """Return weights under which the right one of each choice's candidates wins; any of several right ones will do."""
    examples = _decided(examples)
    names = vocabulary(examples)
    cases = matrix(examples, names)
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
        return value, np.asarray(cases.T @ share) + weights / strength

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(names, map(float, found.x), strict=True))


def _decided(examples: Sequence[Example]) -> list[Example]:
    """Leave out choices of which no candidate, or every candidate, is right."""
    good, bad = {e.choice for e in examples if e.right}, {e.choice for e in examples if not e.right}
    return [example for example in examples if example.choice in good & bad]


def vocabulary(examples: Sequence[Example]) -> list[str]:
    """Return the features seen often enough, in order."""
    seen = Counter(feature for example in examples for feature in set(example.features))
    return sorted(feature for feature, times in seen.items() if times >= LEAST)


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
