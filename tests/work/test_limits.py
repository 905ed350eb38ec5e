"""What takes too long is broken off, in every thread; what does not is left alone, and so is what comes after."""

from __future__ import annotations

import gc
import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from marsad.work import cores, limits, within

SHORT = 0.05
Do = Callable[[Callable[[], Any]], Any]


def directly(do: Callable[[], Any]) -> Any:
    return do()


def beside(do: Callable[[], Any]) -> Any:
    """Do something in a thread that is not the main one, and return or raise what it does."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(do).result()


@pytest.fixture(params=[directly, beside])
def do(request: pytest.FixtureRequest) -> Do:
    return request.param  # type: ignore[no-any-return]


def spin(seconds: float = 1e9) -> str:
    """Work for so many seconds of this thread's time."""
    end = time.thread_time() + seconds
    for _ in itertools.count():
        if time.thread_time() > end:
            break
    return "done"


def deaf() -> str:
    """Work on, whatever is raised."""
    try:
        spin()
    except BaseException:  # noqa: BLE001 - so it may happen in code of others
        return "did not listen"
    return "done"


def timed_out(seconds: float, what: Callable[[], Any]) -> str:
    with pytest.raises(TimeoutError) as told:
        within(seconds, what)
    return str(told.value)


def test_what_takes_too_long_is_broken_off_with_the_reason(do: Do) -> None:
    began = time.monotonic()
    assert do(lambda: timed_out(SHORT, spin)) == "took longer than 0.05 seconds"
    assert do(lambda: timed_out(SHORT, deaf)) == "took longer than 0.05 seconds"
    assert time.monotonic() - began < 20
    assert not [thread for thread in threading.enumerate() if thread.name == "marsad-limit"]


def test_what_does_not_is_left_alone(do: Do) -> None:
    assert do(lambda: within(60, cores)) == cores()
    assert do(lambda: within(SHORT, lambda: time.sleep(4 * SHORT))) is None  # the processor was others'
    with pytest.raises(ValueError, match="of its own"):
        do(lambda: within(60, lambda: int("of its own")))


def test_nothing_is_raised_afterwards(do: Do) -> None:
    def near(number: int) -> str:
        """End within a hair of the limit, before it or behind it."""
        try:
            return within(0.004, lambda: spin(0.0035 + number % 10 / 1e4))
        except TimeoutError as error:
            return str(error)
        finally:
            gc.collect(0)

    def many() -> set[str]:
        return {near(number) for number in range(60)} | {spin(2 * SHORT)}

    assert do(many) <= {"done", "took longer than 0.004 seconds"}


def test_the_next_limit_holds_as_the_first(do: Do) -> None:
    def twice() -> list[str]:
        return [timed_out(SHORT, spin), within(60, lambda: spin(2 * SHORT)), timed_out(SHORT, spin)]

    assert do(twice) == ["took longer than 0.05 seconds", "done", "took longer than 0.05 seconds"]


def test_of_limits_within_each_other_what_ends_first_ends_first(do: Do) -> None:
    def inner_first() -> list[str]:
        return [timed_out(SHORT, spin), spin(2 * SHORT)]

    def outer_first() -> None:
        within(60, spin)

    def outer_after_inner() -> str:
        timed_out(SHORT, spin)
        return spin()

    assert do(lambda: within(60, inner_first)) == ["took longer than 0.05 seconds", "done"]
    assert do(lambda: timed_out(SHORT, outer_first)) == "took longer than 0.05 seconds"
    assert do(lambda: timed_out(0.12, outer_after_inner)) == "took longer than 0.12 seconds"
    assert do(lambda: within(60, lambda: spin(SHORT))) == "done"


def test_each_thread_has_its_own_limit() -> None:
    begin = threading.Barrier(3)

    def one(seconds: float) -> str:
        begin.wait()
        try:
            return within(seconds, lambda: spin(4 * SHORT))
        except TimeoutError as error:
            return str(error)

    with ThreadPoolExecutor(3) as threads:
        told = list(threads.map(one, [SHORT, 60, 0.06]))
    assert told == ["took longer than 0.05 seconds", "done", "took longer than 0.06 seconds"]


def test_without_a_clock_of_the_thread_that_of_the_process_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "pthread_getcpuclockid", raising=False)
    assert limits._clock() is time.process_time
    assert beside(lambda: timed_out(SHORT, spin)) == "took longer than 0.05 seconds"


def test_without_a_timer_the_main_thread_is_watched_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_has_timer", lambda: False)
    assert timed_out(SHORT, spin) == "took longer than 0.05 seconds"
    assert within(60, cores) == cores()
