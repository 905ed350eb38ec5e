"""`marsad init`: a new project."""

from __future__ import annotations

import os
from pathlib import Path

import click

from marsad.cli.opening import user
from marsad.project.project import create, without_password


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--name", default="", metavar="WORDS", help="What the project is called; else as its folder.")
@click.option(
    "--database",
    metavar="ADDRESS",
    help="postgresql://user:password@host/name of an empty database, instead of a file in DIR.",
)
def init(*, folder: Path, name: str, database: str | None) -> None:
    """Make a project in DIR: settings, an empty archive, an empty database.

    A password is never written to marsad.toml; give the whole address in MARSAD_DATABASE when you
    work with the project.

    \b
    Examples:
      marsad init desk
      marsad init desk --database postgresql://ana:secret@localhost/desk
    """
    project = create(folder, name, database, os.environ, user())
    project.close()
    click.echo(f"made {folder}: settings in {folder / 'marsad.toml'}")
    if database and without_password(database) != database:
        click.echo("the password is not in it: set MARSAD_DATABASE to the whole address")
    click.echo(f"next: marsad add --project {folder} FILE...")
