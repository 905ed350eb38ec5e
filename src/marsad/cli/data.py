"""`marsad data`: the tables that analysts edit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from marsad.codebook.load import load_codebook
from marsad.codebook.place_sources import load_place_sources
from marsad.errors import DataError, Fault, UsageError
from marsad.evaluate import load_words
from marsad.paths import data_root


@click.group()
def data() -> None:
    """Check the data files: tables of actors, places, words and frames.

    \b
    Example:
      marsad data check
    """


@data.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.pass_context
def check(ctx: click.Context, *, folder: Path | None) -> None:
    """Read every table and list all faults, each with file, line and column.

    FOLDER is a data folder of your own; without it, the one that Marsad uses is checked.
    Exit status: 0 no faults, 1 faults, 2 no such folder.

    \b
    Examples:
      marsad data check
      marsad data check my-data
    """
    root = folder or data_root()
    if not root.is_dir():
        raise UsageError(f"{root}: no such folder")
    faults = [fault for load in (load_codebook, load_words, load_place_sources) for fault in _faults(root, load)]
    for fault in sorted(set(faults)):
        click.echo(str(fault))
    tables = sorted(root.rglob("*.tsv"))
    end = f"{len(set(faults)):,} faults" if faults else "no faults"
    click.echo(f"{len(tables)} tables, {sum(map(_rows, tables)):,} rows, {end}", err=bool(faults))
    ctx.exit(1 if faults else 0)


def _faults(root: Path, load: Callable[[Path], object]) -> list[Fault]:
    try:
        load(root)
    except DataError as error:
        return error.faults
    return []


def _rows(table: Path) -> int:
    """Count a table's rows, less comments and the header."""
    lines = table.read_bytes().split(b"\n")
    return max(0, sum(bool(line.strip()) and not line.startswith(b"#") for line in lines) - 1)
