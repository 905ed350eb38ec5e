"""`marsad export`: happenings into the files that others work with."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from marsad.cli.options import FILTERS, INPUTS, day, filter_of
from marsad.cli.source import note_written, source_of
from marsad.dataset.export import Order
from marsad.dataset.export import export as write
from marsad.dataset.manifest import SUFFIX
from marsad.dataset.writers import FORMATS
from marsad.paths import data_root


@click.command()
@INPUTS
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    metavar="FORMAT",
    default="csv",
    show_default=True,
    help=f"One of {', '.join(FORMATS)}.  The first three become what FILE ends in: .csv, .xlsx, .parquet, .jsonl.",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write; the manifest is written beside it.",
)
@FILTERS
@click.option(
    "--inter",
    type=click.Choice(["text", "numeric"]),
    default="text",
    show_default=True,
    help="ACLED's sorts of sides: words, or its older numbers.",
)
@click.option("--tens", type=click.Choice(["10", "12"]), help="What the word for tens counts; ACLED's layout: 10.")
@click.option("--bom", is_flag=True, help="Begin a CSV with a byte order mark, as older spreadsheets want it.")
@click.option("--profile", metavar="NAME", help="Protect the people in it: public.  See docs/publishing.md.")
@click.option("--restricted", multiple=True, metavar="OUTLET", help="With --profile: an outlet that is not used.")
@click.option("--delay", type=click.IntRange(0), metavar="DAYS", help="With --profile: leave out the last days.")
@click.option(
    "--smallest-cell",
    type=click.IntRange(1),
    metavar="K",
    help="With --profile: leave out places and months with fewer happenings.",
)
@click.option("--made", callback=day, metavar="DATE", help="The day of the export, where it is not today.")
def export(
    *,
    happenings: Path,
    events: Path | None,
    reports: Path | None,
    format_: str,
    out: Path,
    inter: str,
    tens: str | None,
    bom: bool,
    profile: str | None,
    restricted: tuple[str, ...],
    delay: int | None,
    smallest_cell: int | None,
    made: date | None,
    **wanted: object,
) -> None:
    """Write happenings as ACLED's, UCDP's or PLOVER's columns, as a table or a map.

    HAPPENINGS is what `marsad merge --format jsonl` wrote, or what `marsad
    extract --format jsonl` did, or the folder of a project or of `marsad
    scale`.  With the events and reports, rows have their words, outlets and titles.

    \b
    Examples:
      marsad export happenings.jsonl --format acled --out acled.csv
      marsad export happenings.jsonl --events events.jsonl \\
          --reports reports.jsonl --format xlsx --out happenings.xlsx
      marsad export desk --format parquet --since 2017-03-01 --out march.parquet
      marsad export happenings.jsonl --profile public --out public.csv
    """
    if not profile and (restricted or delay is not None or smallest_cell is not None):
        raise click.UsageError("--restricted, --delay and --smallest-cell belong to --profile: add --profile public")
    order = Order(
        format_, out, _moment(made), filter_of(wanted), inter, int(tens) if tens else None, bom, profile, restricted,
        delay, smallest_cell,
    )  # fmt: skip
    record = write(source_of(happenings, events, reports), order, data_root())
    note_written(happenings, {"format": format_, "file": out.name, "profile": profile or ""}, record)
    click.echo(f"{out}: {record['what']}")
    for row in record["counts"]["left_out"]:
        click.echo(f"left out: {row['items']} ({row['why']})")
    click.echo(f"{out}{SUFFIX}: rules, counts and hashes")


def _moment(made: date | None) -> datetime:
    """Return the moment of the export: now, or the beginning of the day that is given."""
    return datetime.combine(made, time(), UTC) if made else datetime.now(UTC)
