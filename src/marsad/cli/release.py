"""`marsad release`: a version frozen, with what changed since the last."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from marsad.cli.options import FILTERS, INPUTS, day, filter_of
from marsad.cli.source import note_written, source_of
from marsad.dataset.export import Order
from marsad.dataset.release import release as freeze
from marsad.dataset.release import verify
from marsad.dataset.writers import FORMATS
from marsad.paths import data_root


@click.command()
@click.argument("name")
@INPUTS
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("releases"),
    show_default=True,
    metavar="FOLDER",
    help="The folder of all releases.",
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(list(FORMATS)),
    metavar="FORMAT",
    multiple=True,
    default=("csv",),
    show_default=True,
    help="What to write beside the JSON lines; may be given several times.",
)
@click.option("--why", default="", metavar="TEXT", help="What this release is for.")
@click.option("--profile", metavar="NAME", help="Protect the people in it: public.")
@FILTERS
@click.option("--made", callback=day, metavar="DATE", help="The day of the release, where it is not today.")
def release(
    *,
    name: str,
    happenings: Path,
    events: Path | None,
    reports: Path | None,
    to: Path,
    formats: tuple[str, ...],
    why: str,
    profile: str | None,
    made: date | None,
    **wanted: object,
) -> None:
    """Freeze HAPPENINGS as the release NAME.

    Writes a folder of its own with files, hashes and what changed since the
    release before: added, changed, withdrawn, and why.  Ids of old releases
    keep leading somewhere (links.json).

    \b
    Examples:
      marsad release v2026.11 happenings.jsonl --why "first month"
      marsad release v2026.12 happenings.jsonl --format acled --format parquet
    """
    moment = datetime.combine(made, time(), UTC) if made else datetime.now(UTC)
    order = Order("jsonl", Path(), moment, filter_of(wanted), profile=profile)
    found = freeze(name, source_of(happenings, events, reports), order, formats, to, why, data_root())
    note_written(
        happenings, {"release": name, "formats": list(formats), "profile": profile or ""}, found.changes.counts()
    )
    counts = ", ".join(f"{count} {what}" for what, count in found.changes.counts().items())
    click.echo(f"{found.folder}: {counts}")
    wrong = verify(found.folder)
    for line in wrong:
        click.echo(line)
    click.get_current_context().exit(1 if wrong else 0)
