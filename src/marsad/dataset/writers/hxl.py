"""CSV with a row of HXL hashtags under its header."""

from __future__ import annotations

from marsad.dataset.writers import Job, csv


def write(job: Job) -> int:
    """Write the rows under header and hashtags; return how many there are."""
    return csv.write(job, [column.hxl for column in job.layout.columns])
