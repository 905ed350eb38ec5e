"""`marsad add`: sources into a project."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from marsad.cli.meter import Meter
from marsad.cli.opening import in_project, opened
from marsad.cli.options import day, known_country, known_encoding
from marsad.errors import UsageError
from marsad.fetch import Fetcher
from marsad.intake import Given, Unread
from marsad.intake.delimited import COLUMNS
from marsad.intake.formats import FORMATS
from marsad.intake.taking import Taking
from marsad.project.add import Intake, Tally, Wish, rejects
from marsad.project.project import Project
from marsad.project.sources import AGENT, expand, open_all

SHOWN = 20
"""Refusals that are printed; a file given by --rejects has them all."""


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@in_project
@click.option("--published", callback=day, metavar="DATE", help="Day of reports that do not tell theirs.")
@click.option("--outlet", metavar="NAME", help="Who published them.")
@click.option("--country", callback=known_country, metavar="CC", help="Where to expect places first, in two letters.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["auto", *FORMATS]),
    default="auto",
    show_default=True,
    help="What the sources are; auto looks at their first bytes and their names.",
)
@click.option("--encoding", callback=known_encoding, metavar="NAME", help="Their encoding, where not UTF-8.")
@click.option("--column", "columns", multiple=True, metavar="FIELD=NAME", help="Which column of a table holds what.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Add so many reports at most.")
@click.option("--dry-run", is_flag=True, help="Say what would be added, and change nothing.")
@click.option("--rejects", "rejected", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write what was refused to FILE, as JSON lines.")  # fmt: skip
@click.option("--fetch", is_flag=True, help="Allow the network, for sources that are addresses.")
@click.pass_context
def add(
    ctx: click.Context, *, sources: tuple[str, ...], folder: Path | None, published: date | None,
    outlet: str | None, country: str | None, format_: str, encoding: str | None, columns: tuple[str, ...],
    limit: int | None, dry_run: bool, rejected: Path | None, fetch: bool,
) -> None:  # fmt: skip
    """Take reports into a project: their raw bytes into the archive, their texts into the store.

    A SOURCE is a file, a folder, - for standard input, or with --fetch an address. Files may be text,
    JSON lines, CSV, XLSX, HTML, RSS or Atom, a JSON export of Telegram Desktop, WARC, WACZ, PDF or DOCX.
    What is there already is left as it is, so an interrupted command is simply given again.

    Exit status: 0 all taken, 2 nothing could be done, 3 something was refused.

    \b
    Examples:
      marsad add reports.jsonl
      marsad add saved-pages/ --outlet SANA --rejects refused.jsonl
      marsad add table.xlsx --column text=Body --column published=Day
      marsad add https://example.org/feed.xml --fetch
    """
    with opened(folder) as project:
        settings = project.settings
        given = Given(published, outlet or settings["outlet"] or None, country or settings["country"] or None)
        taking = Taking(given, encoding, _columns(columns), settings["timezone"])
        fetcher = Fetcher(AGENT) if fetch or settings["fetch"] else None
        tally = _take(project, sources, Wish(taking, format_, limit, dry_run), fetcher)
    if rejected:
        rejected.write_text("".join(f"{line}\n" for line in rejects(tally.refused)), encoding="utf-8")
    _tell(tally, dry_run, rejected)
    ctx.exit(0 if not tally.refused else 3 if tally.reports + tally.reports_known + tally.files_known else 2)


def _columns(pairs: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        field, _, name = pair.partition("=")
        if field not in COLUMNS or not name:
            raise UsageError(f"--column {pair}: write FIELD=NAME, where FIELD is one of {', '.join(COLUMNS)}")
        found[field] = name
    return found


def _take(project: Project, sources: Sequence[str], wish: Wish, fetcher: Fetcher | None) -> Tally:
    """Take all sources, one after the other."""
    files = expand(sources)
    arguments = {"sources": list(sources)[:100], "files": len(files), "format": wish.format, "limit": wish.limit}
    with project.run("add", arguments) as ledger, Meter("reports") as meter:
        intake = Intake(project, ledger, wish)
        try:
            for coming in open_all(files, sys.stdin.buffer, fetcher):
                if isinstance(coming, Unread):
                    intake.tally.refused.append(coming)
                    continue
                for tally in intake.take(coming):
                    if len(files) == 1:
                        meter.show(tally.reports)
                    else:
                        meter.show(tally.files, len(files), f"{tally.reports:,} new", made=tally.reports)
                if intake.full():
                    break
        finally:
            intake.close()
            ledger.count(intake.tally.counts())
    return intake.tally


def _tell(tally: Tally, dry: bool, rejected: Path | None) -> None:
    for item in tally.refused[:SHOWN]:
        click.echo(f"marsad: {' '.join(_shown(str(item)).split())}", err=True)
    if len(tally.refused) > SHOWN:
        rest = len(tally.refused) - SHOWN
        where = f"see {rejected}" if rejected else "--rejects FILE writes them all down"
        click.echo(f"marsad: {rest:,} more were refused; {where}", err=True)
    parts = [f"{tally.reports:,} reports {'would be ' if dry else ''}added"]
    if tally.reports_known or tally.files_known:
        parts.append(f"{tally.reports_known:,} reports and {tally.files_known:,} files were there already")
    if tally.passed:
        parts.append(f"{tally.passed:,} parts hold no report")
    if tally.refused:
        parts.append(f"{len(tally.refused):,} refused")
    click.echo("; ".join(parts))


def _shown(words: str) -> str:
    """Take out what could steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in words)
