"""Annotated reports as a coder reads them, and what it read as they are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.evaluate import Annotated, Told, Words, align
from marsad.evaluate.told import from_record
from marsad.intake import parse_day
from marsad.model import Event, Report
from marsad.pipeline import Coder


def report_of(annotated: Annotated) -> Report:
    """Return an annotated report without what annotators say of it."""
    published = parse_day(annotated.published) if annotated.published else None
    return Report(annotated.id, annotated.text or "", published, annotated.outlet)


def told(events: Iterable[Event], words: Words) -> list[Told]:
    """Return events in the shape in which they are compared."""
    return [from_record(event.to_dict(), words) for event in events]


def weighed(coder: Coder, reports: Sequence[Annotated], words: Words) -> tuple[list[float], list[bool]]:
    """Return the log-odds of what is read in annotated reports, and which of it is right."""
    odds: list[float] = []
    right: list[bool] = []
    for report in reports:
        found = coder.weigh(report_of(report))
        hits = {j for _, j in align(report.events, told((event for event, _ in found), words))}
        odds += [value for _, value in found]
        right += [place in hits for place in range(len(found))]
    return odds, right
