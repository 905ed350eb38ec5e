"""What the benchmarks share: clocks, memory, and lines of a table."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable

ROUNDS = 3
STARTED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(spent.ru_utime + spent.ru_stime, spent.ru_maxrss)
"""
"""Starts a process and tells what it took; small itself, for a process begins with the memory of its parent."""


def processor() -> float:
    """Return the seconds of processor time of this process and of the children that ended."""
    spent = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def best(run: Callable[[], object]) -> float:
    """Return the seconds of the fastest of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def peak_mb() -> float:
    """Return the most memory that this process has held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def whole(*arguments: str) -> tuple[float, float]:
    """Run Python with arguments; return its seconds of processor time and its megabytes at the most.

    Modules that were compiled are kept, as for every user, whatever the environment says.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", STARTED, sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)  # noqa: S603
    seconds, memory = map(float, done.stdout.split())
    return seconds, memory / (1e6 if sys.platform == "darwin" else 1e3)


def show(what: str, value: str, note: str) -> None:
    """Print one figure."""
    print(f"{what:<26}{value:>18}   {note}")
