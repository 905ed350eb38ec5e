"""`marsad decide`, `marsad judge` and `marsad forget`: what only people do."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.cli.merge import UP_TO_DATE, merge_project
from marsad.cli.opening import in_project, opened
from marsad.errors import UsageError
from marsad.merge.judgements import VERDICTS
from marsad.store import decisions, judgements
from marsad.store.forget import forget as blank
from marsad.store.forget import neighbours, scrub


@click.command()
@click.argument("id")
@click.argument("decision", type=click.Choice(decisions.DECIDED))
@in_project
@click.option("--note", metavar="WORDS", help="Why.")
def decide(*, id: str, decision: str, folder: Path | None, note: str | None) -> None:
    """Note what a person decided about an assertion; it stays when the report is read anew.

    \b
    Example:
      marsad decide mrs-4f0c9e5d2a7b8c61 rejected --note "an exercise, no attack"
    """
    with (
        opened(folder) as project,
        project.run("decide", {"id": id}) as ledger,
        project.database.write() as connection,
    ):
        ledger.begin(connection)
        decisions.decide(connection, ledger, id, decision, note)
        ledger.commit(connection)
    click.echo(f"{id}: {decision}")


@click.command()
@click.argument("one")
@click.argument("other")
@click.argument("verdict", type=click.Choice(VERDICTS), metavar="VERDICT")
@in_project
@click.option("--why", metavar="WORDS", help="Why.")
def judge(*, one: str, other: str, verdict: str, folder: Path | None, why: str | None) -> None:
    """Say whether two assertions tell one happening; the happenings around them are made anew at once.

    ONE and OTHER are assertions (mrs-...) or happenings (hap-...), which stand for all their assertions. VERDICT is
    same, different, unsure or withdrawn. Two that were judged different are never joined. The last verdict on a pair
    counts; withdrawn undoes it.

    \b
    Examples:
      marsad judge mrs-4f0c9e5d2a7b8c61 hap-9c02b7d1a4e85f30 different
      marsad judge hap-9c02b7d1a4e85f30 hap-1b7e44f0c2d9a586 same
    """
    with opened(folder) as project:
        with project.run("judge", {"one": one, "other": other}) as ledger, project.database.write() as connection:
            ledger.begin(connection)
            pairs = judgements.judge(connection, ledger, one, other, verdict, why)
            ledger.commit(connection)
        click.echo(f"{one}, {other}: {verdict} ({pairs:,} pairs)")
        click.echo(merge_project(project) or UP_TO_DATE)


@click.command()
@click.argument("id")
@in_project
@click.option("--reason", required=True, metavar="WORDS", help="Why, for the tombstone: name no person.")
@click.option("--file", "whole", is_flag=True, help="Agree to delete the raw file though other reports came in it too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(*, id: str, folder: Path | None, reason: str, whole: bool, yes: bool) -> None:
    """Delete a report for somebody's safety: its text, its raw file, and what was read from it.

    A tombstone stays: its hashes, who deleted it, when and why; the same report is not taken in again.
    Backups made before hold it still: delete or replace them too.

    \b
    Example:
      marsad forget report-12 --reason "request of a witness"
    """
    with opened(folder) as project:
        with project.database.read() as connection:
            report, others = neighbours(connection, id)
        if others and not whole:
            raise UsageError(
                f"{id}: its raw file holds {others:,} other reports; --file deletes it for them too (their texts stay)"
            )
        if not yes:
            click.confirm(f"Delete {id} for good?", abort=True, err=True)
        with project.run("forget", {"id": id}) as ledger, project.database.write() as connection:
            ledger.begin(connection)
            blank(connection, ledger, report, reason)
            ledger.commit(connection)
        project.archive.delete(report["sha256"])
        scrub(project.database)
    click.echo(f"{id}: deleted; a tombstone stays")
