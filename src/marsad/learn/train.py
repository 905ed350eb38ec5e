"""From annotated reports to the tables of `data/weights/`: one question after the other, as reading asks them.

The reports are dealt into folds.  Each question is fitted once on all of them, and once without each fold.  What a
later question sees of an earlier one's answers in a report comes from weights that never saw that report, as it will
be with any report to come; and so does every figure told here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from marsad.codebook.weights import BIAS, RULES, SCALE, SHIFT, SUREST, THRESHOLD, Weights
from marsad.evaluate import Annotated
from marsad.learn.calibrate import best_threshold, line, surest_needed
from marsad.learn.cases import Cases, Floats
from marsad.learn.examples import fold_of
from marsad.learn.fit import Table, fit

FOLDS = 4


@dataclass(frozen=True, slots=True)
class Lesson:
    """How a question is learned: one of many or yes and no; how freely weights move; the least that is kept.

    `trust` is added to the log-odds of the rules' own answer: they were made on published reports, which are less tidy
    than many of the written ones that weights are fitted to.  `bar` is the log-odds from which on yes is said: below
    nothing where a wrong yes costs less than a wrong no.
    """

    question: str
    choice: bool
    strength: float
    least: float
    trust: float = 0.0
    bar: float = 0.0


LESSONS = (
    Lesson("place", False, 0.2, 0.05, trust=0.7),
    Lesson("actor", True, 0.2, 0.05, trust=0.6),
    Lesson("target", True, 0.1, 0.05, trust=1.0),
    Lesson("kind", True, 1.0, 0.2, trust=0.5),
    Lesson("same", False, 0.05, 0.03, bar=0.3),
    Lesson("context", False, 0.1, 0.05, trust=2.0, bar=-1.6),
    Lesson("date", True, 0.1, 0.05),
    Lesson("status", True, 0.3, 0.05, trust=0.25),
    Lesson("event", False, 0.16, 0.02),
)
"""In the order in which reading asks them."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A question's table, and how many of its cases were answered right, by rule and by weights that never saw them."""

    question: str
    table: Table
    cases: int
    by_rule: float
    held_out: float


class Hands(Protocol):
    """Those who read and fit."""

    def cases(self, held: Sequence[Weights], question: str) -> Cases:
        """Return the cases of a question, read with the weights of each fold."""

    def tables(self, lesson: Lesson, cases: Sequence[Cases]) -> list[Table]:
        """Return what fits each of the cases."""


def train(
    hands: Hands,
    reports: Sequence[Annotated],
    held: list[Weights],
    lessons: Sequence[Lesson] = LESSONS,
    known: Weights | None = None,
) -> Iterator[Learned]:
    """Learn one question after the other.

    `held` becomes, fold after fold, the weights that never saw the reports of that fold, with those that are `known`,
    by which questions without a lesson are answered.
    """
    held[:] = [dict(known or {}) for _ in range(FOLDS)]
    folds = np.array([fold_of(report.id, FOLDS) for report in reports])
    for lesson in lessons:
        cases = hands.cases(held, lesson.question)
        fold = folds[cases.report]
        table, *tables = hands.tables(lesson, [cases, *(cases.only(fold != one) for one in range(FOLDS))])
        odds = np.choose(fold, [cases.odds(one) for one in tables])
        if lesson.question == "event":
            special = _decision(odds, cases, reports)
            table, *tables = ({**one, **special} for one in (table, *tables))
        held[:] = [{**weights, lesson.question: one} for weights, one in zip(held, tables, strict=True)]
        yield _learned(lesson, table, cases, odds)


def fitted(lesson: Lesson, cases: Cases) -> Table:
    """Return the fitted weights, with the trust in the rules added."""
    table = fit(cases, lesson.choice, lesson.strength, lesson.least)
    if lesson.trust:
        table[RULES] = round(table.get(RULES, 0.0) + lesson.trust, 2)
        if not lesson.choice:
            table[BIAS] = round(table[BIAS] - lesson.trust / 2, 2)
    return table | ({THRESHOLD: lesson.bar} if lesson.bar else {})


def _decision(odds: Floats, cases: Cases, reports: Sequence[Annotated]) -> Table:
    """Return the odds from which on an event is kept, and the line from odds to those that mean what they say."""
    annotated = sum(len(report.events) for report in reports)
    scale, shift = line(odds, cases.right)
    surest = np.full(len(reports), -np.inf)
    np.maximum.at(surest, cases.report, odds)
    tells, read = np.array([bool(report.events) for report in reports]), surest > -np.inf
    needed = surest_needed(surest[read & ~tells], surest[read & tells])
    return {THRESHOLD: best_threshold(odds, cases.right, annotated), SUREST: needed, SCALE: scale, SHIFT: shift}


def _learned(lesson: Lesson, table: Table, cases: Cases, odds: Floats) -> Learned:
    """Return what was learned, with the share of right answers."""
    ruled = cases.has(RULES)
    if lesson.choice:
        choices = len(np.unique(cases.choice))
        return Learned(lesson.question, table, choices, _won(cases, ruled), _won(cases, odds))
    right = cases.right
    plain = float((ruled == right).mean()) if ruled.any() else float(max(right.mean(), 1 - right.mean()))
    return Learned(lesson.question, table, len(right), plain, float(((odds > 0) == right).mean()))


def _won(cases: Cases, odds: NDArray[Any]) -> float:
    """Return the share of choices whose likeliest candidate, of several the first, is right."""
    order = np.lexsort((-odds.astype(np.float64), cases.choice))
    _, first = np.unique(cases.choice[order], return_index=True)
    return float(cases.right[order[first]].mean()) if len(first) else 0.0
