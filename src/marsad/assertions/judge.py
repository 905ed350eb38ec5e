"""Competing answers weighed: a log-linear model over readable features, its weights data."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp

from marsad.codebook.weights import BIAS, RULES, THRESHOLD, Weights

MANIFOLD = ("kind", "status")
"""Questions with more answers than yes and no."""


class Judge:
    """Adds up the weights of features; keeps nothing, so one may serve many threads."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._answers = {question: _by_sign(weights[question]) for question in MANIFOLD if question in weights}

    def knows(self, question: str) -> bool:
        """Tell whether a question has learned weights; without them the rules decide."""
        return question in self.weights

    def threshold(self, question: str) -> float:
        """Return the log-odds from which on an answer is taken for yes."""
        return self.weights.get(question, {}).get(THRESHOLD, 0.0)

    def odds(self, question: str, features: Iterable[str], about: object) -> float:  # noqa: ARG002 (for those who watch)
        """Return the log-odds that the answer is yes; features without a weight add nothing.

        `about` is what is judged: a statement, a pair of them, or a statement and a candidate.
        """
        table = self.weights.get(question, {})
        known = filter(table.__contains__, features)
        return table.get(BIAS, 0.0) + sum(map(table.__getitem__, known))

    def answer(self, question: str, signs: Iterable[str], ruled: str, about: object) -> str:  # noqa: ARG002
        """Return the best of many answers; `ruled` is the rules' own, whose weight is that of `(rules)`."""
        table = self._answers[question]
        odds = dict(table.get(BIAS, {}))
        odds[ruled] = odds.get(ruled, 0.0) + self.weights[question].get(RULES, 0.0)
        for sign in signs:
            for answer, weight in table.get(sign, {}).items():
                odds[answer] = odds.get(answer, 0.0) + weight
        return max(odds, key=lambda answer: (odds[answer], answer == ruled, answer))


def _by_sign(table: dict[str, float]) -> dict[str, dict[str, float]]:
    """Return `sign > answer` weights as answers by sign."""
    found: dict[str, dict[str, float]] = {}
    for feature, weight in table.items():
        sign, arrow, answer = feature.rpartition(" > ")
        if arrow:
            found.setdefault(sign, {})[answer] = weight
    return found


def probability(odds: float) -> float:
    """Return log-odds as a probability, 0 to 1."""
    return 1 / (1 + exp(-max(min(odds, 30.0), -30.0)))
