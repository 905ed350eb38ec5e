"""Parquet: typed columns, written in groups of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from marsad.dataset.layout import Layout
from marsad.dataset.layouts import rows_of
from marsad.dataset.writers import Job

GROUP = 20_000
TYPES = {"int": pa.int64(), "decimal": pa.float64(), "day": pa.date32()}


def write(job: Job) -> int:
    """Write the rows; return how many there are."""
    return write_table(job, rows_of(job.layout.name)(job.items, job.codes), schema_of(job.layout))


def schema_of(layout: Layout) -> Any:
    """Return the types of a layout's columns, each with its meaning."""
    return pa.schema([
        pa.field(column.name, _type(column.name, column.type), metadata={"meaning": column.meaning})
        for column in layout.columns
    ])  # fmt: skip


def write_table(job: Job, rows: Iterable[tuple[Any, ...]], schema: Any) -> int:
    """Write rows that fit a schema, group by group."""
    count = 0
    days = [number for number, field in enumerate(schema) if field.type == pa.date32()]
    texts = [number for number, field in enumerate(schema) if field.type == pa.string()]
    with pq.ParquetWriter(job.out, schema, compression="zstd", compression_level=3) as out:
        for group in _groups(iter(rows)):
            columns: list[Any] = list(zip(*group, strict=True))
            for number in days:
                columns[number] = [date.fromisoformat(cell) if cell else None for cell in columns[number]]
            for number in texts:
                columns[number] = [None if cell is None else str(cell) for cell in columns[number]]
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            out.write_table(pa.Table.from_arrays(arrays, schema=schema))
            count += len(group)
    return count


def _type(name: str, type: str) -> Any:
    """Return a column's type; ACLED's inter and interaction may be words or numbers, and are kept as text."""
    return pa.string() if name.startswith("inter") else TYPES.get(type, pa.string())


def _groups(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while group := list(islice(rows, GROUP)):
        yield group
