"""CSV in UTF-8: a header and a row each, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from marsad.dataset.layouts import rows_of
from marsad.dataset.writers import Job
from marsad.export.cells import safe


def write(job: Job, second: Sequence[str] = ()) -> int:
    """Write the rows, `second` under the header where it is given; return how many there are."""
    count = 0
    with job.out.open("w", encoding="utf-8-sig" if job.bom else "utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(job.layout.header)
        if second:
            out.writerow(second)
        for row in rows_of(job.layout.name)(job.items, job.codes):
            out.writerow([safe(cell) for cell in row])
            count += 1
    return count
