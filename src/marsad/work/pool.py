"""Processes that take tasks one at a time; one that dies takes nothing with it but what kills every worker.

Each worker is an executor of its own with one process, so that it is known which task a worker died at, and the others
work on.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any, Generic, Self, TypeVar

A = TypeVar("A")
B = TypeVar("B")
TRIES = 2
"""So often a task is given to a worker before it is taken for what kills workers."""
AHEAD = 4
"""So many answers a worker may wait for an earlier one, where answers are given in order."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What stands in the place of an answer: every worker that was given the task died at it."""

    why: str = f"ended its reader {TRIES} times; it was left unread"


@dataclass(slots=True)
class _Part(Generic[A]):
    """A task, or a part of one: which task of all, which part of it, how often it was tried."""

    order: int
    place: tuple[int, ...]
    task: A
    tries: int = 0


@dataclass(slots=True)
class _Whole(Generic[A, B]):
    """What has come back of a task, and how many of its parts are still out."""

    out: int = 1
    answers: list[tuple[tuple[int, ...], A, B | Lost]] = field(default_factory=list)


class Pool:
    """So many workers, started when there is work for them."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._seats: list[ProcessPoolExecutor | None] = [None] * jobs

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def each(
        self,
        function: Callable[[A], B],
        tasks: Iterable[A],
        *,
        ordered: bool = False,
        cut: Callable[[A], list[A]] | None = None,
    ) -> Iterator[tuple[A, B | Lost]]:
        """Give each task with its answer, as they come or in order; tasks are taken only as workers are free.

        A task that kills its worker twice is cut in parts, which are tried by themselves and given in its place; what
        `cut` gives no parts of is given with `Lost`.  What the function raises is raised here.
        """
        yield from _Round(self._seats, function, iter(tasks), ordered, cut).run()

    def close(self) -> None:
        """End the workers, whatever they are at."""
        for place, seat in enumerate(self._seats):
            if seat is not None:
                for process in list((seat._processes or {}).values()):  # noqa: SLF001 - Python 3.14 has kill_workers()
                    process.kill()
                seat.shutdown(wait=True, cancel_futures=True)
                self._seats[place] = None


class _Round(Generic[A, B]):
    """One run of a function over tasks."""

    def __init__(
        self,
        seats: list[ProcessPoolExecutor | None],
        function: Callable[[A], B],
        tasks: Iterator[A],
        ordered: bool,
        cut: Callable[[A], list[A]] | None,
    ) -> None:
        self._seats, self._function, self._tasks, self._ordered, self._cut = seats, function, tasks, ordered, cut
        self._again: deque[_Part[A]] = deque()
        self._wholes: dict[int, _Whole[A, B]] = {}
        self._running: dict[Future[B], tuple[int, _Part[A]]] = {}
        self._next = self._given = 0

    def run(self) -> Iterator[tuple[A, B | Lost]]:
        free = list(reversed(range(len(self._seats))))
        self._fill(free)
        while self._running:
            for future in wait(self._running, return_when=FIRST_COMPLETED).done:
                seat, part = self._running.pop(future)
                free.append(seat)
                self._settle(future, seat, part)
            self._fill(free)
            yield from self._ready()
            self._fill(free)

    def _fill(self, free: list[int]) -> None:
        """Give every free worker something to do: before answers are given, for who takes them may be long at it."""
        while free and (part := self._take()) is not None:
            seat = free.pop()
            self._running[self._submit(seat, part)] = seat, part

    def _take(self) -> _Part[A] | None:
        """Return what is to be done next: parts of what was lost, then the next task, unless too much waits."""
        if self._again:
            return self._again.popleft()
        if self._ordered and self._next - self._given >= AHEAD * len(self._seats):
            return None
        for task in self._tasks:
            part = _Part(self._next, (), task)
            self._wholes[self._next] = _Whole()
            self._next += 1
            return part
        return None

    def _submit(self, seat: int, part: _Part[A]) -> Future[B]:
        while True:
            executor = self._seats[seat]
            if executor is None:
                executor = self._seats[seat] = ProcessPoolExecutor(1, get_context("spawn"), _begin)
            try:
                return executor.submit(self._function, part.task)
            except BrokenProcessPool:  # it died while it had nothing to do
                self._seats[seat] = None

    def _settle(self, future: Future[B], seat: int, part: _Part[A]) -> None:
        """Keep an answer; where there is none, have the task done again, or cut."""
        whole = self._wholes[part.order]
        answer: B | Lost
        try:
            answer = future.result()
        except BrokenProcessPool:
            self._seats[seat] = None
            part.tries += 1
            if part.tries < TRIES:
                self._again.append(part)
                return
            parts = self._cut(part.task) if self._cut else []
            if len(parts) > 1:
                self._again.extend(_Part(part.order, (*part.place, n), task) for n, task in enumerate(parts))
                whole.out += len(parts) - 1
                return
            answer = Lost()
        whole.out -= 1
        whole.answers.append((part.place, part.task, answer))

    def _ready(self) -> Iterator[tuple[A, B | Lost]]:
        """Give what is done: all of it, or, in order, all before the first that is not."""
        for order in list(self._wholes):
            whole = self._wholes[order]
            if not whole.out:
                del self._wholes[order]
                self._given += 1
                for _, task, answer in sorted(whole.answers, key=lambda one: one[0]):
                    yield task, answer
            elif self._ordered:
                return


def halves(tasks: list[Any]) -> list[list[Any]]:
    """Cut a list in two; one item is not cut."""
    middle = len(tasks) // 2
    return [tasks[:middle], tasks[middle:]] if middle else []


def _begin() -> None:
    """Begin a worker: Ctrl-C is for the process that started it, and when that is killed, it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)
