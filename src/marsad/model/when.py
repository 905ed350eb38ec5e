"""When something happened, no more precisely than the words say."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from marsad.model.span import Span

Precision = Literal["day", "week", "month", "year"]


class DateRange(NamedTuple):
    """First and last possible day, both inclusive, and the words they were read from.

    Without words (`text` and `span` None) the day is that of the report, which tells what has just happened.
    """

    start: date
    end: date
    precision: Precision
    text: str | None
    span: Span | None

    def to_dict(self) -> dict[str, object]:
        """Return the `date` value of the event record."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "precision": self.precision,
            "text": self.text,
            "span": self.span.to_list() if self.span else None,
        }
