"""`marsad extract`: reports in, events out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from pathlib import Path

import click

from marsad import intake
from marsad.cli.coding import Way, code_all
from marsad.cli.options import GAZETTEER, JOBS, day, known_country, known_encoding
from marsad.cli.progress import counted
from marsad.export import FORMATS, Coded, writer
from marsad.intake import Given, Source, Unread
from marsad.model import Report
from marsad.paths import data_root
from marsad.text.length import unread

USAGE = """No report given.  Name files, or - for standard input:
  marsad extract report.txt --published 2017-04-05
  marsad extract reports.jsonl --format csv > events.csv
  marsad extract --examples
  marsad extract --help"""


@dataclass(slots=True)
class Tally:
    """What was done and what could not be read, for the exit status."""

    done: int = 0
    unread: int = 0

    def status(self) -> int:
        """Return 0 where all was read, 3 where a part was, 2 where nothing was."""
        return 0 if not self.unread else 3 if self.done else 2


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE]...")
@click.option(
    "--published", callback=day, metavar="DATE", help='Day of the reports, for "today" and "yesterday" (YYYY-MM-DD).'
)
@click.option("--outlet", metavar="NAME", help="Who published them.")
@click.option(
    "--country",
    callback=known_country,
    metavar="CC",
    help="Where to expect places first, as two letters (SY, IQ, YE); not a filter.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="table",
    show_default=True,
    help="How to print the events.",
)
@click.option(
    "--input",
    "input_",
    type=click.Choice(["auto", *intake.FORMATS]),
    default="auto",
    show_default=True,
    help="What the files are; auto goes by their ending.",
)
@click.option(
    "--encoding",
    callback=known_encoding,
    metavar="NAME",
    help="How the files are encoded, where not in UTF-8 (such as windows-1256).",
)
@GAZETTEER
@JOBS
@click.option("--explain", is_flag=True, help="Add the reasons for every event: rows of data, candidates, scores.")
@click.option("--examples", is_flag=True, help="Read the example reports that come with Marsad.")
@click.pass_context
def extract(
    ctx: click.Context,
    *,
    files: tuple[Path, ...],
    published: date | None,
    outlet: str | None,
    country: str | None,
    format_: str,
    input_: str,
    encoding: str | None,
    gazetteer: Path | None,
    jobs: int | None,
    explain: bool,
    examples: bool,
) -> None:
    """Read reports from FILEs and print their events.

    A FILE is plain text (one report) or JSON lines (one report a line, as
    {"id", "text", "published", "outlet", "url", "title"}; only "text" is needed).  With - or
    no FILE, standard input is read.  What a report says of itself wins over the options.

    What is long enough is read on all cores; the output is the same whatever their number.

    Exit status: 0 all read, 2 nothing could be done, 3 some input could not be read.

    \b
    Examples:
      marsad extract report.txt --published 2017-04-05 --country SY
      marsad extract reports.jsonl --format geojson > events.geojson
      cat reports.jsonl | marsad extract - --format jsonl --explain
    """
    if examples:
        files += tuple(
            sorted(path for path in (data_root() / "examples").iterdir() if path.suffix in (".txt", ".jsonl"))
        )
    if not files and (sys.stdin is None or sys.stdin.isatty()):
        click.echo(USAGE, err=True)
        ctx.exit(2)
    tally = Tally()
    given = Given(published, outlet, country)
    items = _read(files or (Path("-"),), given, input_, encoding)
    _write(counted(_told(code_all(items, Way(gazetteer, explain), jobs), tally)), format_)
    ctx.exit(tally.status())


def _read(files: tuple[Path, ...], given: Given, format: str, encoding: str | None) -> Iterator[Report | Unread]:
    """Give the reports of all files in their order."""
    for path, id in zip(files, intake.names(list(files)), strict=True):
        if str(path) == "-":
            source = Source("standard input", "stdin", sys.stdin.buffer)
            yield from intake.read(source, given, format, encoding)
        else:
            yield from intake.read_file(path, id, given, format, encoding)


def _told(items: Iterable[Coded | Unread], tally: Tally) -> Iterator[Coded]:
    """Give what was coded; say on standard error what could not be read, and go on."""
    for item in items:
        if isinstance(item, Unread):
            tally.unread += 1
            click.echo(f"marsad: {item}", err=True)
            continue
        tally.done += 1
        if left := unread(item.report.text):
            click.echo(f"marsad: {item.report.id}: {left}", err=True)
        yield item


def _write(reports: Iterable[Coded], format: str) -> None:
    """Write to standard output, in UTF-8 wherever it goes."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    writer(format)(reports, sys.stdout)
