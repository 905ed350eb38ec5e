"""Take texts out of the archive anew where a better extractor is at hand; what differs is a new version."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from marsad.intake import Given
from marsad.intake.box import Box
from marsad.intake.formats import FORMATS, missing, reader
from marsad.intake.taking import File, Item, Taking
from marsad.model import Arrival
from marsad.project.project import Project
from marsad.store.ledger import Ledger
from marsad.store.reports import add_text, text_hash
from marsad.store.tables import CAPTURES, REPORTS, TEXTS


def take_again(project: Project, ledger: Ledger) -> Iterator[tuple[int, int]]:
    """Read every archived file again; give the files done and the new texts so far."""
    whole = select(CAPTURES).where(CAPTURES.c.deleted_at.is_(None), CAPTURES.c.complete.is_(True))
    with project.database.read() as connection:
        captures = [dict(row) for row in connection.execute(whole.order_by(CAPTURES.c.id)).mappings()]
    done = changed = 0
    with Box() as box:
        for capture in captures:
            if not missing(capture["format"]):
                changed += _one(project, ledger, capture, box)
            done += 1
            yield done, changed


def _one(project: Project, ledger: Ledger, capture: dict[str, Any], box: Box) -> int:
    """Read one file again and add the texts that differ; reports that are new to it are left to `add`."""
    query = (
        select(REPORTS.c.locator, REPORTS.c.id, TEXTS.c.sha256)
        .join(TEXTS, and_(TEXTS.c.report_id == REPORTS.c.id, TEXTS.c.version == REPORTS.c.version))
        .where(REPORTS.c.capture_id == capture["id"])
    )
    with project.database.read() as connection:
        known = {row.locator: (row.id, row.sha256) for row in connection.execute(query)}
    new: dict[int, Arrival] = {}
    for item in _items(project, capture, box):
        if isinstance(item, Arrival) and item.locator in known:
            id, hash = known[item.locator]
            if text_hash(item.report.text) != hash:
                new[id] = item
    if new:
        with project.database.write() as connection:
            ledger.begin(connection)
            for id, item in new.items():
                add_text(connection, ledger, id, item)
            ledger.commit(connection)
    return len(new)


def _items(project: Project, capture: dict[str, Any], box: Box) -> Iterator[Item]:
    said = json.loads(capture["given"])
    published = date.fromisoformat(said["published"]) if said["published"] else None
    given = Given(published, said["outlet"], said["country"])
    taking = Taking(given, said["encoding"], said["columns"], said["zone"])
    file = File(project.archive.path(capture["sha256"]), capture["origin"], said["id"])
    format = capture["format"]
    return box.read(format, file, taking) if FORMATS[format].boxed else reader(format)(file, taking)
