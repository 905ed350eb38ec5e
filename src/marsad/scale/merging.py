"""Assertions of all shards made happenings, by the code of `marsad merge`: compared in blocks, grouped chain by chain.

What goes from one step to the next goes through files: any step may be killed and done again, on any machine.
"""

from __future__ import annotations

import json
import mmap
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from marsad.merge import Account, Judgement, Merger, account_of, fuse
from marsad.merge.blocks import grounds
from marsad.merge.record import to_record
from marsad.merge.totals import tolled
from marsad.merge.weigh import Scales, load_weights
from marsad.paths import data_root
from marsad.scale.blocks import Entry, likely, pieces, thick
from marsad.scale.files import Gathered, put, put_json, put_parts, read_json, read_part
from marsad.scale.reading import Settings, world
from marsad.scale.schema import ASSERTIONS, HAPPENINGS, MEMBERS, WHOLE, happening, partition, schema

PAIRS = pa.schema([("one", pa.int64()), ("other", pa.int64()), ("bits", pa.float64())])
TOLLS = pa.schema([
    ("id", pa.string()), ("first", pa.int64()), ("last", pa.int64()), ("wide", pa.bool_()),
    ("regions", pa.list_(pa.string())), ("low", pa.int64()), ("high", pa.int64()),
])  # fmt: skip
TIED = schema(ASSERTIONS, ("root", WHOLE, "the first assertion that it is tied to"),
              ("copy", WHOLE, "the origin of its report, where that is a copy or has some"))  # fmt: skip


ALONE = 2**32 - 1
"""The root of a report that is like no other, and its origin."""


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of the merging: of which run, under which name its files are kept, and by which rule."""

    settings: Settings
    name: str
    rule: str
    crowd: int
    bins: int
    what: tuple[str, ...]

    def file(self, folder: str, name: str) -> Path:
        """Return the path of a file of this merging."""
        return self.settings.file(f"work/{self.name}/{folder}", name)


@dataclass(frozen=True, slots=True)
class Order:
    """The shards in their order, the numbers of the first assertion and report of each, and what people judged."""

    keys: tuple[str, ...]
    offsets: tuple[int, ...]
    total: int
    reports: tuple[int, ...]
    judgements: tuple[Judgement, ...]


@cache
def order_of(folder: Path) -> Order:
    """Read the order of a merging."""
    told = read_json(folder / "order.json")
    judgements = tuple(Judgement(**one) for one in told["judgements"])
    return Order(tuple(told["keys"]), tuple(told["offsets"]), told["total"], tuple(told["reports"]), judgements)


@cache
def scales() -> Scales:
    """Return this process's weights, ready to weigh with."""
    return Scales(load_weights(data_root() / "weights" / "merge.tsv"))


def compare(step: Step) -> dict[str, Any]:
    """Compare the blocks of some parts; write the likely pairs, and tell what was split."""
    order = order_of(step.file("", ""))
    paths = [step.settings.file("work/blocks", f"{key}.parquet") for key in order.keys]
    wanted = frozenset(step.what)
    tables = []
    for path, offset in zip(paths, order.offsets, strict=True):
        for table in read_part([path], wanted):
            numbers = pc.add(table["row"], offset)
            tables.append(table.replace_schema_metadata(None).set_column(2, "row", numbers))
    rows: dict[str, list[Any]] = {"one": [], "other": [], "bits": []}
    told: dict[str, Any] = {"blocks": 0, "largest": 0, "split": []}
    for ground, stretch, block in _blocks(tables):
        told["blocks"] += 1
        told["largest"] = max(told["largest"], len(block))
        for split_by, piece in pieces(block, world(), step.crowd):
            if split_by:
                told["split"].append({"ground": ground, "stretch": stretch, "assertions": len(piece), "by": split_by})
            for found in likely(ground, piece, world(), scales()):
                for name, value in zip(rows, found, strict=True):
                    rows[name].append(value)
    name = f"{min(wanted)}-{max(wanted)}"
    put(step.file("pairs", f"{name}.parquet"), lambda aside: pq.write_table(pa.table(rows, schema=PAIRS), aside))
    put_json(step.file("pairs", f"{name}.json"), told)
    return told


def _blocks(tables: list[Any]) -> Iterator[tuple[str, int, list[Entry]]]:
    """Give block after block, its entries by number; only one is held as records."""
    if not tables:
        return
    table = pa.concat_tables(tables).sort_by([("ground", "ascending"), ("stretch", "ascending"), ("row", "ascending")])
    rows = (row for batch in table.to_batches(max_chunksize=1000) for row in batch.to_pylist())
    for (ground, stretch), block in groupby(rows, key=lambda row: (row["ground"], row["stretch"])):
        accounts = ((row["row"], thick(row["account"])) for row in block)
        yield ground, stretch, [Entry(number, one, frozenset(grounds(one))) for number, one in accounts]


def regroup(step: Step) -> int:
    """Write the assertions of a shard by what they are tied to; return how many."""
    key = step.what[0]
    order = order_of(step.file("", ""))
    place = order.keys.index(key)
    table = pq.read_table(step.settings.file("shards", f"{key}.parquet"))
    roots = roots_of(step.file("", "ties.bin"), order.offsets[place], len(table))
    copies = _copies(step, key, order.reports[place])
    bins: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for root, row in zip(roots, table.to_pylist(), strict=True):
        bins[f"{root % step.bins:04d}"].append(row | {"root": root, "copy": copies.get(row["report_id"])})
    put_parts(step.file("tied", f"{key}.parquet"), bins, TIED)
    return len(table)


def _copies(step: Step, key: str, first: int) -> dict[str, int]:
    """Return the origins of a shard's reports that are copies, or have some."""
    if not step.settings.copies:
        return {}
    ids = pq.read_table(step.settings.file("work/reports", f"{key}.parquet"), columns=["report_id"])[0].to_pylist()
    origins = roots_of(step.file("", "copies.bin"), first, len(ids))
    return {id: origin for id, origin in zip(ids, origins, strict=True) if origin != ALONE}


def roots_of(path: Path, first: int, count: int) -> list[int]:
    """Return some of the numbers that a file holds, four bytes each."""
    if not count:
        return []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        return memoryview(mapped[4 * first : 4 * (first + count)]).cast("I").tolist()


def group(step: Step) -> dict[str, int]:
    """Make happenings of the assertions of one bin, chain by chain; write them by country and month."""
    bin = step.what[0]
    order = order_of(step.file("", ""))
    tables = list(read_part([step.file("tied", f"{key}.parquet") for key in order.keys], frozenset([bin])))
    happenings, members, tolls = Gathered(schema(HAPPENINGS)), Gathered(schema(MEMBERS)), Gathered(TOLLS)
    twice = 0
    for rows in _chains(tables):
        once = {row["event_id"]: row for row in reversed(rows)}
        twice += len(rows) - len(once)
        for record, toll, names in _fused(once, order.judgements, step.rule):
            part = partition(record)
            happenings.add(part, happening(record))
            for name in names:
                members.add(part, {"happening_id": record["happening_id"]} | once[name])
            if toll:
                tolls.add(toll["month"], toll)
    members.write(step.file("members", f"{bin}.parquet"))
    tolls.write(step.file("tolls", f"{bin}.parquet"))
    happenings.write(step.file("happenings", f"{bin}.parquet"))
    return {"happenings": happenings.count, "twice": twice}


def _chains(tables: list[Any]) -> Iterator[list[dict[str, Any]]]:
    """Give the assertions of one root after the other; only one chain is held as records."""
    if not tables:
        return
    table = pa.concat_tables([one.replace_schema_metadata(None) for one in tables])
    table = table.sort_by([("root", "ascending"), ("event_id", "ascending"), ("report_id", "ascending")])
    rows = (row for batch in table.to_batches(max_chunksize=500) for row in batch.to_pylist())
    for _, chain in groupby(rows, key=lambda row: row.pop("root")):
        yield list(chain)


def _fused(
    rows: Mapping[str, dict[str, Any]], judgements: tuple[Judgement, ...], rule: str
) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None, tuple[str, ...]]]:
    """Give the happenings of a chain: record, what totals need of it, and its assertions."""
    concern = [one for one in judgements if one.one in rows and one.other in rows]
    merger = Merger(world(), scales(), concern)
    copies = {row["report_id"]: str(row["copy"]) for row in rows.values() if row["copy"] is not None}
    merger.add(account_of(json.loads(row["record"]), _about(row), world()) for row in rows.values())
    for names in merger.groups():
        told: list[Account] = [merger.accounts[name] for name in names]
        one = fuse(told, world(), rule, copies)
        row = tolled(one, merger.accounts)
        toll = None
        if row:
            fields = {name: getattr(row, name) for name in ("id", "first", "last", "wide", "low", "high")}
            toll = fields | {"regions": sorted(row.regions), "month": month_of(row.first)}
        yield to_record(one, merger.accounts), toll, names


def _about(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a row tells of its report, as accounts are made of it."""
    return {"outlet": row["outlet"], "published": row["published"], "evidence": row["quotes"]}


def month_of(day: int) -> str:
    """Return the month of an ordinal day."""
    return date.fromordinal(day).isoformat()[:7]
