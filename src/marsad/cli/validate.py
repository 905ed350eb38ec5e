"""`marsad validate`: a file checked against a layout."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.dataset.layout import NAMES
from marsad.dataset.validate import validate as check
from marsad.paths import data_root

SHOWN = 50


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--layout", type=click.Choice(NAMES), required=True, help="Whose columns the file should have.")
@click.option("--all", "all_", is_flag=True, help=f"List the first thousand faults, not the first {SHOWN}.")
@click.pass_context
def validate(ctx: click.Context, *, file: Path, layout: str, all_: bool) -> None:
    """Check the columns and cells of FILE (CSV, XLSX or Parquet).

    Names and order of the columns, types, allowed values, and what the cells of
    a row must say together.  The file may be made by others.

    Exit status: 0 all is well, 1 there are faults.

    \b
    Examples:
      marsad validate --layout acled acled.csv
      marsad validate --layout ged GEDEvent.csv
    """
    found = check(file, layout, data_root())
    listed = found.listed if all_ else found.listed[:SHOWN]
    for flaw in listed:
        click.echo(f"{file}: {flaw}")
    more = f", {len(listed)} of them listed" if found.faults > len(listed) else ""
    click.echo(f"{file}: {found.rows} rows, {found.faults or 'no'} faults{more}")
    ctx.exit(1 if found.faults else 0)
