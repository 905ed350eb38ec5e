"""JSON lines: an object a row, with the layout's columns as keys."""

from __future__ import annotations

import json

from marsad.dataset.layouts import rows_of
from marsad.dataset.writers import Job


def write(job: Job) -> int:
    """Write an object a line; return how many there are."""
    count = 0
    with job.out.open("w", encoding="utf-8") as file:
        for row in rows_of(job.layout.name)(job.items, job.codes):
            record = dict(zip(job.layout.header, row, strict=True))
            file.write(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n")
            count += 1
    return count
