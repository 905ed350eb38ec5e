"""`marsad evaluate merge`: merged accounts against happenings that annotators told apart."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from marsad.cli.loading import load_coder
from marsad.cli.merge import merged
from marsad.errors import UsageError
from marsad.evaluate import align, from_record, load_gold, load_words
from marsad.evaluate.merging import Agreement, agreement, annotated, compared_pairs, load_truth
from marsad.intake import parse_day
from marsad.merge import Account, Merger, World, account_of
from marsad.merge.fuse import RULES
from marsad.merge.merger import happening_id
from marsad.merge.totals import deaths
from marsad.merge.weigh import learn, load_weights, written
from marsad.model import Report
from marsad.paths import data_root

Labelled = tuple[list[Account], dict[str, str]]


@click.command("merge")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--read", "by_reading", is_flag=True, help="Merge what Marsad reads, not what annotators noted.")
@click.option("--rule", type=click.Choice(RULES), default="lowest", show_default=True, help="Which toll is chosen.")
@click.option("--learn", "out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write weights.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def merging(*, folder: Path, by_reading: bool, rule: str, out: Path | None, as_json: bool) -> None:
    """Score how the accounts of FOLDER's reports are joined.

    Each event of its annotated reports names its `happening`; `truth*.json` gives the toll of each.

    \b
    Examples:
      marsad evaluate merge happenings/blind
      marsad evaluate merge happenings/blind --read
      marsad evaluate merge happenings/dev --learn data/weights/merge.tsv
    """
    world = World.load(data_root())
    accounts, truth = read_accounts(folder, world) if by_reading else noted_accounts(folder, world)
    if not truth:
        raise UsageError(f"{folder}: no event names its 'happening'")
    if out is not None:
        out.write_text(written(learn(compared_pairs(accounts, truth), world)), encoding="utf-8")
    merger = Merger(world, load_weights(out or data_root() / "weights" / "merge.tsv"))
    merger.add(accounts)
    groups = merger.groups()
    right = agreement({name: happening_id(group) for group in groups for name in group}, truth)
    told = {name: row["killed"][0] for name, row in load_truth(folder).items() if row.get("killed")}
    dead = {"merged": deaths(merged(merger, rule)), "truth": sum(told.values()), "naive": _added_up(accounts)}
    if as_json:
        click.echo(json.dumps({"pairs": right.pairs, "b_cubed": right.b_cubed, "deaths": dead}))
    else:
        click.echo("\n".join(_lines(right, dead, rule)))


def _reports(folder: Path) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Give the annotated reports of a folder."""
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(row, dict) and "events" in row:
            yield path, row


def noted_accounts(folder: Path, world: World) -> Labelled:
    """Return the annotated accounts, and the happening of each."""
    accounts, truth = [], {}
    for _, report in _reports(folder):
        for number, event in enumerate(report["events"]):
            account = annotated(event, report, number, world)
            accounts.append(account)
            truth[account.id] = str(event.get("happening") or account.id)
    return accounts, truth


def read_accounts(folder: Path, world: World) -> Labelled:
    """Return what is read, and the happening of each account that is an annotated event."""
    words, coder = load_words(data_root()), load_coder()
    accounts: list[Account] = []
    truth: dict[str, str] = {}
    for path, row in _reports(folder):
        report = load_gold(path, words)[0]
        day = parse_day(report.published) if report.published else None
        records = [event.to_dict() for event in coder.extract(Report(report.id, report.text or "", day, report.outlet))]
        mine = [account_of(record, row, world) for record in records]
        for i, j in align(report.events, [from_record(record, words) for record in records]):
            truth[mine[j].id] = str(row["events"][i].get("happening") or mine[j].id)
        accounts += mine
    return accounts, truth


def _added_up(accounts: list[Account]) -> int:
    return sum(account.killed[0] for account in accounts if account.killed)


def _lines(right: Agreement, dead: Mapping[str, int], rule: str) -> Iterator[str]:
    yield f"{right.accounts} accounts of {right.happenings} happenings, in {right.groups} groups"
    yield ""
    yield f"{'':<10}{'precision':>10}{'recall':>8}{'F1':>7}"
    for name, (precision, recall, f1) in (("pairs", right.pairs), ("B³", right.b_cubed)):
        yield f"{name:<10}{precision:>10.3f}{recall:>8.3f}{f1:>7.3f}"
    yield ""
    off = 100 * (dead["merged"] - dead["truth"]) / max(dead["truth"], 1)
    yield f"killed: {dead['merged']} by the rule '{rule}', {dead['truth']} in truth ({off:+.1f} %)"
    yield f"        {dead['naive']} if the tolls of all accounts were added up"
