"""Workers share tasks, in order or not; what kills a worker is found and set aside, and nothing else is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from marsad.work.pool import AHEAD, Lost, Pool, halves

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL")


def squares(numbers: list[int]) -> list[int]:
    """Square numbers; 13 and 666 kill whoever is given them."""
    if {13, 666} & set(numbers):
        os.kill(os.getpid(), signal.SIGKILL)
    return [number * number for number in numbers]


def once(path: str) -> str:
    """Die at the first call with a path, not at the second."""
    if not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return path


def slow(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def fails(_: int) -> None:
    raise ValueError("no such thing")


def who(_: int) -> int:
    return os.getpid()


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(2) as made:
        yield made


def shards(last: int, size: int = 10) -> list[list[int]]:
    return [list(range(first, first + size)) for first in range(0, last, size)]


def test_order_is_kept_where_it_is_asked_for(pool: Pool) -> None:
    found = list(pool.each(slow, [0.3, 0.0, 0.1, 0.0], ordered=True))
    assert [answer for _, answer in found] == [0.3, 0.0, 0.1, 0.0]


def test_without_order_what_is_done_first_comes_first(pool: Pool) -> None:
    assert [answer for _, answer in pool.each(slow, [0.5, 0.0])] == [0.0, 0.5]


def test_what_kills_its_worker_is_found_and_all_else_is_done(pool: Pool) -> None:
    found = list(pool.each(squares, shards(100), ordered=True, cut=halves))
    assert [task for task, answer in found if isinstance(answer, Lost)] == [[13]]
    done = [(number, square) for task, answer in found if isinstance(answer, list)
            for number, square in zip(task, answer, strict=True)]  # fmt: skip
    assert done == [(number, number * number) for number in range(100) if number != 13]


def test_two_in_one_shard_are_both_found(pool: Pool) -> None:
    found = list(pool.each(squares, [[1, 13, 2, 666, 3]], cut=halves))
    lost = [number for task, answer in found if isinstance(answer, Lost) for number in task]
    done = [square for _, answer in found if isinstance(answer, list) for square in answer]
    assert (lost, sorted(done)) == ([13, 666], [1, 4, 9])


def test_a_worker_killed_from_outside_costs_nothing(pool: Pool, tmp_path: Path) -> None:
    paths = [str(tmp_path / name) for name in "abc"]
    assert sorted(answer for _, answer in pool.each(once, paths)) == paths


def test_a_worker_killed_while_it_waits_is_replaced(pool: Pool) -> None:
    for pid in {pid for _, pid in pool.each(who, range(4))}:
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.3)
    assert len([answer for _, answer in pool.each(squares, shards(40))]) == 4


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_a_task_raises_is_raised(pool: Pool) -> None:
    with pytest.raises(ValueError, match="no such thing"):
        list(pool.each(fails, [1]))


def test_no_more_tasks_are_taken_than_there_is_room_for(pool: Pool) -> None:
    taken = []

    def tasks() -> Iterator[float]:
        for number in range(100):
            taken.append(number)
            yield 0.5 if not number else 0.0

    given = pool.each(slow, tasks(), ordered=True)
    next(given)
    assert len(taken) <= 2 * AHEAD + 2
    given.close()


def test_workers_end_when_who_started_them_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "start.py"
    script.write_text(
        "import os, time\nfrom marsad.work.pool import Pool\n"
        "if __name__ == '__main__':\n"
        "    with Pool(2) as pool:\n"
        "        print(*[pid for _, pid in pool.each(eval, ['__import__(\"os\").getpid()'] * 2)], flush=True)\n"
        "        time.sleep(60)\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert process.stdout is not None
    pids = [int(word) for word in process.stdout.readline().split()]
    process.kill()
    process.wait()
    process.stdout.close()
    until = time.monotonic() + 20
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.1)
    assert pids
    assert not any(map(alive, pids))
