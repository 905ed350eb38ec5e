"""What all commands of a project share: which project, whose settings, who works."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from marsad.project.project import Project, find, open_project

in_project = click.option(
    "--project",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    envvar="MARSAD_PROJECT",
    help="The project's folder; else the one that you are in.",
)


@contextmanager
def opened(
    folder: Path | None, flags: Mapping[str, str | None] | None = None, *, any_schema: bool = False
) -> Iterator[Project]:
    """Open the project of a command, and close it behind it."""
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
