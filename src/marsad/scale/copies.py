"""Reports of all shards that tell one text: bands of their signatures bring them together, their shared words decide.

Each step reads files and writes files, as merging does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from marsad.merge.copies import THRESHOLD, clusters, couples
from marsad.scale.files import put, put_parts, put_table, read_part
from marsad.scale.merging import ALONE, Step, order_of, roots_of
from marsad.scale.signing import REPORTS

TIED = pa.schema([("root", pa.int64()), ("number", pa.int64()), *REPORTS])
COPIES = pa.schema([
    ("number", pa.int64()), ("origin", pa.int64()), ("report_id", pa.string()), ("origin_id", pa.string()),
    ("similarity", pa.float64()),
])  # fmt: skip
PAIRS = pa.schema([("one", pa.int64()), ("other", pa.int64())])


def alike(step: Step) -> int:
    """Write the pairs of reports that share a band, of some parts."""
    order = order_of(step.file("", ""))
    wanted = frozenset(step.what)
    tables = []
    for key, offset in zip(order.keys, order.reports[:-1], strict=True):
        for table in read_part([step.settings.file("work/bands", f"{key}.parquet")], wanted):
            numbers = pc.add(table["row"], offset)
            tables.append(table.replace_schema_metadata(None).set_column(1, "row", numbers))
    found: set[tuple[int, int]] = set()
    if tables:
        table = pa.concat_tables(tables).sort_by([("band", "ascending"), ("row", "ascending")])
        rows = (row for batch in table.to_batches(max_chunksize=5000) for row in batch.to_pylist())
        for _, bucket in groupby(rows, key=lambda row: row["band"]):
            found.update(couples([row["row"] for row in bucket]))
    pairs = [{"one": one, "other": other} for one, other in sorted(found)]
    put_table(step.file("alike", f"{min(wanted)}-{max(wanted)}.parquet"), pairs, PAIRS)
    return len(pairs)


def regroup_reports(step: Step) -> int:
    """Write the reports of a shard that may be copies by what they are tied to."""
    key = step.what[0]
    order = order_of(step.file("", ""))
    first = order.reports[order.keys.index(key)]
    table = pq.read_table(step.settings.file("work/reports", f"{key}.parquet"))
    bins: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row, root in enumerate(roots_of(step.file("", "alike.bin"), first, len(table))):
        if root != ALONE:
            (about,) = table.slice(row, 1).to_pylist()
            bins[f"{root % step.bins:04d}"].append({"root": root, "number": first + row, **about})
    put_parts(step.file("alike-tied", f"{key}.parquet"), bins, TIED)
    return sum(map(len, bins.values()))


def cluster(step: Step) -> int:
    """Put the reports of one bin with the earliest report that each is like."""
    bin = step.what[0]
    order = order_of(step.file("", ""))
    tables = list(read_part([step.file("alike-tied", f"{key}.parquet") for key in order.keys], frozenset([bin])))
    found: list[dict[str, Any]] = []
    if tables:
        table = pa.concat_tables([one.replace_schema_metadata(None) for one in tables])
        table = table.sort_by([("root", "ascending"), ("day", "ascending"), ("number", "ascending")])
        rows = (row for batch in table.to_batches(max_chunksize=500) for row in batch.to_pylist())
        for _, chain in groupby(rows, key=lambda row: row["root"]):
            found += _clusters({row["number"]: row for row in chain})
    put_table(step.file("copies", f"{bin}.parquet"), found, COPIES)
    return len(found)


def _clusters(rows: Mapping[int, dict[str, Any]]) -> list[dict[str, Any]]:
    runs = {number: frozenset(row["runs"]) for number, row in rows.items()}
    pairs = ((one, other, _likeness(runs[one], runs[other])) for one, other in couples(list(rows)))
    order = {number: (int(row["day"]), number) for number, row in rows.items()}
    return [
        {"number": one, "origin": origin, "report_id": rows[one]["report_id"],
         "origin_id": rows[origin]["report_id"], "similarity": likeness}
        for one, origin, likeness in clusters((pair for pair in pairs if pair[2] >= THRESHOLD), order)
    ]  # fmt: skip


def _likeness(one: frozenset[int], other: frozenset[int]) -> float:
    return round(len(one & other) / max(1, len(one | other)), 4)


def write_copies(path: Path, files: list[Path]) -> dict[int, int]:
    """Write all copies as one table, by the number of the report; return the origin of each."""
    schema = pa.schema([COPIES.field(name) for name in ("report_id", "origin_id", "similarity")])
    table = pa.concat_tables([pq.read_table(file) for file in files]).sort_by("number")
    kept = table.select(schema.names).cast(schema)
    put(path, lambda aside: pq.write_table(kept, aside, compression="zstd", compression_level=3))
    return dict(zip(table["number"].to_pylist(), table["origin"].to_pylist(), strict=True))
