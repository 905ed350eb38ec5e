"""Reports with events made by hand, some of them meant to break a format."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.export import Coded
from marsad.model import DateRange, Event, Party, Place, Report, Span, Toll

TEXT = "قصفت طائرات حربية بلدة سراقب أمس\nوقُتل ثلاثة مدنيين على الأقل، بحسب «سانا»."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def event(number: int = 1, **changes: object) -> Event:
    army = Party("sy-af", "Syrian Air Force", "الطيران السوري", "طائرات حربية", span("طائرات حربية"), "state")
    fields: dict[str, object] = {
        "report_id": "r1",
        "event_id": f"e{number}",
        "kind": "air_strike",
        "actor": army,
        "target": Party(None, None, None, "مدنيين", span("مدنيين"), "civilians"),
        "places": (
            Place(
                "سراقب",
                span("سراقب"),
                "Saraqib",
                "سراقب",
                35.863,
                36.8058,
                2.0,
                1,
                "town",
                "g:1",
                "Idlib",
                country="SY",
            ),
            Place("بلدة", span("بلدة")),
        ),
        "to": (),
        "date": DateRange(date(2017, 4, 4), date(2017, 4, 4), "day", "أمس", span("أمس")),
        "killed": Toll(3, None, None, "ثلاثة مدنيين على الأقل", span("ثلاثة مدنيين على الأقل")),
        "injured": None,
        "means": None,
        "status": "claimed",
        "attribution": Party(None, "SANA", "سانا", "سانا", span("سانا"), "state"),
        "evidence": (Span(0, 32), Span(33, 45)),
        "confidence": 0.82,
        "acled": {"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike"},
        "ucdp": {"type_of_violence": 1},
        "plover": {"event": "ASSAULT", "mode": "aerial"},
        "extractor": "marsad test",
    }
    return Event(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture
def coded() -> list[Coded]:
    """Return two reports: one with two events, the second of them without place or date; one with none."""
    bare = event(2, places=(), date=None, actor=None, killed=None, ucdp=None, attribution=None, status="failed")
    report = Report("r1", TEXT, date(2017, 4, 5), "وكالة الاختبار", "https://example.org/1")
    return [Coded(report, [event(), bare]), Coded(Report("r2", "لا شيء"), [])]


@pytest.fixture
def explained(coded: list[Coded]) -> list[Coded]:
    """Return the same with a trace for each event."""
    trace = {"trigger": {"text": "قصفت", "row": "triggers.tsv:1"}, "candidates": {"actor": [{"id": "x", "score": 0.9}]}}
    return [Coded(item.report, item.events, [trace] * len(item.events)) for item in coded]
