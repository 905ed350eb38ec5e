"""GeoParquet 1.1: the table with a column of points as WKB, in WGS 84."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from marsad.dataset.layouts.table import row_of
from marsad.dataset.writers import Job
from marsad.dataset.writers.geo import Point, points
from marsad.dataset.writers.parquet import schema_of, write_table

GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point", "MultiPoint"]}},
}


def write(job: Job) -> int:
    """Write the table and its points; return how many rows there are."""
    schema = schema_of(job.layout).append(pa.field("geometry", pa.binary()))
    return write_table(job, _rows(job), schema.with_metadata({"geo": json.dumps(GEO)}))


def _rows(job: Job) -> Iterator[tuple[Any, ...]]:
    for item in job.items:
        yield *row_of(item, job.codes), wkb(points(item))


def wkb(found: Sequence[Point]) -> bytes | None:
    """Return points as well-known binary, None where there are none."""
    if not found:
        return None
    parts = [struct.pack("<BIdd", 1, 1, *point) for point in found]
    return parts[0] if len(parts) == 1 else struct.pack("<BII", 1, 4, len(parts)) + b"".join(parts)
