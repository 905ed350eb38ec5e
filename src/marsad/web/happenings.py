"""The happenings that a project's assertions tell together: corrected as people did, without what they rejected."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from marsad.merge import Merger, World, account_of, fuse
from marsad.merge.record import to_record
from marsad.merge.totals import mark_totals
from marsad.merge.weigh import explain, load_weights
from marsad.paths import data_root
from marsad.web.index import Index
from marsad.web.row import Row

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Merged:
    """Happenings by id, the latest first; which one an assertion is in; and the merger that can tell why."""

    records: dict[str, Record] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    merger: Merger | None = None


class Happenings:
    """Merges when something changed since; what it gives belongs to one revision of the index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._lock = Lock()
        self._revision = -1
        self._merged = Merged()
        self._world: World | None = None

    def fresh(self) -> Merged:
        """Return the happenings as the assertions are now."""
        rows = self._index.fresh()
        with self._lock:
            if self._revision != self._index.revision:
                revision = self._index.revision
                self._merged = self._merge([row for row in rows.values() if row.review != "rejected"])
                self._revision = revision
            return self._merged

    def _merge(self, rows: list[Row]) -> Merged:
        self._world = self._world or World.load(data_root())
        world = self._world
        merger = Merger(world, load_weights(data_root() / "weights" / "merge.tsv"))
        with self._index.project.database.read() as connection:
            texts: dict[int, str] = {}
            for row, record in zip(rows, self._index.records(connection, rows), strict=True):
                source = row.source
                if source.id not in texts:
                    texts[source.id] = self._index.text(connection, source.id)
                told = {"outlet": source.outlet, "published": source.published, "text": texts[source.id]}
                merger.add([account_of(record, told, world)])
        groups = [fuse([merger.accounts[name] for name in group], world) for group in merger.groups()]
        found = sorted(mark_totals(groups, merger.accounts), key=lambda one: (-(one.first or 0), one.id))
        records = {one.id: to_record(one, merger.accounts) for one in found}
        return Merged(records, {name: one.id for one in found for name in one.accounts}, merger)


def why_together(merged: Merged, one: str, other: str) -> list[Record]:
    """Return what speaks for and against two accounts being one, the weightiest first."""
    merger = merged.merger
    if merger is None or one not in merger.accounts or other not in merger.accounts:
        return []
    reasons = explain(merger.accounts[one], merger.accounts[other], merger.world, merger.weights)
    found = [{"weight": round(one.weight, 1), "comparer": one.comparer, "level": one.level} for one in reasons]
    return sorted(found, key=lambda reason: -abs(reason["weight"]))
