"""A stretch of a report's text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Code points `start` (inclusive) to `end` (exclusive) of the text as it was given."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the quoted words."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def join(self, other: Span) -> Span:
        """Return the smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def to_list(self) -> list[int]:
        """Return `[start, end]` as the event record writes it."""
        return [self.start, self.end]


def listed(span: Span | None) -> list[int] | None:
    """Return a span as the event record writes it; None for a value that a person put in, which no words tell."""
    return None if span is None else span.to_list()
