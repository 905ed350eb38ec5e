"""Speed and memory of the extraction on this machine: `python bench/bench_speed.py [REPORTS]`.

The corpus is made of the sentences of the example reports, shuffled (always alike) into reports of
300 words.  What tells most is the ratio to folding and cutting into tokens, measured in the same
run: it does not change with the machine.  Few sentences are told again and again here, so caches of
words are warmer than with real reports.
"""

from __future__ import annotations

import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from marsad.cli.loading import load_coder
from marsad.model import Report
from marsad.paths import data_root
from marsad.text.tokens import tokenize

WORDS = 300
ROUNDS = 3


def main(count: int) -> None:
    """Measure and print a line for each figure."""
    started = time.perf_counter()
    coder = load_coder()
    loading = time.perf_counter() - started
    loaded = peak_mb()
    reports = corpus(count)
    size = sum(len(report.text.encode()) for report in reports) / 1e6
    coder.extract(reports[0])
    tokens = best(lambda: [tokenize(report.text) for report in reports])
    events = sum(len(coder.extract(report)) for report in reports)
    full = best(lambda: sum(len(coder.extract(report)) for report in reports))
    show("reports of 300 words", f"{count:,}", f"{size:.1f} MB, {events:,} events")
    show(
        "extraction", f"{count / full:,.0f} reports/s", f"{size / full:.2f} MB/s, {1000 * full / count:.2f} ms a report"
    )
    show("fold and tokens alone", f"{count / tokens:,.0f} reports/s", f"{size / tokens:.2f} MB/s")
    show("ratio", f"{full / tokens:.1f}", "extraction to fold and tokens")
    show("memory, codebook loaded", f"{loaded:.0f} MB", "peak")
    show("memory, all extracted", f"{peak_mb():.0f} MB", "peak")
    show("codebook", f"{1000 * loading:.0f} ms", "to load")
    for what, seconds in startup(reports[0].text):
        show(what, f"{1000 * seconds:.0f} ms", "a new process")


def corpus(count: int) -> list[Report]:
    """Return so many reports, the same at every run."""
    chance = random.Random(20)  # noqa: S311
    lines = (data_root() / "examples" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    text = "\n".join(json.loads(line)["text"] for line in lines)
    sentences = [sentence for sentence in re.split(r"(?<=[.؟!])\s+|\n", text) if sentence]
    return [Report(f"r{number}", _text(sentences, chance), date(2017, 3, 14)) for number in range(count)]


def _text(sentences: list[str], chance: random.Random) -> str:
    chosen: list[str] = []
    words = 0
    while words < WORDS:
        chosen.append(chance.choice(sentences))
        words += len(chosen[-1].split())
    return " ".join(chosen)


def best(run: Callable[[], object]) -> float:
    """Return the seconds of the fastest of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def startup(text: str) -> list[tuple[str, float]]:
    """Return how long whole processes take: Python alone, the help, one report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.txt")
        path.write_text(text, encoding="utf-8")
        runs = {
            "python -c pass": ("-c", "pass"),
            "marsad --help": ("-m", "marsad", "--help"),
            "marsad extract, 1 report": ("-m", "marsad", "extract", str(path), "--format", "jsonl"),
        }
        return [(what, best(partial(_process, *arguments))) for what, arguments in runs.items()]


def _process(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def peak_mb() -> float:
    """Return the most memory this process has held, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3


def show(what: str, value: str, note: str) -> None:
    """Print one figure."""
    print(f"{what:<26}{value:>18}   {note}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
