"""Read the reports that are new, or that an outdated codebook read; many at a time, committed batch by batch."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any, Self

from sqlalchemy import Connection, and_, func, select

from marsad.model import Event, Report
from marsad.pipeline import Coder
from marsad.project.codebook import prepare
from marsad.project.project import Project
from marsad.store.find import waiting
from marsad.store.ledger import Ledger
from marsad.store.readings import Read, Stamp, save_readings
from marsad.store.tables import REPORTS, TEXTS

SHARD = 20
"""Reports that one process reads at a time, and that are committed together."""
SECONDS = 60
"""How long one report may take."""


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
_CODER: Coder | None = None


def process(project: Project, ledger: Ledger, limit: int | None = None) -> Iterator[Progress]:
    """Read what waits; progress is told after each commit, and what was told is on the disk for good."""
    data, fingerprint = prepare(project)
    with project.database.read() as connection:
        total = connection.scalar(select(func.count()).select_from(waiting(fingerprint).subquery())) or 0
    progress = Progress(0, min(total, limit) if limit is not None else total, 0, 0)
    if not progress.total:
        yield progress
        return
    jobs = min(project.settings["jobs"] or os.cpu_count() or 1, -(-progress.total // SHARD))
    stamp = Stamp(_extractor(data), fingerprint)
    with _Readers(data, jobs) as readers:
        for tasks, answers in readers.all(_shards(project, fingerprint, progress.total)):
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


class _Readers:
    """Processes that read shards; one that dies takes no other report with it than the one that killed it."""

    def __init__(self, data: Path, jobs: int) -> None:
        self._data = data
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def all(self, shards: Iterator[list[Task]]) -> Iterator[tuple[list[Task], list[Answer]]]:
        """Give each shard with its answers, as they come."""
        running: dict[Future[list[Answer]], list[Task]] = {}
        ended = False
        while running or not ended:
            while not ended and len(running) < 2 * self._jobs:
                shard = next(shards, None)
                ended = shard is None
                if shard is not None:
                    running[self._submit(shard)] = shard
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                shard = running.pop(future)
                try:
                    yield shard, future.result()
                except BrokenProcessPool:
                    broken = [shard, *running.values()]
                    running.clear()
                    self._pool = None
                    for part in broken:
                        yield part, [answer for task in part for answer in self._alone(task)]
                    break

    def _submit(self, shard: list[Task]) -> Future[list[Answer]]:
        if self._pool is None:
            context = get_context("spawn")
            self._pool = ProcessPoolExecutor(self._jobs, context, _load, (str(self._data),))
        return self._pool.submit(_read, [task.report for task in shard])

    def _alone(self, task: Task) -> list[Answer]:
        """Read a report by itself, twice at most: it may be the one that ends its reader."""
        for _ in range(2):
            try:
                return self._submit([task]).result()
            except BrokenProcessPool:
                self._pool = None
        return [([], "ended its reader twice; it was left unread")]


def _load(data: str) -> None:
    """Load the codebook in a new process; Ctrl-C is for the process that started it."""
    global _CODER  # noqa: PLW0603 - one coder a process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    _CODER = Coder(Path(data))


def _end_with_parent() -> None:
    """End this process when the one that started it was killed."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _read(reports: list[Report]) -> list[Answer]:
    """Read reports, each within its time."""
    assert _CODER is not None
    return [_one(_CODER, report) for report in reports]


def _one(coder: Coder, report: Report) -> Answer:
    try:
        signal.signal(signal.SIGALRM, _late)
        signal.alarm(SECONDS)
        return coder.extract(report), None
    except Exception as error:  # noqa: BLE001 - one report must not stop the others; the problem is kept and shown
        return [], f"could not be read: {type(error).__name__}: {error}"[:300]
    finally:
        signal.alarm(0)


def _late(_number: int, _frame: object) -> None:
    raise TimeoutError(f"took longer than {SECONDS} seconds")
