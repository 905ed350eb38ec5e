"""What a large gazetteer costs: `python bench/large_places.py [FILE] [REPORTS]`.

FILE is made by `marsad gazetteer build`; without one, a hundred thousand invented names are written first.
Memory is read where Linux tells it.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import best, show
from corpus import drawn

from marsad import Coder, Report
from marsad.codebook.places import load_places
from marsad.extract.places import find_topics
from marsad.gazetteer.file import write_file
from marsad.gazetteer.records import Record
from marsad.paths import data_root
from marsad.resolve.place_votes import report_country

NAMES = 100_000
WORDS = ("تل", "خربة", "بيت", "كفر", "عين", "دير", "حوش", "وادي", "أم", "أبو")
LETTERS = "ابتجحدرزسشصطعفقكلمنهوي"
LOADING = """
import os, sys, time
from pathlib import Path
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
from marsad.codebook.places import load_places
from marsad.gazetteer.lookup import Gazetteer
tables = load_places(Path(sys.argv[1]), [])
before = held()
start = time.perf_counter()
names = dict(Gazetteer.load(Path(sys.argv[1]), tables, Path(sys.argv[2]) if sys.argv[2:] else None).names())
print(len(names), time.perf_counter() - start, held() - before)
"""


def main(file: Path | None, count: int) -> None:
    """Measure and print a line for each figure, without a gazetteer file and with one."""
    with tempfile.TemporaryDirectory() as folder:
        made = file or invented(Path(folder, "places.sqlite"))
        reports = drawn(count)
        for title, given in (("what comes with Marsad", None), (made.name, made)):
            print(title)
            names, seconds, megabytes = loading(given)
            show("names", f"{names:,.0f}", "folded, in Arabic letters")
            show("to load", f"{1000 * seconds:.0f} ms", f"{megabytes:.0f} MB more held")
            measure(Coder(gazetteer=given), reports)


def measure(coder: Coder, reports: list[Report]) -> None:
    """Print what a report costs, and how much of that its places do."""
    readings = [(report, coder.read(report)) for report in reports]
    full = best(lambda: [coder.extract(report) for report in reports])
    resolving = best(lambda: [resolve(coder, reading) for _, reading in readings])
    fresh = once(coder, readings)
    show("a report", f"{1000 * full / len(reports):.2f} ms", "of 300 words, from text to events")
    show("its places resolved", f"{1000 * resolving / len(reports):.2f} ms", f"{resolving / full:.1%} of it")
    show("the same, nothing kept", f"{1000 * fresh / len(reports):.2f} ms", f"{fresh / full:.1%} of it")


def resolve(coder: Coder, reading: object) -> None:
    """Resolve the places of a report that was read."""
    places, tokens = reading.places, reading.tokens  # type: ignore[attr-defined]
    country = report_country(places, coder.gazetteer, None)
    coder.place_resolver.resolve(places, tokens, country, find_topics(places, tokens))


def once(coder: Coder, readings: list[tuple[Report, object]]) -> float:
    """Return the seconds of one round in which no name was looked up before."""
    coder.place_resolver.forget()
    started = time.perf_counter()
    for _, reading in readings:
        resolve(coder, reading)
    return time.perf_counter() - started


def loading(file: Path | None) -> tuple[float, float, float]:
    """Return how many names a new process loads, in how many seconds and megabytes."""
    command = [sys.executable, "-c", LOADING, str(data_root()), *([str(file)] if file else [])]
    told = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(3)]  # noqa: S603
    runs = [tuple(map(float, line.split())) for line in told]
    names, seconds, megabytes = min(runs, key=lambda run: run[1])
    return names, seconds, megabytes


def invented(path: Path) -> Path:
    """Write a gazetteer of invented villages, the same at every run."""
    chance = random.Random(20)  # noqa: S311
    countries = [row for row in load_places(data_root(), []).places if row.feature == "country"][:7]
    records = []
    for number in range(NAMES):
        name = f"{chance.choice(WORDS)} {''.join(chance.choices(LETTERS, k=6))}"
        home = chance.choice(countries)
        lat, lon = home.lat + chance.uniform(-2, 2), home.lon + chance.uniform(-2, 2)
        records.append(Record(f"bench:{number:06}", "bench", name, (name,), lat, lon, "village", home.id, ""))
    write_file(path, sorted(records, key=lambda one: one.id), [])
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None, int(sys.argv[2]) if len(sys.argv) > 2 else 200)
