"""One text published by one outlet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Report:
    """A report as it was given; `published` is the day on which its "today" falls.

    `country` is an ISO 3166 alpha-2 code that the user expects (a prior, never a filter).
    """

    id: str
    text: str
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    country: str | None = None
