"""Where the happenings of an export come from: files, or a project on disk."""

from __future__ import annotations

from pathlib import Path

from marsad.dataset.export import Files, Origin
from marsad.errors import UsageError
from marsad.scale.result import Run, is_run


def source_of(happenings: Path, events: Path | None, reports: Path | None) -> Origin:
    """Return what a command's arguments name: a project's folder, or files."""
    if not happenings.is_dir():
        return Files(happenings, events, reports)
    if events or reports:
        raise UsageError(
            f"{happenings}: is a folder, which knows its events and reports: leave --events, --reports out"
        )
    if is_run(happenings):
        return Run(happenings)
    from marsad.project.kept import Kept

    return Kept(happenings)


def note_written(happenings: Path, detail: dict[str, object], files: object) -> None:
    """Note in the audit of a project that its happenings were written out; files and runs have none."""
    if happenings.is_dir() and not is_run(happenings):
        from marsad.project.kept import Kept

        Kept(happenings).note(detail, files)
