"""Competing answers weighed: a log-linear model over readable features, its weights data."""

from __future__ import annotations

from collections.abc import Iterable
from math import exp

from marsad.codebook.weights import BIAS, RULES, SUREST, THRESHOLD, Weights

WHOLE = 100
HEAVIEST = 6
Reason = tuple[float, str]
MANIFOLD = ("kind", "status")
"""Questions with more answers than yes and no."""


class Judge:
    """Adds up the weights of features; keeps nothing, so one may serve many threads.

    Sums are of whole hundredths, so that they do not depend on the order of the features.
    """

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._tables = {question: _hundredths(table) for question, table in weights.items()}
        self._answers = {question: _by_sign(self._tables[question]) for question in MANIFOLD if question in weights}

    def knows(self, question: str) -> bool:
        """Tell whether a question has learned weights; without them the rules decide."""
        return question in self.weights

    def threshold(self, question: str) -> float:
        """Return the log-odds from which on an answer is taken for yes."""
        return self.weights.get(question, {}).get(THRESHOLD, 0.0)

    def surest(self, question: str) -> float:
        """Return the log-odds that the surest yes of a report must reach."""
        return self.weights.get(question, {}).get(SUREST, self.threshold(question))

    def odds(self, question: str, features: Iterable[str], about: object) -> float:  # noqa: ARG002 (for those who watch)
        """Return the log-odds that the answer is yes; features without a weight add nothing.

        `about` is what is judged: a statement, a pair of them, or a statement and a candidate.
        """
        table = self._tables.get(question)
        if table is None:
            return 0.0
        known = filter(table.__contains__, features)
        return (table.get(BIAS, 0) + sum(map(table.__getitem__, known))) / WHOLE

    def answer(self, question: str, signs: Iterable[str], ruled: str, about: object) -> str:  # noqa: ARG002
        """Return the best of many answers; `ruled` is the rules' own, whose weight is that of `(rules)`."""
        table = self._answers[question]
        odds = {ruled: self._tables[question].get(RULES, 0)}
        get = odds.get
        for sign in filter(table.__contains__, signs):
            for answer, weight in table[sign]:
                odds[answer] = get(answer, 0) + weight
        return max(odds, key=lambda answer: (odds[answer], answer == ruled, answer))


class Witness(Judge):
    """A judge that remembers what weighed most in each answer, to be shown to people; for one report alone."""

    def __init__(self, weights: Weights) -> None:
        super().__init__(weights)
        self.seen: dict[int, dict[str, tuple[float, list[Reason]]]] = {}
        self.kept: list[object] = []

    def odds(self, question: str, features: Iterable[str], about: object) -> float:
        """Answer as always, and keep the likeliest yes of each statement and question."""
        listed = list(features)
        odds = super().odds(question, listed, about)
        statement = about[0] if isinstance(about, tuple) else about
        if id(statement) not in self.seen:
            self.kept.append(statement)
        known = self.seen.setdefault(id(statement), {})
        if question not in known or odds > known[question][0]:
            known[question] = odds, self._heaviest(question, listed)
        return odds

    def reasons(self, statement: object) -> dict[str, object]:
        """Return for each question of a statement the log-odds of its answer and the features that weighed most."""
        return {
            question: {"odds": round(odds, 2), "features": {feature: weight for weight, feature in heaviest}}
            for question, (odds, heaviest) in self.seen.get(id(statement), {}).items()
        }

    def _heaviest(self, question: str, features: list[str]) -> list[Reason]:
        table = self.weights.get(question, {})
        weighed = {(table[feature], feature) for feature in features if feature in table}
        return sorted(weighed, key=lambda one: (-abs(one[0]), one[1]))[:HEAVIEST]


def _hundredths(table: dict[str, float]) -> dict[str, int]:
    return {feature: round(weight * WHOLE) for feature, weight in table.items()}


def _by_sign(table: dict[str, int]) -> dict[str, list[tuple[str, int]]]:
    """Return `sign > answer` weights as answers by sign."""
    found: dict[str, list[tuple[str, int]]] = {}
    for feature, weight in table.items():
        sign, arrow, answer = feature.rpartition(" > ")
        if arrow:
            found.setdefault(sign, []).append((answer, weight))
    return found


def probability(odds: float) -> float:
    """Return log-odds as a probability, 0 to 1."""
    return 1 / (1 + exp(-max(min(odds, 30.0), -30.0)))
