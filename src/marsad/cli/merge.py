"""`marsad merge`: events of many reports in, happenings out; from a file, or of a project."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from marsad.cli.happenings import lines
from marsad.cli.opening import in_project, opened
from marsad.cli.rows import utf8
from marsad.errors import UsageError
from marsad.merge import Account, Merger, World, account_of, fuse, load_judgements
from marsad.merge.fuse import RULES, Happening
from marsad.merge.merger import happening_id, redirects
from marsad.merge.record import to_record
from marsad.merge.totals import deaths, mark_totals
from marsad.merge.weigh import explain, load_weights
from marsad.paths import data_root
from marsad.project.merging import merge as merge_changes
from marsad.project.project import Project
from marsad.store import query
from marsad.store.conditions import Filter

UP_TO_DATE = "nothing to merge: all is up to date"


@click.command()
@click.argument("events", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@in_project
@click.option(
    "--reports",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The reports as JSON lines: outlet, day and words of each.  Without them, words and outlets are not compared.",
)
@click.option(
    "--judgements",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What people judged of pairs, as JSON lines: one, other, verdict, by, when, why.",
)
@click.option(
    "--before",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Happenings written before: ids that are no more are told with what they lead to.",
)
@click.option(
    "--rule", type=click.Choice(RULES), help="Which toll is chosen; lowest unless the project says otherwise."
)
@click.option("--format", "format_", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--pairs", is_flag=True, help="Print each pair that was joined, and what spoke for it.")
def merge(*, events: Path | None, folder: Path | None, rule: str | None, **given: Any) -> None:
    """Join the accounts of one happening that several reports give.

    EVENTS is what `marsad extract --format jsonl` printed.  Without it, the assertions of a project are merged and
    kept: only what has changed since the last time is looked at.  Every value is kept with the accounts behind it.

    \b
    Examples:
      marsad merge
      marsad extract reports.jsonl --format jsonl > events.jsonl
      marsad merge events.jsonl --reports reports.jsonl
      marsad merge events.jsonl --format jsonl > happenings.jsonl
    """
    if events is not None:
        _merge_file(events, rule or "lowest", **given)
        return
    for name in ("reports", "judgements", "before", "pairs"):
        if given[name]:
            raise UsageError(f"--{name}: goes with a file of EVENTS; a project has its own")
    with opened(folder, {"tolls": rule}) as project:
        told = merge_project(project) or UP_TO_DATE
        if given["format_"] == "jsonl":
            utf8()
            with project.database.read() as connection:
                for row in query.happenings(project.database, connection, Filter(limit=None)):
                    click.echo(row["record"])
    click.echo(told, err=given["format_"] == "jsonl")


def merge_project(project: Project) -> str:
    """Merge what has changed in a project, and return in words what was done; nothing where all is up to date."""
    with project.run("merge", {}) as ledger:
        found = merge_changes(project, ledger)
    gone = f", {found.gone:,} gone" if found.gone else ""
    if not found.happenings and not found.gone:
        return ""
    return f"{found.changed:,} assertions changed, {found.happenings:,} happenings made{gone}"


def _merge_file(
    events: Path,
    rule: str,
    reports: Path | None,
    judgements: Path | None,
    before: Path | None,
    format_: str,
    pairs: bool,
) -> None:
    world = World.load(data_root())
    known = {str(row["id"]): row for row in rows(reports)} if reports else {}
    weights = load_weights(data_root() / "weights" / "merge.tsv")
    merger = Merger(world, weights, load_judgements(judgements) if judgements else ())
    merger.add(_account(row, known, world, events) for row in rows(events))
    found = merged(merger, rule)
    if pairs:
        _print_pairs(merger)
        return
    records = [to_record(one, merger.accounts) for one in found]
    if format_ == "jsonl":
        for record in records:
            click.echo(json.dumps(record, ensure_ascii=False))
    else:
        click.echo("\n".join(lines(records)))
        naive = sum(account.killed[0] for account in merger.accounts.values() if account.killed)
        click.echo(f"\n{len(merger.accounts)} accounts, {len(found)} happenings")
        click.echo(f"killed: {deaths(found)} by the rule '{rule}'; {naive} if all accounts were added up")
    _tell_redirects(before, merger)


def merged(merger: Merger, rule: str) -> list[Happening]:
    """Return the happenings of all accounts taken in, by day."""
    found = [fuse([merger.accounts[name] for name in group], merger.world, rule) for group in merger.groups()]
    return sorted(mark_totals(found, merger.accounts), key=lambda one: (one.first or 0, one.id))


def rows(path: Path) -> Iterator[Mapping[str, Any]]:
    """Give the records of a file of JSON lines."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise UsageError(f"{path}:{number}: no JSON ({error})") from None
            if not isinstance(row, dict):
                raise UsageError(f"{path}:{number}: no record, but {type(row).__name__}")
            yield row


def _account(row: Mapping[str, Any], known: Mapping[str, Mapping[str, Any]], world: World, path: Path) -> Account:
    try:
        return account_of(row, known.get(str(row["report_id"]), {}), world)
    except (KeyError, ValueError, TypeError) as error:
        name = row.get("event_id", "a record")
        raise UsageError(f"{path}: {name} is no event record: {error!r} (see contract of `marsad extract`)") from None


def _print_pairs(merger: Merger) -> None:
    """Print the pairs inside each group with what each comparer found."""
    for group in merger.groups():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                first, second = merger.accounts[one], merger.accounts[other]
                click.echo(f"{one} {other}  {merger.scores[one].get(other, 0.0):+.1f}")
                for reason in explain(first, second, merger.world, merger.scales.weights):
                    click.echo(f"    {reason.weight:+5.1f}  {reason.comparer}: {reason.level}")


def _tell_redirects(before: Path | None, merger: Merger) -> None:
    """Say on standard error what became of happenings that are no more."""
    if before is None:
        return
    old = {account: str(row["happening_id"]) for row in rows(before) for account in row["accounts"]}
    new = {name: happening_id(group) for group in merger.groups() for name in group}
    for gone, into in sorted(redirects(old, new).items()):
        print(f"marsad: {gone} is now {into}", file=sys.stderr)
