"""How fast a project takes reports in: `python bench/large_rate.py [REPORTS] [WORDS]`.

Reports of so many words, made of the sentences of the example reports, are written as JSON lines, added, and
added again; then the project is verified.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from common import show
from corpus import as_lines, drawn


def main(count: int, words: int) -> None:
    """Measure and print a line for each figure."""
    with tempfile.TemporaryDirectory() as folder:
        source, project = Path(folder, "reports.jsonl"), Path(folder, "desk")
        size = source.write_bytes(as_lines(drawn(count, words)))
        marsad("init", str(project))
        show(f"reports of {words} words", f"{count:,}", f"{size / 1e6:.0f} MB of JSON lines")
        for what in ("added", "added again"):
            spent = marsad("add", str(source), "--project", str(project))
            show(what, f"{count / spent:,.0f} a second", f"{spent:.1f} s, a whole process")
        database = (project / "marsad.db").stat().st_size
        show("database", f"{database / 1e6:,.0f} MB", f"{database / count / 1000:.1f} KB a report")
        spent = marsad("search", "الرقة غارات", "--project", str(project), "--format", "jsonl")
        show("search for two words", f"{1000 * spent:.0f} ms", "a whole process")
        spent = marsad("verify", "--project", str(project))
        show("verified", f"{count / spent:,.0f} a second", f"{spent:.1f} s")


def marsad(*arguments: str) -> float:
    """Run a command; return the seconds that it took."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "marsad", *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - started


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 100_000, given[1] if len(given) > 1 else 120)
