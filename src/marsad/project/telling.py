"""What a project tells of a day, and of who holds what."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, and_, select

from marsad.export import Coded
from marsad.merge import Account, Happening, World, account_of, fuse
from marsad.model import Report
from marsad.project.project import Project
from marsad.store import accounts, happenings
from marsad.store.database import rows
from marsad.store.records import to_event
from marsad.store.tables import READINGS, REPORTS, TEXTS


def on_day(project: Project, world: World, day: date) -> tuple[list[Happening], dict[str, Account]]:
    """Return the happenings of a day as they were merged last, and their accounts."""
    iso = day.isoformat()
    with project.database.read() as connection:
        found = {row["id"]: row for row in happenings.on_day(connection, iso)}
        copies = accounts.copies_of(connection)
        of = happenings.happenings_of(connection, happenings.members_of(connection, found))
        groups: dict[int, list[Account]] = defaultdict(list)
        for row in accounts.stated(connection, of):
            groups[of[row.id][0]].append(account_of(row.record, row.report, world))
    told = []
    for id, group in sorted(groups.items(), key=lambda item: str(found[item[0]]["date_start"])):
        record = json.loads(found[id]["record"])
        one = fuse(group, world, project.settings["tolls"], copies)
        told.append(replace(one, id=record["happening_id"], parts=tuple(record["sums_up"])))
    return told, {account.id: account for group in groups.values() for account in group}


def all_accounts(connection: Connection, world: World) -> Iterator[tuple[Account, str]]:
    """Give every account with the words of its evidence."""
    for one in accounts.stated(connection):
        text = one.report["text"]
        words = " … ".join(text[start:end] for start, end in one.record["evidence"])
        yield account_of(one.record, one.report, world), words


def coded(found: Iterable[Mapping[str, Any]]) -> Iterator[Coded]:
    """Give neighbouring assertions of one report together, as the writers of events take them."""
    for _, group in groupby(found, key=lambda row: row["report"]):
        told = list(group)
        first = told[0]
        published = date.fromisoformat(first["published"]) if first["published"] else None
        report = Report(first["report"], first["text"], published, first["outlet"], first["url"], first["title"])
        yield Coded(report, [to_event(json.loads(row["record"])) for row in told])


def all_reports(connection: Connection) -> Iterator[Report]:
    """Give every report that was read, with a day of publication, as it was read."""
    query = (
        select(REPORTS, TEXTS.c.text)
        .join(READINGS, READINGS.c.report_id == REPORTS.c.id)
        .join(TEXTS, and_(TEXTS.c.report_id == REPORTS.c.id, TEXTS.c.version == READINGS.c.version))
        .where(REPORTS.c.deleted_at.is_(None), REPORTS.c.published.is_not(None))
        .order_by(REPORTS.c.published, REPORTS.c.id)
    )
    for row in rows(connection, query):
        day = date.fromisoformat(row["published"])
        yield Report(row["name"], row["text"], day, row["outlet"], row["url"], row["title"], row["country"])
