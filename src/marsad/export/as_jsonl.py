"""JSON lines: one event a line, as the contract of the record says."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from marsad.export.coded import Coded


def write(reports: Iterable[Coded], out: TextIO) -> None:
    """Write each event's record on a line of its own, a report's lines as soon as it is done."""
    for coded in reports:
        out.writelines(json.dumps(record, ensure_ascii=False, allow_nan=False) + "\n" for record in coded.records())
        out.flush()
