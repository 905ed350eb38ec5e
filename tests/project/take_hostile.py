"""Takes each file of a folder into a project, and prints what became of it and how long it took; run as a script."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

from marsad.intake.taking import Taking
from marsad.project.add import Coming, Intake, Wish
from marsad.project.project import create


def main(folder: Path, project_folder: Path) -> None:
    """Take all files, one after the other."""
    project = create(project_folder, "", None, os.environ, "test")
    with project.run("add", {}) as ledger:
        intake = Intake(project, ledger, Wish(Taking()))
        for path in sorted(folder.iterdir()):
            tally = intake.tally
            before, known, refused = tally.reports, tally.reports_known, len(tally.refused)
            started = time.monotonic()
            with path.open("rb") as stream:
                for _ in intake.take(Coming(path.name, path.stem, str(path), "file", stream)):
                    pass
            row = {
                "file": path.name, "seconds": time.monotonic() - started, "reports": tally.reports - before,
                "known": tally.reports_known - known, "refused": [str(item) for item in tally.refused[refused:]],
            }  # fmt: skip
            print(json.dumps(row), flush=True)
        intake.close()
    readers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"megabytes": [most(), readers]}))


def most() -> float:
    """Return the most memory that this process has held; what its parent held before it is not counted."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
