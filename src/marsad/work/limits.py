"""How long one piece of work may take, and on how many processors."""

from __future__ import annotations

import ctypes
import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

A = TypeVar("A")
TICK = 0.01
"""Seconds that a watch sleeps at least before it looks at the clock again."""
_HERE = threading.local()
"""The limit that is in force in each thread."""


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def within(seconds: float, do: Callable[[], A]) -> A:
    """Do something; raise `TimeoutError` where it takes more seconds of the processor's time than this.

    Time that others take on a busy machine does not count.  In the main thread the system's timer breaks off what takes
    too long, in every other one a thread that watches its clock: between two steps of Python, so what a library does in
    one step is done first.  Once this has returned or raised, nothing is broken off any more.  Of limits within each
    other, all hold.
    """
    limit: _Limit = _Timer(seconds) if _has_timer() else _Watch(seconds)
    outer: _Limit | None = getattr(_HERE, "limit", None)
    if outer and outer.end <= limit.end:
        return do()
    if outer:
        outer.disarm()
    _HERE.limit = limit
    try:
        return _limited(limit, do, f"took longer than {seconds:g} seconds")
    finally:
        _HERE.limit = outer
        if outer:
            outer.arm()


class _Late(BaseException):
    """Breaks off what takes too long; on its way out no `except Exception` takes it for something else."""


class _Limit(Protocol):
    """A point on a clock of processor time: where it is passed while armed, `_Late` is raised in its thread, once."""

    end: float
    passed: bool

    def arm(self) -> None:
        """Begin to wait for the end."""

    def disarm(self) -> None:
        """Raise nothing any more; `_Late` may come while this runs, and then it is to be called again."""


def _limited(limit: _Limit, do: Callable[[], A], told: str) -> A:
    """Do something within a limit; nothing that the limit raises leaves this function but `TimeoutError`."""
    try:
        try:
            limit.arm()
            answer = do()
        finally:
            limit.disarm()
    except (Exception, _Late):
        limit.disarm()  # what came on the way out has come now, and comes once
        if not limit.passed:
            raise
    if limit.passed:
        raise TimeoutError(told)
    return answer


def _has_timer() -> bool:
    """Tell whether the system's timer can break off this thread: it interrupts main threads alone."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


class _Timer:
    """The system's timer of what the process spends."""

    def __init__(self, seconds: float) -> None:
        self.end, self.passed = time.process_time() + seconds, False

    def arm(self) -> None:
        self._before = signal.signal(signal.SIGPROF, self._late)
        signal.setitimer(signal.ITIMER_PROF, max(self.end - time.process_time(), 1e-6))

    def disarm(self) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, self._before)

    def _late(self, _number: int, _frame: object) -> None:
        self.passed = True
        raise _Late


class _Watch:
    """A thread that watches what another spends, and raises in it."""

    def __init__(self, seconds: float) -> None:
        self._thread, self._clock = threading.get_ident(), _clock()
        self.end, self.passed = self._clock() + seconds, False

    def arm(self) -> None:
        self._left = threading.Lock()  # held until the watch is to end: unlike an Event it is set in one step
        self._left.acquire()
        self._watch = threading.Thread(target=self._run, name="marsad-limit", daemon=True)
        self._watch.start()

    def disarm(self) -> None:
        if self._left.locked():
            self._left.release()
        if self._watch.is_alive():
            self._watch.join()  # from here on it raises nothing
        if self.passed:
            _raise_in(self._thread, None)

    def _run(self) -> None:
        while not self._left.acquire(timeout=max(self.end - self._clock(), TICK)):
            if self._clock() >= self.end:
                self.passed = True
                _raise_in(self._thread, _Late)
                return


def _clock() -> Callable[[], float]:
    """Return the clock of what this thread spends, which every thread can read; else that of the process."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.process_time
    return partial(time.clock_gettime, time.pthread_getcpuclockid(threading.get_ident()))


def _raise_in(thread: int, what: type[BaseException] | None) -> None:
    """Have a thread raise something at its next step, or take back what it has not raised yet."""
    given = None if what is None else ctypes.py_object(what)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), given)
