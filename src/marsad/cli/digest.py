"""`marsad digest`: a day told in short."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.cli.merge import merged
from marsad.cli.opening import in_project, opened
from marsad.cli.options import day as a_day
from marsad.cli.told import Told, read, read_project
from marsad.codebook.load import load_codebook
from marsad.export.digest import Change, digest, to_html
from marsad.merge.fuse import RULES
from marsad.paths import data_root
from marsad.project.telling import on_day


@click.command("digest")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@in_project
@click.option("--date", "day", callback=a_day, required=True, metavar="DATE", help="The day (YYYY-MM-DD).")
@click.option("--lang", type=click.Choice(["ar", "en"]), default="ar", show_default=True)
@click.option("--format", "format_", type=click.Choice(["md", "html"]), default="md", show_default=True)
@click.option("--rule", type=click.Choice(RULES), help="Which toll is chosen; else as the project says.")
@click.pass_context
def daily(
    ctx: click.Context,
    *,
    files: tuple[Path, ...],
    folder: Path | None,
    day: date,
    lang: str,
    format_: str,
    rule: str | None,
) -> None:
    """Tell what happened on a day, by governorate, with tolls, what is new, revised or disputed, and who took what.

    It is told from the reports of FILES, or without any from a project as it was merged last.

    \b
    Examples:
      marsad digest --date 2018-03-20
      marsad digest reports.jsonl --date 2018-03-20 --lang en
    """
    if files:
        told = read(files)
        merger = told.merger()
        found, accounts = merged(merger, rule or "lowest"), merger.accounts
    else:
        with opened(folder, {"tolls": rule}) as project:
            told = read_project(project)
            found, accounts = on_day(project, told.world, day)
    kinds = load_codebook(data_root()).kinds
    names = {
        "ar": {name: kind.name_ar for name, kind in kinds.items()},
        "en": {name: name.replace("_", " ") for name in kinds},
    }
    page = digest(found, accounts, names, day.toordinal(), lang, _changes(told, day.toordinal()))
    click.echo(to_html(page, lang) if format_ == "html" else page)
    ctx.exit(3 if told.unread else 0)


def _changes(told: Told, day: int) -> list[Change]:
    """Return what changed hands on the day."""
    return [
        Change(told.name(line.place), span.holder)
        for line in told.timelines()
        for number, span in enumerate(line.spans)
        if span.start == day and (number == 0 or line.spans[number - 1].holder != span.holder)
    ]
