"""How fast a project takes reports in: `python bench/store_rate.py [REPORTS] [WORDS]`.

Reports of so many words, made of the sentences of the example reports, are written as JSON lines, added, and
added again; then the project is verified.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench_speed


def main(count: int, words: int) -> None:
    """Measure and print a line for each figure."""
    bench_speed.WORDS = words
    with tempfile.TemporaryDirectory() as folder:
        source, project = Path(folder, "reports.jsonl"), Path(folder, "desk")
        size = write(source, count)
        marsad("init", str(project))
        bench_speed.show(f"reports of {words} words", f"{count:,}", f"{size / 1e6:.0f} MB of JSON lines")
        for what in ("added", "added again"):
            spent = marsad("add", str(source), "--project", str(project))
            bench_speed.show(what, f"{count / spent:,.0f} a second", f"{spent:.1f} s, a whole process")
        database = (project / "marsad.db").stat().st_size
        bench_speed.show("database", f"{database / 1e6:,.0f} MB", f"{database / count / 1000:.1f} KB a report")
        spent = marsad("search", "الرقة غارات", "--project", str(project), "--format", "jsonl")
        bench_speed.show("search for two words", f"{1000 * spent:.0f} ms", "a whole process")
        spent = marsad("verify", "--project", str(project))
        bench_speed.show("verified", f"{count / spent:,.0f} a second", f"{spent:.1f} s")


def write(path: Path, count: int) -> int:
    """Write the reports, no two alike; return the file's size."""
    with path.open("w", encoding="utf-8") as out:
        for number, report in enumerate(bench_speed.corpus(count)):
            value = {"id": report.id, "text": f"{report.text} ({number})", "published": "2017-03-14", "outlet": "SANA"}
            out.write(json.dumps(value, ensure_ascii=False) + "\n")
    return path.stat().st_size


def marsad(*arguments: str) -> float:
    """Run a command; return the seconds that it took."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "marsad", *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - started


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 100_000, given[1] if len(given) > 1 else 120)
