"""From annotated reports to the tables of `data/weights/`: one question after the other, as reading asks them.

The reports are dealt into folds.  Each question is fitted once on all of them, and once without each fold.  What a
later question sees of an earlier one's answers in a report comes from weights that never saw that report, as it will
be with any report to come; and so does every figure told here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from marsad.codebook.weights import BIAS, RULES, SCALE, SHIFT, SUREST, THRESHOLD, Weights
from marsad.evaluate import Annotated, Score, Words
from marsad.learn.calibrate import best_threshold, line, surest_needed
from marsad.learn.examples import EVERYTHING, Example, Watcher, fold_of, read
from marsad.learn.fit import Table, fit, score
from marsad.learn.folds import Gather
from marsad.pipeline import Coder

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
    Lesson("same", False, 0.05, 0.03, bar=0.5),
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


def train(
    gather: Gather,
    reports: Sequence[Annotated],
    held: list[Weights],
    lessons: Sequence[Lesson] = LESSONS,
    known: Weights | None = None,
) -> Iterator[Learned]:
    """Learn one question after the other from the examples that `gather` gives.

    `held` becomes, fold after fold, the weights that never saw the reports of that fold, with those that are `known`,
    by which questions without a lesson are answered.
    """
    held[:] = [dict(known or {}) for _ in range(FOLDS)]
    for lesson in lessons:
        cases = gather(held, lesson.question)[lesson.question]
        for fold in range(FOLDS):
            inside = [example for example in cases if fold_of(example.report, FOLDS) != fold]
            held[fold] = {**held[fold], lesson.question: _table(lesson, inside)}
        table = _table(lesson, cases)
        odds = np.array([score(held[fold_of(case.report, FOLDS)][lesson.question], case) for case in cases])
        if lesson.question == "event":
            special = _decision(odds, cases, reports)
            table |= special
            held[:] = [{**weights, "event": {**weights["event"], **special}} for weights in held]
        yield _learned(lesson, table, cases, odds)


def _table(lesson: Lesson, cases: Sequence[Example]) -> Table:
    """Return the fitted weights, with the trust in the rules added."""
    table = fit(cases, lesson.choice, lesson.strength, lesson.least)
    if lesson.trust:
        table[RULES] = round(table.get(RULES, 0.0) + lesson.trust, 2)
        if not lesson.choice:
            table[BIAS] = round(table[BIAS] - lesson.trust / 2, 2)
    return table | ({THRESHOLD: lesson.bar} if lesson.bar else {})


def held_out(
    coder: Coder, watcher: Watcher, reports: Sequence[Annotated], words: Words, held: Sequence[Weights]
) -> Score:
    """Score the reports, each read with the weights that never saw it."""
    found = Score(words)
    watcher.watching = False
    for fold, weights in enumerate(held):
        watcher.take(weights)
        for report in reports:
            if fold_of(report.id, len(held)) == fold:
                found.add(report.id, report.events, read(coder, report, words))
    return found


def _decision(odds: NDArray[np.float64], cases: Sequence[Example], reports: Sequence[Annotated]) -> Table:
    """Return the odds from which on an event is kept, and the line from odds to those that mean what they say."""
    annotated = sum(len(report.events) for report in reports)
    told = {report.id for report in reports if report.events}
    labels = np.array([case.right for case in cases])
    scale, shift = line(odds, labels)
    surest: dict[str, tuple[float, bool]] = {}
    for case, value in zip(cases, odds, strict=True):
        best, events = surest.get(case.report, (EVERYTHING, False))
        surest[case.report] = max(best, float(value)), events or case.report in told
    needed = surest_needed(*(np.array([v for v, has in surest.values() if has is wanted]) for wanted in (False, True)))
    return {THRESHOLD: best_threshold(odds, labels, annotated), SUREST: needed, SCALE: scale, SHIFT: shift}


def _learned(lesson: Lesson, table: Table, cases: Sequence[Example], odds: NDArray[np.float64]) -> Learned:
    """Return what was learned, with the share of right answers."""
    ruled = np.array([float(RULES in case.features) for case in cases])
    if lesson.choice:
        choices = len({case.choice for case in cases})
        return Learned(lesson.question, table, choices, _won(cases, ruled), _won(cases, odds))
    labels = np.array([case.right for case in cases])
    plain = float(((ruled > 0) == labels).mean()) if ruled.any() else float(max(labels.mean(), 1 - labels.mean()))
    return Learned(lesson.question, table, len(cases), plain, float(((odds > 0) == labels).mean()))


def _won(cases: Sequence[Example], odds: NDArray[np.float64]) -> float:
    """Return the share of choices whose likeliest candidate is right."""
    best: dict[int, tuple[float, bool]] = {}
    for case, value in zip(cases, odds, strict=True):
        if case.choice not in best or value > best[case.choice][0]:
            best[case.choice] = float(value), case.right
    return sum(right for _, right in best.values()) / max(len(best), 1)
