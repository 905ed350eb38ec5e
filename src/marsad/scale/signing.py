"""What reports are compared by, to find those that tell one text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zlib import crc32

import pyarrow as pa

from marsad.merge.copies import bands, shingles, sign
from marsad.model import Report

BANDS = pa.schema([("band", pa.binary()), ("row", pa.int64())])
REPORTS = pa.schema([("report_id", pa.string()), ("day", pa.int32()), ("runs", pa.list_(pa.uint32()))])
NEVER = 2**31 - 1
"""The day of what tells none: it is the origin of nothing that tells its day."""


def report_rows(report: Report, row: int, parts: int) -> tuple[dict[str, Any], Iterator[tuple[str, dict[str, Any]]]]:
    """Return what a report is compared by, and the rows of its bands, each with its part."""
    runs = shingles(report.text)
    day = report.published.toordinal() if report.published else NEVER
    about = {"report_id": report.id, "day": day, "runs": sorted({crc32(run.encode()) for run in runs})}
    named = (bytes([number]) + band for number, band in enumerate(bands(sign(runs))))
    return about, ((f"{crc32(name) % parts:04d}", {"band": name, "row": row}) for name in named)
