"""Annotated reports on their way through the choices: read once, each as far as its answers stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from marsad.assertions.choosing import CHOICES, Stated, choose
from marsad.codebook.weights import Weights
from marsad.evaluate import Annotated, Told
from marsad.extract.reading import Reading
from marsad.learn.examples import Example, fold_of, noted
from marsad.learn.reading import report_of, told
from marsad.learn.watcher import Meant, Watcher
from marsad.model import Report
from marsad.pipeline import Coder

STEPS = {question: step for step, choice in enumerate(CHOICES) for question in choice.questions}


@dataclass(slots=True)
class _Way:
    """A report, what it states so far, and which annotated events its statements tell."""

    annotated: Annotated
    report: Report
    stated: Stated
    meant: Meant = field(default_factory=dict)


class Course:
    """Annotated reports, read by a coder whose judge is the watcher.

    The cases of a question are noted on a copy of the statements, since it has no weights yet.  Once a later question
    is asked, the choices before it are made for good, and made anew only where they are asked for with other weights.
    `held` has the weights that each fold of reports is read with; `readings` what the coder read, where it was kept.
    """

    def __init__(
        self, coder: Coder, watcher: Watcher, reports: Sequence[Annotated], readings: Sequence[Reading] = ()
    ) -> None:
        self._coder, self._watcher = coder, watcher
        self._reports, self._readings = reports, readings
        self._ways = list(self._begin())
        self._held: Sequence[Weights] = ()
        self._made = 0

    def examples(self, held: Sequence[Weights], question: str) -> list[Example]:
        """Return the cases of a question, fold after fold."""
        self._watcher.watching = True
        found: list[Example] = []
        for way in self._gone(held, STEPS[question]):
            stated = way.stated.copy()
            pairs = zip(stated.statements, way.stated.statements, strict=True)
            meant = {id(one): (one, way.meant[id(other)][1]) for one, other in pairs if id(other) in way.meant}
            self._watcher.turn(way.annotated.events, meant, question)
            choose(stated, self._watcher, CHOICES[self._made : self._made + 1])
            found += noted(self._watcher, way.annotated)
        return found

    def found(self, held: Sequence[Weights]) -> dict[str, list[Told]]:
        """Return the events that are read in each report, where there are any."""
        self._watcher.watching = False
        ways, words = self._gone(held, len(CHOICES)), self._watcher.words
        return {way.report.id: told(self._coder.events(way.report, way.stated), words) for way in ways}

    def _begin(self) -> Iterator[_Way]:
        """Give the reports with what they state by rule."""
        for place, annotated in enumerate(self._reports):
            report = report_of(annotated)
            stated = self._coder.state(report, self._readings[place] if self._readings else None)
            if stated is not None:
                yield _Way(annotated, report, stated)

    def _gone(self, held: Sequence[Weights], step: int) -> Iterator[_Way]:
        """Give each report, gone as far as a step, while the weights of its fold are taken."""
        asked = [question for choice in CHOICES[: self._made] for question in choice.questions]
        if step < self._made or (asked and _of(held, asked) != _of(self._held, asked)):
            self._ways, self._made = list(self._begin()), 0
        first, self._made, self._held = self._made, step, held
        for fold, weights in enumerate(held):
            self._watcher.take(weights)
            for way in self._ways:
                if fold_of(way.report.id, len(held)) == fold:
                    self._watcher.turn(way.annotated.events, way.meant)
                    choose(way.stated, self._watcher, CHOICES[first:step])
                    yield way


def _of(held: Sequence[Weights], questions: Sequence[str]) -> list[list[dict[str, float] | None]]:
    """Return the weights of some questions alone, fold after fold."""
    return [[weights.get(question) for question in questions] for weights in held]
