"""Reports read for what several of them tell together: accounts, and who is said to hold what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click

from marsad import intake
from marsad.cli.loading import load_coder
from marsad.cli.opening import opened
from marsad.control import Claim, Timeline, claim_of, claims_of, timeline
from marsad.intake import Given, Unread
from marsad.merge import Account, Merger, World, account_of
from marsad.merge.account import Spot, spot_of
from marsad.merge.weigh import load_weights
from marsad.model import Report
from marsad.paths import data_root
from marsad.pipeline import Coder
from marsad.project.codebook import prepare
from marsad.project.project import Project
from marsad.project.telling import all_accounts, all_reports


@dataclass(slots=True)
class Told:
    """What reports tell: accounts in order of publication, claims of control by place, names, points and words."""

    world: World
    accounts: list[Account] = field(default_factory=list)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    spots: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    unread: int = 0

    def timelines(self) -> list[Timeline]:
        """Return the timeline of every place of which something is told."""
        return [timeline(place, claims) for place, claims in sorted(self.claims.items())]

    def merger(self) -> Merger:
        """Return the accounts, merged."""
        merger = Merger(self.world, load_weights(data_root() / "weights" / "merge.tsv"))
        merger.add(self.accounts)
        return merger

    def name(self, place: str) -> str:
        """Return what a place is called: in English where the gazetteer does."""
        known = self.spots.get(place, {})
        return str(known.get("name") or known.get("text") or place)


def told_by(files: Sequence[Path], folder: Path | None) -> Told:
    """Return what files tell, or, without any, a project."""
    if files:
        return read(files)
    with opened(folder) as project:
        return read_project(project)


def read(files: Sequence[Path]) -> Told:
    """Read the reports of all files, the earliest published first."""
    told = Told(World.load(data_root()))
    coder = load_coder()
    for order, report in enumerate(_reports(files, told)):
        meta = {"outlet": report.outlet, "published": _iso(report.published), "text": report.text}
        for event in coder.extract(report):
            account = account_of(event.to_dict(), meta, told.world)
            _account(told, account, " … ".join(span.of(report.text) for span in event.evidence), order)
        _passing(told, coder, report, order)
    return told


def read_project(project: Project) -> Told:
    """Take what a project has read; what its reports say in passing of who holds what is read anew."""
    data, _ = prepare(project)
    told = Told(World.load(data))
    coder = Coder(data)
    with project.database.read() as connection:
        orders = {report.id: order for order, report in enumerate(all_reports(connection))}
        for account, words in all_accounts(connection, told.world):
            _account(told, account, words, orders.get(account.report, 0))
        for order, report in enumerate(all_reports(connection)):
            _passing(told, coder, report, order)
    return told


def _account(told: Told, account: Account, words: str, order: int) -> None:
    """Take in an account with its words, and what it says of who holds what."""
    told.accounts.append(account)
    told.words[account.id] = words
    for place, spot in zip(account.record["places"], account.spots, strict=True):
        told.spots.setdefault(_key(spot), place)
    for claim in claims_of(account, order):
        told.claims.setdefault(claim.place, []).append(claim)


def _passing(told: Told, coder: Coder, report: Report, order: int) -> None:
    """Take in what a report says in passing of who holds what."""
    for number, holding in enumerate(coder.holdings(report) if report.published else ()):
        _hold(told, holding, f"{report.id}#held{number}", report, order)


def _hold(told: Told, holding: Mapping[str, Any], name: str, report: Report, order: int) -> None:
    spot = spot_of(holding["place"], told.world)
    claim = claim_of(holding, name, report.published.toordinal() if report.published else 0, spot, order)
    told.claims.setdefault(claim.place, []).append(claim)
    told.spots.setdefault(claim.place, holding["place"])
    told.words[name] = str(holding["text"])


def _key(spot: Spot) -> str:
    return spot.id or " ".join(sorted(spot.words))


def _reports(files: Sequence[Path], told: Told) -> Iterator[Report]:
    found: list[Report] = []
    for path, name in zip(files, intake.names(list(files)), strict=True):
        for item in intake.read_file(path, name, Given(None, None, None), "auto", None):
            if isinstance(item, Unread):
                told.unread += 1
                click.echo(f"marsad: {item}", err=True)
            else:
                found.append(item)
    yield from sorted(found, key=lambda report: (report.published or date.min, report.id))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
