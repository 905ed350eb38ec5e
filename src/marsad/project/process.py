"""Read the reports that are new, or that an outdated codebook read; many at a time, committed batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, and_, func, select

from marsad.model import Event, Report
from marsad.pipeline import Coder
from marsad.project.codebook import prepare
from marsad.project.project import Project
from marsad.store.find import waiting
from marsad.store.ledger import Ledger
from marsad.store.readings import Read, Stamp, save_readings
from marsad.store.tables import REPORTS, TEXTS
from marsad.work import cores, within
from marsad.work.collector import rest
from marsad.work.pool import Lost, Pool, halves

SHARD = 20
"""Reports that one process reads at a time, and that are committed together."""
SECONDS = 60.0
"""Seconds of the processor that one report may take."""


@dataclass(slots=True)
class Progress:
    """How far the reading is."""

    done: int
    total: int
    assertions: int
    problems: int


@dataclass(frozen=True, slots=True)
class Task:
    """One report to read: its number, the version of its text, and the report itself."""

    id: int
    version: int
    report: Report


Answer = tuple[list[Event], str | None]


def process(project: Project, ledger: Ledger, limit: int | None = None) -> Iterator[Progress]:
    """Read what waits; progress is told after each commit, and what was told is on the disk for good."""
    data, fingerprint = prepare(project)
    with project.database.read() as connection:
        total = connection.scalar(select(func.count()).select_from(waiting(fingerprint).subquery())) or 0
    progress = Progress(0, min(total, limit) if limit is not None else total, 0, 0)
    if not progress.total:
        yield progress
        return
    jobs = min(project.settings["jobs"] or cores(), -(-progress.total // SHARD))
    stamp = Stamp(_extractor(data), fingerprint)
    with Pool(jobs) as pool:
        shards = _shards(project, fingerprint, progress.total)
        for tasks, answer in pool.each(partial(_read, str(data)), shards, cut=halves):
            answers: list[Answer] = [([], answer.why)] * len(tasks) if isinstance(answer, Lost) else answer
            reads = [
                Read(task.id, task.version, task.report.text, events, problem)
                for task, (events, problem) in zip(tasks, answers, strict=True)
            ]
            with project.database.write() as connection:
                ledger.begin(connection)
                progress.assertions += save_readings(connection, ledger, _still(connection, reads), stamp)
                ledger.commit(connection)
            progress.done += len(reads)
            progress.problems += sum(read.problem is not None for read in reads)
            ledger.count({"reports": len(reads), "assertions": sum(len(read.events) for read in reads)})
            yield progress
    project.database.tune()


def _extractor(data: Path) -> str:
    from marsad import __version__
    from marsad.codebook.settings import load_settings

    return f"marsad {__version__} / codebook {load_settings(data, []).version}"


def _still(connection: Connection, reads: Sequence[Read]) -> list[Read]:
    """Return the readings whose reports have not been deleted meanwhile."""
    ids = [read.report_id for read in reads]
    kept = set(connection.scalars(select(REPORTS.c.id).where(REPORTS.c.id.in_(ids), REPORTS.c.deleted_at.is_(None))))
    return [read for read in reads if read.report_id in kept]


def _shards(project: Project, fingerprint: str, total: int) -> Iterator[list[Task]]:
    """Give what waits, a few reports at a time, in the order in which they were added."""
    last, left = 0, total
    while left > 0:
        chosen = waiting(fingerprint).where(REPORTS.c.id > last).order_by(REPORTS.c.id).limit(min(SHARD, left))
        query = (
            select(REPORTS, TEXTS.c.text)
            .join(TEXTS, and_(TEXTS.c.report_id == REPORTS.c.id, TEXTS.c.version == REPORTS.c.version))
            .where(REPORTS.c.id.in_(chosen))
            .order_by(REPORTS.c.id)
        )
        with project.database.read() as connection:
            tasks = [_task(dict(row)) for row in connection.execute(query).mappings()]
        if not tasks:
            return
        last, left = tasks[-1].id, left - len(tasks)
        yield tasks


def _task(row: dict[str, Any]) -> Task:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    report = Report(row["name"], row["text"], published, row["outlet"], row["url"], row["title"], row["country"])
    return Task(row["id"], row["version"], report)


@cache
def _coder(data: str) -> Coder:
    made = Coder(Path(data))
    rest()
    return made


def _read(data: str, tasks: list[Task]) -> list[Answer]:
    """Read reports, each within its time."""
    return [_one(_coder(data), task.report) for task in tasks]


def _one(coder: Coder, report: Report) -> Answer:
    try:
        return within(SECONDS, lambda: coder.extract(report)), None
    except Exception as error:  # noqa: BLE001 - one report must not stop the others; the problem is kept and shown
        return [], f"could not be read: {type(error).__name__}: {error}"[:300]
