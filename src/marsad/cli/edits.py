"""`marsad import-edits` and `marsad apply-edits`: a table corrected by hand comes back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from marsad.cli.options import INPUTS
from marsad.cli.source import source_of
from marsad.dataset.edit_cells import Cells
from marsad.dataset.edits import append, apply, batch, load, propose, undo
from marsad.dataset.lines import records
from marsad.errors import UsageError
from marsad.paths import data_root

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
OUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("table", type=FILE)
@INPUTS
@click.option("--edits", type=OUT, metavar="FILE", help="Add the edits to this list.  Without it, they are only shown.")
@click.option("--by", default="", metavar="NAME", help="Who made the edits.")
@click.option("--why", default="", metavar="TEXT", help="Why.")
@click.pass_context
def import_edits(
    ctx: click.Context, *, table: Path, happenings: Path, events: Path | None, reports: Path | None,
    edits: Path | None, by: str, why: str,
) -> None:  # fmt: skip
    """Find the edits in TABLE, a CSV or XLSX of `marsad export`.

    HAPPENINGS (with the same --events and --reports) is what TABLE was exported
    from.  Every cell is checked; where one is at fault, nothing is added.

    Exit status: 0 all is well, 1 there are faults.

    \b
    Examples:
      marsad import-edits fixed.xlsx happenings.jsonl
      marsad import-edits fixed.xlsx happenings.jsonl --edits edits.jsonl --by Ana
      marsad apply-edits happenings.jsonl edits.jsonl --out new.jsonl
    """
    if edits and not by:
        raise UsageError("edits are signed: add --by NAME")
    with source_of(happenings, events, reports).given() as given:
        found = propose(table, given, Cells.load(data_root()), data_root())
    for edit in found.edits:
        click.echo(str(edit))
    for fault in found.faults:
        click.echo(f"fault: {fault}")
    click.echo(f"{len(found.edits)} edits, {len(found.faults)} faults")
    if found.faults:
        ctx.exit(1)
    if edits and found.edits:
        signed = batch(found.edits, by, datetime.now(UTC).isoformat(timespec="seconds"), why)
        append(edits, signed)
        click.echo(f"{edits}: batch {signed[0].batch} added; undo it with marsad undo-edits {edits} {signed[0].batch}")


@click.command()
@click.argument("happenings", type=FILE)
@click.argument("edits", type=FILE)
@click.option("--out", type=OUT, required=True, metavar="FILE", help="Where to write the happenings as edited.")
def apply_edits(*, happenings: Path, edits: Path, out: Path) -> None:
    """Write HAPPENINGS with the EDITS that stand.

    \b
    Examples:
      marsad apply-edits happenings.jsonl edits.jsonl --out edited.jsonl
    """
    if out.resolve() in (happenings.resolve(), edits.resolve()):
        raise UsageError(f"{out}: is one of the files that are read; name another with --out")
    standing = load(edits)
    rows = list(apply(records(happenings), standing, Cells.load(data_root())))
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    click.echo(f"{out}: {len(rows)} happenings, {len(standing)} edits made")


@click.command()
@click.argument("edits", type=FILE)
@click.argument("batch")
@click.option("--by", required=True, metavar="NAME", help="Who undoes them.")
@click.option("--why", default="", metavar="TEXT", help="Why.")
def undo_edits(*, edits: Path, batch: str, by: str, why: str) -> None:
    """Undo a BATCH of the list EDITS; the list keeps both.

    \b
    Examples:
      marsad undo-edits edits.jsonl 1f2e3d4c5b6a --by Ana
    """
    count = undo(edits, batch, by, datetime.now(UTC).isoformat(timespec="seconds"), why)
    click.echo(f"{edits}: {count} edits undone")
