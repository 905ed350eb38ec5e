"""Reports in shares, each read in a process of its own, which keeps what it read; fits dealt out to the same processes.

A process that holds nothing of its share yet, or lost it, reads it anew: what it gives is the same.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TypeVar

from marsad.codebook.weights import Weights
from marsad.errors import MarsadError
from marsad.evaluate import Annotated, Told, Words, load_words
from marsad.extract.reading import Reading
from marsad.learn.cases import Cases, joined
from marsad.learn.course import Course
from marsad.learn.entries import Case, gather_entries
from marsad.learn.fit import Table
from marsad.learn.reading import report_of, weighed
from marsad.learn.train import Lesson, fitted
from marsad.learn.watcher import Watcher
from marsad.paths import data_root
from marsad.pipeline import Coder
from marsad.work.collector import rest
from marsad.work.pool import Lost, Pool

A = TypeVar("A")
B = TypeVar("B")
Packed = bytes
"""A share, pickled: so it is packed once, and a process knows it again."""


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is asked of a share, read with these weights of entries: the cases of a question, or else its events."""

    share: Packed
    entries: Table
    held: Sequence[Weights] = ()
    question: str = ""


class Shares:
    """Reports dealt out to the processes of a pool, one share each."""

    def __init__(self, pool: Pool, reports: Sequence[Annotated], words: Words) -> None:
        self.entries: Table = {}
        self._pool, self._reports, self._words = pool, reports, words
        dealt = [reports[first :: pool.jobs] for first in range(pool.jobs)]
        self._shares = [pickle.dumps((share, words)) for share in dealt if share]

    def places(self, gazetteer: Path | None) -> list[Case]:
        """Return the cases of the question `entry`."""
        parts = self._each(_places, [(share, gazetteer) for share in self._shares])
        place = {report.id: number for number, report in enumerate(self._reports)}
        return sorted(chain.from_iterable(parts), key=lambda case: place[case.example.report])

    def cases(self, held: Sequence[Weights], question: str) -> Cases:
        """Return the cases of a question, read with the weights of each fold."""
        parts = self._each(_cases, [_Ask(share, self.entries, held, question) for share in self._shares])
        return joined(list(parts), [report.id for report in self._reports]).pruned()

    def tables(self, lesson: Lesson, cases: Sequence[Cases]) -> list[Table]:
        """Return what fits each of the cases."""
        return list(self._each(_fitted, [(lesson, one) for one in cases]))

    def found(self, held: Sequence[Weights]) -> dict[str, list[Told]]:
        """Return the events of each report, read with the weights of its fold."""
        parts = self._each(_found, [_Ask(share, self.entries, held) for share in self._shares])
        return dict(chain.from_iterable(part.items() for part in parts))

    def weighed(self, weights: Weights, reports: Sequence[Annotated]) -> tuple[list[float], list[bool]]:
        """Return the log-odds of what is read in other reports, and which of it is right."""
        size = len(reports) // self._pool.jobs + 1
        parts = [reports[first : first + size] for first in range(0, len(reports), size)]
        odds, right = zip(
            *self._each(_weighed, [(part, self._words, self.entries, weights) for part in parts]), strict=True
        )
        return list(chain.from_iterable(odds)), list(chain.from_iterable(right))

    def _each(self, function: Callable[[A], B], tasks: Iterable[A]) -> Iterator[B]:
        """Give the answers in order: the first task goes to the first process, where its share is."""
        for _, answer in self._pool.each(function, tasks, ordered=True):
            if isinstance(answer, Lost):
                raise MarsadError(f"a process that read reports to learn from was ended: {answer.why}")
            yield answer


def _places(task: tuple[Packed, Path | None]) -> list[Case]:
    packed, gazetteer = task
    reports, _ = _unpacked(packed)
    return (
        gather_entries(Coder(gazetteer=gazetteer), reports)
        if gazetteer
        else gather_entries(_reader()[0], reports, _readings(packed))
    )


def _cases(ask: _Ask) -> Cases:
    return Cases.of(_course(ask).examples(ask.held, ask.question))


def _found(ask: _Ask) -> dict[str, list[Told]]:
    return _course(ask).found(ask.held)


def _fitted(task: tuple[Lesson, Cases]) -> Table:
    return fitted(*task)


def _weighed(task: tuple[Sequence[Annotated], Words, Table, Weights]) -> tuple[list[float], list[bool]]:
    reports, words, entries, weights = task
    coder, watcher = _reader()
    coder.place_resolver.take(entries)
    watcher.watching = False
    watcher.take(weights)
    return weighed(coder, reports, words)


def _course(ask: _Ask) -> Course:
    return _begun(ask.share, tuple(sorted(ask.entries.items())))


@lru_cache(1)
def _begun(packed: Packed, entries: tuple[tuple[str, float], ...]) -> Course:
    """Return a share with what its reports state by rule."""
    coder, watcher = _reader()
    coder.place_resolver.take(dict(entries))
    reports, watcher.words = _unpacked(packed)
    course = Course(coder, watcher, reports, _readings(packed))
    rest()
    return course


@lru_cache(1)
def _readings(packed: Packed) -> list[Reading]:
    """Return what the reports of a share name; it does not depend on any weight."""
    coder, _ = _reader()
    readings = [coder.read(report_of(report)) for report in _unpacked(packed)[0]]
    rest()
    return readings


@lru_cache(1)
def _unpacked(packed: Packed) -> tuple[list[Annotated], Words]:
    reports, words = pickle.loads(packed)  # noqa: S301 - of our own making
    return reports, words


@lru_cache(1)
def _reader() -> tuple[Coder, Watcher]:
    """Return a coder whose judge watches it; a process makes it once."""
    watcher = Watcher(load_words(data_root()))
    return Coder(judge=watcher), watcher
