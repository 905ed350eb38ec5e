"""`marsad verify`: a project proved against its hashes."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select

from marsad.cli.opening import in_project, opened
from marsad.store.check import prove
from marsad.store.tables import AUDIT


@click.command()
@in_project
@click.option("--head", metavar="HASH", help="A note's hash as you wrote it down: it must still be in the chain.")
@click.pass_context
def verify(ctx: click.Context, *, folder: Path | None, head: str | None) -> None:
    """Hash every raw file and text anew, compare every row with the audit, and follow the audit's chain.

    Whoever can rewrite the whole project can rewrite the chain too: write the hash that is printed at the
    end down elsewhere, and give it again with --head.

    Exit status: 0 all is sound, 4 something was changed.

    \b
    Example:
      marsad verify
    """
    with opened(folder) as project:
        proof = prove(project.database, project.archive)
        with project.database.read() as connection:
            known = head is None or connection.scalar(select(AUDIT.c.id).where(AUDIT.c.hash == head)) is not None
    if not known:
        proof.faults.append(f"audit: no note has the hash {head}; the chain was cut or written anew")
    for fault in proof.faults[:100]:
        click.echo(fault)
    if len(proof.faults) > 100:
        click.echo(f"... and {len(proof.faults) - 100:,} more")
    looked = ", ".join(f"{number:,} {name}" for name, number in proof.checked.items())
    click.echo(f"checked: {looked}", err=bool(proof.faults))
    click.echo(f"last note: {proof.head or 'none'}", err=bool(proof.faults))
    click.echo(f"{len(proof.faults):,} faults" if proof.faults else "all is sound", err=bool(proof.faults))
    ctx.exit(4 if proof.faults else 0)
