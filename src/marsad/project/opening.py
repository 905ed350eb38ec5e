"""A project opened for a while: which one, with whose settings, by whom."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from marsad.project.project import Project, find, open_project


@contextmanager
def opened(
    folder: Path | None, flags: Mapping[str, str | None] | None = None, *, any_schema: bool = False
) -> Iterator[Project]:
    """Open the project that a folder (None: the one at hand) belongs to, and close it behind whoever asked.

    Raises `UsageError` where there is none.
    """
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    project = open_project(find(folder or Path()), os.environ, given, user(), any_schema=any_schema)
    try:
        yield project
    finally:
        project.close()


def user() -> str:
    """Return the name of the system's user, for the audit."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
