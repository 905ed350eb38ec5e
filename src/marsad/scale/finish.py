"""The last step: happenings and assertions of a country and month into their files; what only sums up is marked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from marsad.merge.totals import Tolled, sums
from marsad.scale.files import put, read_part
from marsad.scale.merging import Step, month_of
from marsad.scale.schema import HAPPENINGS, MEMBERS, schema

FILE = "part-0.parquet"


def finish(step: Step) -> int:
    """Write the files of one country and month, bin after bin; return how many happenings there are."""
    part = step.what[0]
    wanted = frozenset([part])
    parts = _sums(step, part.split()[1])
    columns = schema(HAPPENINGS)
    _copy(step, "assertions", part, read_part(_bins(step, "members"), wanted), schema(MEMBERS))
    marked = (_marked(table, parts, columns) for table in read_part(_bins(step, "happenings"), wanted))
    return _copy(step, "happenings", part, marked, columns)


def place_of(out: str, what: str, part: str) -> Path:
    """Return where the file of a country and month is: `happenings/country=SY/month=2017-03/part-0.parquet`."""
    country, month = part.split()
    return Path(out) / what / f"country={country}" / f"month={month}" / FILE


def _bins(step: Step, what: str) -> list[Path]:
    return [step.file(what, f"{bin:04d}.parquet") for bin in range(step.bins)]


def _copy(step: Step, what: str, part: str, tables: Iterator[Any], columns: Any) -> int:
    count = 0

    def write(aside: Path) -> None:
        nonlocal count
        with pq.ParquetWriter(aside, columns, compression="zstd", compression_level=3) as out:
            for table in tables:
                out.write_table(table.replace_schema_metadata(columns.metadata).cast(columns))
                count += len(table)

    put(place_of(step.file("result", "").as_posix(), what, part), write)
    return count


def _sums(step: Step, month: str) -> dict[str, tuple[str, ...]]:
    """Return what the happenings of a month that only sum up others are made of."""
    wide = [one for one in _tolls(step, frozenset([month])) if one.wide]
    if not wide:
        return {}
    first, last = min(one.first for one in wide) - 1, max(one.last for one in wide)
    months = frozenset(map(month_of, range(max(first, 1), last + 1)))
    return sums([*wide, *(one for one in _tolls(step, months) if not one.wide)])


def _tolls(step: Step, months: frozenset[str]) -> Iterator[Tolled]:
    for table in read_part(_bins(step, "tolls"), months):
        for row in table.to_pylist():
            yield Tolled(**row | {"regions": frozenset(row["regions"])})


def _marked(table: Any, parts: dict[str, tuple[str, ...]], columns: Any) -> Any:
    """Return a table of happenings, those marked that sum up others."""
    if not parts or not any(name in parts for name in table["happening_id"].to_pylist()):
        return table
    rows = table.to_pylist()
    for row in rows:
        names = list(parts.get(row["happening_id"], ()))
        if names:
            row["sums_up"] = names
            row["record"] = json.dumps(json.loads(row["record"]) | {"sums_up": names}, ensure_ascii=False)
    return pa.Table.from_pylist(rows, schema=columns)
