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
            before, refused, started = intake.tally.reports, len(intake.tally.refused), time.monotonic()
            with path.open("rb") as stream:
                for _ in intake.take(Coming(path.name, path.stem, str(path), "file", stream)):
                    pass
            spent, new = time.monotonic() - started, intake.tally.reports - before
            told = [str(item) for item in intake.tally.refused[refused:]]
            print(json.dumps({"file": path.name, "seconds": spent, "reports": new, "refused": told, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10}), flush=True)
        intake.close()
    kilobytes = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"megabytes": [number / 1024 for number in kilobytes]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
