"""A project filled in one go, for showing what the desk does."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from marsad.intake import Given
from marsad.intake.taking import Taking
from marsad.project.add import Coming, Intake, Wish
from marsad.project.merging import merge
from marsad.project.process import process
from marsad.project.project import Project


def fill(project: Project, files: Iterable[Path]) -> None:
    """Take files in, read them and merge what they tell."""
    with project.run("add", {}) as ledger:
        intake = Intake(project, ledger, Wish(Taking(Given(), zone=project.settings["timezone"])))
        for path in files:
            raw = io.BytesIO(path.read_bytes())
            for _ in intake.take(Coming(path.name, path.stem, path.name, "file", raw)):
                pass
        intake.close()
    with project.run("process", {}) as ledger:
        for _ in process(project, ledger):
            pass
    with project.run("merge", {}) as ledger:
        merge(project, ledger)
