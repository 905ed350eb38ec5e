"""Merges what has changed beside the pages, one merging at a time, so that nobody waits for it to decide."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Lock, Thread

from marsad.project.merging import Tables, merge
from marsad.project.project import Project


class Keeper:
    """Brings the happenings up to date after every change that it is told of."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._changed = Condition()
        self._told = self._done = 0
        self._stop = False
        self._tables: Tables | None = None
        self._loading = Lock()
        self._thread: Thread | None = None

    @contextmanager
    def working(self) -> Iterator[None]:
        """Work from now to the end of the block; what changed before is merged first."""
        self._thread = Thread(target=self._work, name="merging", daemon=True)
        self._thread.start()
        self.wake()
        try:
            yield
        finally:
            with self._changed:
                self._stop = True
                self._changed.notify_all()
            self._thread.join(60)
            self._thread = None

    def wake(self) -> None:
        """Say that something changed."""
        with self._changed:
            self._told += 1
            self._changed.notify_all()

    def settle(self, seconds: float) -> bool:
        """Wait until all that was told is merged, for so long at most; tell whether it is."""
        with self._changed:
            if self._thread is None:
                return False
            wanted = self._told
            return self._changed.wait_for(lambda: self._done >= wanted, seconds)

    def tables(self) -> Tables:
        """Return what merging compares by, read once."""
        with self._loading:
            self._tables = self._tables or Tables.load(self._project)
            return self._tables

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._stop or self._told > self._done)
                if self._stop:
                    return
                goal = self._told
            self._merge()
            with self._changed:
                self._done = goal
                self._changed.notify_all()

    def _merge(self) -> None:
        try:
            tables = self.tables()
            with self._project.run("merge", {}) as ledger:
                merge(self._project, ledger, tables)
        except Exception:
            logging.getLogger("marsad").exception("the happenings could not be brought up to date")
