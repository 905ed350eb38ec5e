"""A report with what was read from it: what every output format is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from marsad.model import Event, Report


@dataclass(frozen=True, slots=True)
class Coded:
    """A report, its events, and for each event the reasons for it where they were asked for."""

    report: Report
    events: Sequence[Event]
    traces: Sequence[dict[str, object]] = ()

    def records(self) -> Iterator[dict[str, object]]:
        """Give each event's record, with its `trace` where there is one."""
        for place, event in enumerate(self.events):
            yield event.to_dict() | ({"trace": self.traces[place]} if self.traces else {})

    def quotes(self, event: Event) -> list[str]:
        """Return the words that state an event, on one line each."""
        return [" ".join(span.of(self.report.text).split()) for span in event.evidence]
