"""What a run made, as exports, comparisons and frames take it: read through once, held in memory nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from marsad.dataset.export import Origin
from marsad.dataset.rows import Input
from marsad.errors import UsageError

Row = dict[str, Any]


def is_run(folder: Path) -> bool:
    """Tell whether a folder is that of a run of `marsad scale`."""
    return (folder / "merged.json").exists()


@dataclass(frozen=True, slots=True)
class Run(Origin):
    """The happenings of a run, with their assertions."""

    folder: Path

    @contextmanager
    def given(self) -> Iterator[Input]:
        """Give the records; only the events and reports of the happening that is at hand can be looked up."""
        here = _Here(self.folder)
        yield Input(here.records(), here.events.get, here.reports.get)

    def paths(self) -> list[Path]:
        """Return the files that tell what the run was made of, for the manifest."""
        return [self.folder / "plan.json", self.folder / "merged.json"]


class _Here:
    """Happenings one after the other, each with its assertions: they stand in the same order in files of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.events: dict[str, Row] = {}
        self.reports: dict[str, Row] = {}

    def records(self) -> Iterator[Row]:
        """Give the records of happenings by country and month."""
        for path in sorted((self._folder / "happenings").rglob("*.parquet")):
            beside = self._folder / "assertions" / path.relative_to(self._folder / "happenings")
            members = _rows(beside, ["happening_id", "outlet", "published", "url", "title", "quotes", "record"])
            for row in _rows(path, ["happening_id", "accounts", "record"]):
                told = list(islice(members, len(row["accounts"])))
                if any(one["happening_id"] != row["happening_id"] for one in told):
                    raise UsageError(f"{path}: its assertions stand in another order: give the run's command again")
                self._take(told)
                yield json.loads(row["record"])

    def _take(self, told: list[Row]) -> None:
        self.events.clear()
        self.reports.clear()
        for one in told:
            record = json.loads(one["record"])
            self.events[record["event_id"]] = record | {"quotes": one["quotes"]}
            published = one["published"].isoformat() if one["published"] else None
            about = {name: one[name] for name in ("outlet", "url", "title")}
            self.reports[record["report_id"]] = about | {"published": published, "text": ""}


def _rows(path: Path, columns: list[str]) -> Iterator[Row]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(500, columns=columns):
            yield from batch.to_pylist()
