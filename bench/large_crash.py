"""Kill a writer at random instants, and see what is lost: `python bench/large_crash.py [KILLS] [SEED]`.

The writer adds, reads and decides, and tells each change once it is acknowledged. After every 50 kills all that was
told must be there, once, with its note in the audit, and the whole project must verify. A kill is no loss of power:
that the disk keeps what it acknowledged is SQLite's promise and the disk's.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
import time
from pathlib import Path

from common import show

from marsad.cli.loading import load_coder
from marsad.project.project import create

WRITER = Path(__file__).parent.parent / "tests" / "project" / "crash_writer.py"


def main(kills: int, seed: int) -> None:
    """Kill, check, and print what was found."""
    spec = importlib.util.spec_from_file_location("crash_writer", WRITER)
    assert spec is not None
    assert spec.loader is not None
    writer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(writer)
    with tempfile.TemporaryDirectory() as folder:
        create(Path(folder, "desk"), "", None, os.environ, "bench").close()
        started = time.perf_counter()
        told, wrong = writer.crash(Path(folder, "desk"), load_coder(), kills, seed, 50)
        spent = time.perf_counter() - started
    show("kills", f"{kills:,}", f"{spent:.0f} s")
    show("changes acknowledged", f"{told:,}", "reports, readings, decisions")
    show("wrong", f"{len(wrong):,}", "; ".join(wrong[:3]) or "nothing lost, nothing doubled, verify clean")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 1000, given[1] if len(given) > 1 else 1)
