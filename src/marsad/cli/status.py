"""`marsad status`: how a project stands."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.cli.opening import in_project, opened
from marsad.project.codebook import prepare
from marsad.store import find
from marsad.store.conditions import Filter
from marsad.store.decisions import unsettled
from marsad.store.query import runs


@click.command()
@in_project
def status(*, folder: Path | None) -> None:
    """Tell how much a project holds, what waits to be read, and what people should look at.

    \b
    Example:
      marsad status
    """
    with opened(folder) as project:
        _, fingerprint = prepare(project)
        with project.database.read() as connection:
            counts = find.counts(connection, fingerprint)
            open_ = list(unsettled(connection))
            last = next(runs(connection, Filter(limit=1)), None)
    for name, number in counts.items():
        click.echo(f"{name:<20}{number:>12,}")
    if last:
        click.echo(f"last run            {last['command']}, {last['state']}, {last['started_at']}")
    for one in open_:
        change = "is no longer found" if one["state"] != "current" else "is read otherwise now"
        click.echo(f"look again: {one['name']} was {one['decision']}, and {change}")
    if counts["unread"] or counts["outdated"]:
        click.echo("next: marsad process")
