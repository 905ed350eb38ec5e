"""`marsad backup`, `restore` and `migrate`: a project kept, brought back, brought to the present schema."""

from __future__ import annotations

import os
from pathlib import Path

import click

from marsad.cli.meter import Meter
from marsad.cli.opening import in_project, opened, user
from marsad.errors import UsageError
from marsad.project import backup as keep
from marsad.project.project import Project, now, open_project
from marsad.store.check import prove
from marsad.store.schema import PRESENT, revision, upgrade


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@in_project
def backup(*, file: Path, folder: Path | None) -> None:
    """Write the whole project into FILE, as it is at one moment, while others go on working.

    \b
    Example:
      marsad backup desk-2026-11-29.tar
    """
    with opened(folder, any_schema=True) as project:
        click.echo(f"{file}: {_write(project, file):,} files")


def _write(project: Project, file: Path) -> int:
    number = 0
    with Meter("files") as meter:
        for number in keep.backup(project, file):
            meter.show(number)
    return number


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--database", metavar="ADDRESS", help="An empty PostgreSQL database, for the backup of one.")
@click.pass_context
def restore(ctx: click.Context, *, file: Path, folder: Path, database: str | None) -> None:
    """Unpack a backup into DIR, which must be new, and verify it.

    Exit status: 0 all is sound, 4 something in it was changed before it was backed up.

    \b
    Example:
      marsad restore desk-2026-11-29.tar desk-again
    """
    keep.restore(file, folder, database)
    project = open_project(folder, os.environ, {"database": database} if database else {}, user(), any_schema=True)
    try:
        if revision(project.database) != PRESENT:
            click.echo(f"made {folder}; next: marsad migrate --project {folder}")
            return
        proof = prove(project.database, project.archive)
    finally:
        project.close()
    for fault in proof.faults[:100]:
        click.echo(fault, err=True)
    click.echo(f"made {folder}: " + (f"{len(proof.faults):,} faults" if proof.faults else "all is sound"))
    ctx.exit(4 if proof.faults else 0)


@click.command()
@in_project
@click.option("--backup", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where to write the backup; else beside the project's database, by day and hour.")  # fmt: skip
def migrate(*, folder: Path | None, file: Path | None) -> None:
    """Bring a project's database to the schema of this Marsad, after a backup.

    \b
    Example:
      marsad migrate
    """
    with opened(folder, any_schema=True) as project:
        has = revision(project.database)
        if has == PRESENT:
            click.echo(f"schema {has}: nothing to do")
            return
        if has is None or has > PRESENT:
            raise UsageError(f"the database has schema {has or 'none'}, which this Marsad cannot bring to {PRESENT}")
        place = file or project.folder / f"backup-{now():%Y%m%d-%H%M%S}.tar"
        click.echo(f"{place}: {_write(project, place):,} files")
        upgrade(project.database)
        click.echo(f"schema {has} is now {PRESENT}")
