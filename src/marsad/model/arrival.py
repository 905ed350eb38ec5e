"""A report as it was found in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from marsad.model.report import Report


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report, where in its file it stood, what took it out, and what else the file says of it.

    `meta` holds plain values by name: author, the time as written, a forward's source, a warning.
    """

    report: Report
    locator: str
    extractor: str
    meta: Mapping[str, object] = field(default_factory=dict)
