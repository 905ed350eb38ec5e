"""`marsad audit`: who changed what, from what, to what, when and why."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TextIO

import click

from marsad.cli.opening import in_project, opened
from marsad.cli.options import day
from marsad.cli.rows import print_rows, utf8
from marsad.errors import UsageError
from marsad.project.audit import proved, written
from marsad.store.history import SUBJECTS, Asked, page

_COLUMNS = ("at", "by", "what", "of", "field", "was", "now", "why")


@click.command()
@in_project
@click.option("--by", default="", metavar="NAME", help="Only what was done under this name.")
@click.option("--about", type=click.Choice(["people", *SUBJECTS]), metavar="WHAT", default="people", show_default=True,
              help="Only notes about a decision, user, export, run ...; people: all that people do.")  # fmt: skip
@click.option("--all", "whole", is_flag=True, help="What commands took in, read and merged too.")
@click.option("--since", callback=day, metavar="DATE", help="Only on that day or later.")
@click.option("--until", callback=day, metavar="DATE", help="Only on that day or before.")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, metavar="N", help="At most N in a table."
)
@click.option("--format", "format_", type=click.Choice(["table", "jsonl", "csv"]), default="table", show_default=True,
              help="A table of the latest, or all as JSON lines or CSV.")  # fmt: skip
@click.option("--check", type=click.File("r", encoding="utf-8"), metavar="FILE",
              help="Prove JSON lines that --all wrote: that none is missing, changed or put in.")  # fmt: skip
@click.pass_context
def audit(
    ctx: click.Context, *, folder: Path | None, by: str, about: str, whole: bool, since: date | None,
    until: date | None, limit: int, format_: str, check: TextIO | None,
) -> None:  # fmt: skip
    """Show who changed what, from what, to what, when and why, or write it out.

    Exit status: 0 fine, 4 the lines given to --check are not those that were written.

    \b
    Examples:
      marsad audit
      marsad audit --about user --since 2026-11-01
      marsad audit --all --format jsonl > audit.jsonl
      marsad audit --check audit.jsonl
    """
    if check is not None:
        counted, wrong = proved(check)
        for line in wrong[:100]:
            click.echo(line)
        click.echo(f"{counted:,} notes, {len(wrong):,} faults" if wrong else f"{counted:,} notes, all sound")
        ctx.exit(4 if wrong else 0)
    if whole and ctx.get_parameter_source("about") is not click.core.ParameterSource.DEFAULT:
        raise UsageError("--all and --about ask for different things: give one of them")
    days = [one.isoformat() if one else "" for one in (since, until)]
    asked = Asked(by, "" if whole else about, *days)
    utf8()
    with opened(folder) as project:
        if format_ != "table":
            for line in written(project, asked, format_):
                sys.stdout.write(line)
            return
        with project.database.read() as connection:
            found = page(connection, asked, 0, limit)
    shown = (
        {**row, "at": row["at"][:16].replace("T", " "), "what": f"{row['action']} {row['subject']}"} for row in found
    )
    if not print_rows(shown, _COLUMNS, "table"):
        click.echo("nothing noted", err=True)
