"""What all commands of a project share: which project, whose settings, who works."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.project.opening import opened, user

__all__ = ["in_project", "opened", "user"]

in_project = click.option(
    "--project",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    envvar="MARSAD_PROJECT",
    help="The project's folder; else the one that you are in.",
)
