"""JSON: all events as one list."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from marsad.export.coded import Coded


def write(reports: Iterable[Coded], out: TextIO) -> None:
    """Write one list with a record a line; `[]` where there is no event."""
    before = "[\n"
    for coded in reports:
        for record in coded.records():
            out.write(before + json.dumps(record, ensure_ascii=False, allow_nan=False))
            before = ",\n"
    out.write("[]\n" if before == "[\n" else "\n]\n")
