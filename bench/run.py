"""Every step of the way measured on this machine: `python bench/run.py [--peers PYTHON] [--only STEP,...]`.

Each round runs a step and, beside it, its limit: the same bytes read from a file, decoded, split and looked up word by
word in a set.  What is told are medians of processor time and of the ratio to the limit in the same round: others who
use the machine hardly change the ratio.  Results are kept as JSON in `bench/results`; `bench/compare.py` lays two
side by side.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import corpus
from common import processor, whole
from steps import Step, known_words, steps

RESULTS = Path(__file__).resolve().parent / "results"
ROUNDS, LEAST, MOST = 5, 0.2, 12.0
"""Rounds of a step; seconds that one runs at the least, and after which no other is begun."""
Figures = dict[str, Any]


def main() -> None:
    """Measure, print a table, keep the figures."""
    wanted = arguments()
    only = set(filter(None, wanted.only.split(",")))
    found: Figures = {"made": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine(), "steps": {}}
    print(f"{'step':<12}{'median':>12}{'a second':>12}{'spread':>9}{'limit':>10}{'ratio':>9}")
    words = known_words()
    with tempfile.TemporaryDirectory() as folder:
        for step in steps():
            if not only or step.name in only:
                found["steps"][step.name] = figures = measure(step, Path(folder, "raw"), words)
                print(line(step.name, figures), flush=True)
    if not only:
        found["processes"] = dict(processes())
        if wanted.peers:
            found["peers"] = peers(wanted.peers, found["steps"])
    keep(found, wanted.out)


def arguments() -> argparse.Namespace:
    """Read the command line."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--only", default="", metavar="STEP,...", help="measure these steps alone")
    reader.add_argument("--peers", type=Path, metavar="PYTHON", help="the Python that has bench/requirements.txt")
    reader.add_argument("--out", type=Path, metavar="FILE", help="where to keep the figures")
    return reader.parse_args()


def measure(step: Step, raw: Path, words: frozenset[str]) -> Figures:
    """Run a step a few rounds; return microseconds a unit, their spread, and the ratio to the limit."""
    raw.write_bytes(step.raw)
    times: list[float] = []
    limits: list[float] = []
    begun = time.monotonic()
    while len(times) < ROUNDS and (len(times) < 2 or time.monotonic() - begun < MOST):
        times.append(once(step))
        limits.append(limit(raw, words))
    middle = statistics.median(times)
    return {
        "unit": step.unit,
        "count": step.count,
        "rounds": len(times),
        "us": 1e6 * middle / step.count,
        "spread": (max(times) - min(times)) / middle,
        "limit_us": 1e6 * statistics.median(limits) / step.count,
        "ratio": statistics.median(one / least for one, least in zip(times, limits, strict=True)),
    }


def once(step: Step) -> float:
    """Return the seconds of a run: of one where something must be made ready for it, else the mean of some."""
    spent, runs = 0.0, 0
    while not runs or (spent < LEAST and not step.ready):
        given = step.ready() if step.ready else None
        gc.collect()
        started = processor()
        step.run(given)
        spent, runs = spent + processor() - started, runs + 1
        if hasattr(given, "close"):
            given.close()
    return spent / runs


def limit(raw: Path, words: frozenset[str]) -> float:
    """Return the seconds that it takes to read, decode, split and look up a file, the mean of some runs."""
    runs, started = 0, processor()
    while processor() - started < LEAST:
        sum(map(words.__contains__, raw.read_bytes().decode().split()))
        runs += 1
    return (processor() - started) / runs


def line(name: str, figures: Figures) -> str:
    """Return a line of the table."""
    each, unit = figures["us"], figures["unit"]
    told = f"{each:,.0f} µs" if each < 10_000 else f"{each / 1000:,.0f} ms"
    return (
        f"{name:<12}{told:>12}{1e6 / each:>12,.0f}{figures['spread']:>9.0%}{figures['limit_us']:>7,.1f} µs"
        f"{figures['ratio']:>9,.1f}   a {unit}"
    )


def processes() -> Iterator[tuple[str, Figures]]:
    """Yield what whole processes take: Python alone, the help, one report, and many with a large gazetteer."""
    print(f"\n{'process':<36}{'seconds':>9}{'MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        path, many = Path(folder, "report.txt"), Path(folder, "reports.jsonl")
        path.write_text(corpus.drawn(1)[0].text, encoding="utf-8")
        many.write_bytes(corpus.as_lines(corpus.told(60)))
        places = Path(folder, "places.sqlite")
        one = ("-m", "marsad", "extract", str(path), "--format", "jsonl")
        runs = {
            "python alone": ("-c", "pass"),
            "marsad --help": ("-m", "marsad", "--help"),
            "marsad extract, one report": one,
            "60 reports, 100,000 places": ("-m", "marsad", "extract", str(many), "--gazetteer", str(places),
                                           "--format", "jsonl"),
        }  # fmt: skip
        import large_places

        large_places.invented(places)
        for what, command in runs.items():
            whole(*command)
            told = [whole(*command) for _ in range(2 if "places" in what else 5)]
            seconds, memory = statistics.median(one for one, _ in told), max(memory for _, memory in told)
            print(f"{what:<36}{seconds:>9.3f}{memory:>8.0f}", flush=True)
            yield what, {"seconds": seconds, "mb": memory}


def peers(python: Path, ours: Figures) -> Figures:
    """Measure what others do of the same texts, in their own environment; print each beside our step."""
    given = json.dumps([report.text for report in corpus.told(40)], ensure_ascii=False)
    script = Path(__file__).with_name("peers.py")
    names = Path(__file__).resolve().parent.parent / "data" / "places" / "seed.tsv"
    done = subprocess.run([python, script, names], input=given, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        print(f"peers: not measured: {done.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return {}
    found: Figures = json.loads(done.stdout)
    print(f"\n{'peer, the same texts':<44}{'a report':>12}{'ours':>12}{'to ours':>9}")
    for name, one in found.items():
        own = ours[one["beside"]]["us"]
        one["to_ours"] = one["us"] / own
        print(f"{name:<44}{one['us']:>9,.0f} µs{own:>9,.0f} µs{one['to_ours']:>9,.1f}   {one['beside']}")
    return found


def machine() -> Figures:
    """Return what the figures depend on."""
    git = subprocess.run(  # noqa: S603
        ["git", "-C", str(RESULTS.parent), "describe", "--always", "--dirty"],  # noqa: S607
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    load = os.getloadavg() if hasattr(os, "getloadavg") else (0.0,)
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "load": round(load[0], 1),
        "commit": git.stdout.strip() or None,
    }


def keep(found: Figures, out: Path | None) -> None:
    """Write the figures as JSON."""
    path = out or RESULTS / f"{found['made'][:19].replace(':', '')}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\n{path}")


if __name__ == "__main__":
    main()
