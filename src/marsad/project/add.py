"""Take sources into a project: bytes into the archive, reports into the store, each once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import BinaryIO, Self

from marsad.errors import UsageError
from marsad.intake import Unread
from marsad.intake.box import Box
from marsad.intake.formats import FORMATS, format_of, missing, reader
from marsad.intake.taking import File, Item, Passed, Taking
from marsad.project.project import Project
from marsad.store.archive import Staged
from marsad.store.fulltext import REPORT_WORDS
from marsad.store.fulltext import add as add_words
from marsad.store.ledger import Ledger, canonical
from marsad.store.reports import (
    Ready,
    Receipt,
    add_capture,
    add_reports,
    complete_capture,
    find_capture,
    new_keys,
    prepare,
)

BATCH = 1000
"""Reports that are committed together."""

FAULTS = 1000
"""Faulty parts of a file, one after the other, after which no more of it is read."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Bytes to take in: what to call them, an id for their reports, from where and how they come."""

    name: str
    id: str
    origin: str
    method: str
    stream: BinaryIO
    headers: Mapping[str, str] | None = None


@dataclass(slots=True)
class Tally:
    """What became of the sources so far."""

    files: int = 0
    files_known: int = 0
    reports: int = 0
    reports_known: int = 0
    passed: int = 0
    refused: list[Unread] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return the numbers, as a run keeps them."""
        return {"files": self.files, "reports": self.reports, "refused": len(self.refused)}


@dataclass(frozen=True, slots=True)
class Wish:
    """How sources are to be taken: their format where it is known, what is said of them, how many reports at most."""

    taking: Taking
    format: str = "auto"
    limit: int | None = None
    dry: bool = False


class Intake:
    """Takes one source after the other; what it has told is on the disk for good."""

    def __init__(self, project: Project, ledger: Ledger, wish: Wish) -> None:
        self._project = project
        self._ledger = ledger
        self._wish = wish
        self._box = Box()
        self.tally = Tally()

    def close(self) -> None:
        """End the process that reads files."""
        self._box.close()

    def full(self) -> bool:
        """Tell whether as many reports were added as were wished for."""
        return self._left() == 0

    def take(self, coming: Coming) -> Iterator[Tally]:
        """Take one source in; the tally is given after each batch."""
        archive = self._project.archive
        try:
            staged = archive.stage(coming.stream, self._project.settings["max_file_mb"] << 20)
        except UsageError as error:
            self.tally.refused.append(Unread(coming.name, str(error)))
            return
        self.tally.files += 1
        try:
            if not self._known(coming, staged):
                yield from self._read(coming, staged)
        finally:
            archive.drop(staged)
        yield self.tally

    def _known(self, coming: Coming, staged: Staged) -> bool:
        """Tell whether these bytes were read to their end before; then only a new origin is noted."""
        with self._project.database.read() as connection:
            known = find_capture(connection, staged.sha256)
            here = find_capture(connection, staged.sha256, coming.origin)
        if not known or not (known["complete"] or known["deleted_at"]):
            return False
        self.tally.files_known += 1
        if here is None and not self._wish.dry and not known["deleted_at"]:
            with self._project.database.write() as connection:
                self._ledger.begin(connection)
                receipt = self._receipt(coming, staged, known["format"])
                id = add_capture(connection, self._ledger, receipt, complete=True)
                complete_capture(connection, self._ledger, id, known["extractor"], known["refused"])
                self._ledger.commit(connection)
        return True

    def _read(self, coming: Coming, staged: Staged) -> Iterator[Tally]:
        """Read the bytes and add what they hold, batch by batch."""
        format = format_of(staged.path, coming.name) if self._wish.format == "auto" else self._wish.format
        problem = missing(format)
        if problem:
            self.tally.refused.append(Unread(coming.name, problem))
            return
        place = _Place(self._project, self._ledger, staged, self._receipt(coming, staged, format), self._wish.dry)
        refused = len(self.tally.refused)
        with _Writing(place, self.tally) as writing:
            batch: list[Ready] = []
            for item in self._items(format, File(staged.path, coming.name, coming.id)):
                if isinstance(item, Unread):
                    self.tally.refused.append(item)
                elif isinstance(item, Passed):
                    self.tally.passed += 1
                else:
                    batch.append(prepare(item))
                    if len(batch) >= min(BATCH, self._left()):
                        writing.add(batch, wait=self._wish.limit is not None)
                        yield self.tally
                        batch = []
                        if self.full():
                            return
            writing.add(batch, wait=True)
        place.complete(len(self.tally.refused) - refused)

    def _items(self, format: str, file: File) -> Iterator[Item]:
        """Give what is in a file; where nothing but faults come for too long, the rest of it is left."""
        boxed = FORMATS[format].boxed
        found = self._box.read(format, file, self._wish.taking) if boxed else reader(format)(file, self._wish.taking)
        faults = 0
        empty = True
        for item in found:
            faults = faults + 1 if isinstance(item, Unread) else 0
            empty = empty and isinstance(item, Passed)
            yield item
            if faults == FAULTS:
                yield Unread(file.name, f"has {FAULTS:,} faulty parts in a row; the rest of it was left")
                return
        if empty:
            yield Unread(file.name, "holds no report")

    def _left(self) -> int:
        limit = self._wish.limit
        return BATCH if limit is None else max(0, limit - self.tally.reports)

    def _receipt(self, coming: Coming, staged: Staged, format: str) -> Receipt:
        given, taking = self._wish.taking.given, self._wish.taking
        said = {
            "published": given.published.isoformat() if given.published else None, "outlet": given.outlet,
            "country": given.country, "encoding": taking.encoding, "columns": dict(taking.columns),
            "zone": taking.zone, "id": coming.id,
        }  # fmt: skip
        headers = canonical(coming.headers) if coming.headers else None
        return Receipt(staged.sha256, staged.size, format, coming.origin, coming.method, canonical(said), headers)


class _Place:
    """Where one source's reports go: the archive holds its bytes before the store holds the first report."""

    def __init__(self, project: Project, ledger: Ledger, staged: Staged, receipt: Receipt, dry: bool) -> None:
        self._project = project
        self._ledger = ledger
        self._staged = staged
        self._receipt = receipt
        self._dry = dry
        self._extractor = ""
        self._seen: set[str] = set()

    def add(self, batch: list[Ready], lull: Event) -> int:
        """Add reports in one transaction; return how many were new.

        `lull` is set where only SQLite works on: until then this thread needs Python for itself.
        """
        self._extractor = batch[-1].arrival.extractor
        if self._dry:
            with self._project.database.read() as connection:
                fresh = new_keys(connection, batch) - self._seen
            self._seen |= fresh
            return len(fresh)
        self._project.archive.keep(self._staged)
        with self._project.database.write() as connection:
            self._ledger.begin(connection)
            capture = add_capture(connection, self._ledger, self._receipt)
            entries = add_reports(connection, self._ledger, capture, batch)
            self._ledger.commit(connection)
            lull.set()
            add_words(self._project.database, connection, REPORT_WORDS, entries)
        return len(entries)

    def complete(self, refused: int) -> None:
        """Note that all was read; a source without any report leaves nothing."""
        if self._dry or not self._extractor:
            return
        with self._project.database.write() as connection:
            self._ledger.begin(connection)
            capture = add_capture(connection, self._ledger, self._receipt)
            complete_capture(connection, self._ledger, capture, self._extractor, refused)
            self._ledger.commit(connection)


class _Writing:
    """Writes one batch while the next one is read; what the tally counts is on the disk for good."""

    def __init__(self, place: _Place, tally: Tally) -> None:
        self._place = place
        self._tally = tally
        self._pool = ThreadPoolExecutor(1)
        self._running: tuple[int, Future[int]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._settle()
        finally:
            self._pool.shutdown()

    def add(self, batch: list[Ready], *, wait: bool) -> None:
        """Write a batch after the one before it."""
        self._settle()
        if batch:
            lull = Event()
            self._running = len(batch), self._pool.submit(self._place.add, batch, lull)
            self._running[1].add_done_callback(lambda _: lull.set())
            lull.wait()
        if wait:
            self._settle()

    def _settle(self) -> None:
        if self._running is not None:
            size, future = self._running
            self._running = None
            new = future.result()
            self._tally.reports += new
            self._tally.reports_known += size - new


def rejects(refused: list[Unread]) -> Iterator[str]:
    """Give a line of JSON for each thing refused: where it stands and what to do."""
    for item in refused:
        yield json.dumps({"where": item.where, "problem": item.problem}, ensure_ascii=False)
