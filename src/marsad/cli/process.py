"""`marsad process`: read what waits."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.cli.merge import merge_project
from marsad.cli.meter import Meter
from marsad.cli.opening import in_project, opened
from marsad.project.again import take_again
from marsad.project.copies import find_copies
from marsad.project.process import process as read_waiting


@click.command()
@in_project
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Read so many reports at most.")
@click.option("--jobs", metavar="N", help="How many processes read; else one a core.")
@click.option("--texts", is_flag=True, help="First take texts out of the archive anew.")
@click.option("--copies", is_flag=True, help="Afterwards find reports that tell one text.")
@click.option("--merge/--no-merge", default=True, show_default=True, help="Join what reports tell of one happening.")
@click.pass_context
def process(
    ctx: click.Context,
    *,
    folder: Path | None,
    limit: int | None,
    jobs: str | None,
    texts: bool,
    copies: bool,
    merge: bool,
) -> None:
    """Bring a project up to date: read what is new, and what an older codebook read, then merge.

    What is done is kept batch by batch: interrupt it at any time and give the command again.
    People's decisions stay; marsad status tells which of them a new reading puts in question.

    Exit status: 0 all read, 3 some reports could not be read.

    \b
    Examples:
      marsad process
      marsad process --copies --jobs 4
    """
    problems = 0
    with opened(folder, {"jobs": jobs}) as project:
        if texts:
            with project.run("process --texts", {}) as ledger, Meter("files") as meter:
                counted = (0, 0)
                for counted in take_again(project, ledger):
                    meter.show(counted[0])
            click.echo(f"{counted[0]:,} files taken again, {counted[1]:,} new texts")
        with project.run("process", {"limit": limit}) as ledger, Meter("reports") as meter:
            for progress in read_waiting(project, ledger, limit):
                meter.show(progress.done, progress.total, f"{progress.assertions:,} assertions")
        problems = progress.problems
        click.echo(
            f"{progress.done:,} reports read, {progress.assertions:,} assertions"
            + (f", {problems:,} could not be read" if problems else "")
            if progress.total
            else "nothing to read: all is up to date"
        )
        if copies:
            with project.run("copies", {}) as ledger:
                counts = find_copies(project, ledger)
                ledger.count(counts)
            click.echo(f"{counts['copies']:,} reports are copies of {counts['origins']:,} texts")
        if merge and (told := merge_project(project)):
            click.echo(told)
    ctx.exit(3 if problems else 0)
