"""Folds of reports read side by side, each in a process of its own; what is learned is the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from marsad.codebook.weights import Weights
from marsad.errors import MarsadError
from marsad.evaluate import Annotated, Words, load_words
from marsad.learn.examples import Example, Noted, Watcher, in_order, read_fold
from marsad.learn.fit import Table
from marsad.paths import data_root
from marsad.pipeline import Coder
from marsad.work.pool import Lost, Pool

Gather = Callable[[Sequence[Weights], str], dict[str, list[Example]]]
"""Gives the examples of a question, read with the weights of each fold."""


@dataclass(frozen=True, slots=True)
class Lent:
    """What a process needs to read: the reports, how words are compared, the weights of entries of the gazetteer."""

    reports: Sequence[Annotated]
    words: Words
    entries: Table


@dataclass(frozen=True, slots=True)
class _Task:
    lent: Lent
    fold: int
    folds: int
    weights: Weights
    question: str


def reader(words: Words, entries: Table) -> tuple[Coder, Watcher]:
    """Return a coder whose judge watches it."""
    watcher = Watcher(words)
    coder = Coder(judge=watcher)
    coder.place_resolver.take(entries)
    return coder, watcher


def gather_in(pool: Pool, lent: Lent) -> Gather:
    """Return a function that gathers the examples of a question in a pool, a task a fold."""

    def gather(held: Sequence[Weights], question: str) -> dict[str, list[Example]]:
        tasks = [_Task(lent, fold, len(held), weights, question) for fold, weights in enumerate(held)]
        noted: Noted = {}
        for _, found in pool.each(_read, tasks):
            if isinstance(found, Lost):
                raise MarsadError(f"a process that read reports to learn from was ended: {found.why}")
            noted |= found
        return in_order(noted)

    return gather


def _read(task: _Task) -> Noted:
    """Read one fold; a process makes its coder once."""
    lent = task.lent
    coder, watcher = _kept(tuple(sorted(lent.entries.items())))
    watcher.words = lent.words
    return read_fold(coder, watcher, lent.reports, lent.words, task.fold, task.folds, task.weights, task.question)


@lru_cache(1)
def _kept(entries: tuple[tuple[str, float], ...]) -> tuple[Coder, Watcher]:
    return reader(load_words(data_root()), dict(entries))
