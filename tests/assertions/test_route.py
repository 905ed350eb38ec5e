"""A movement's stops in the order gone."""

from __future__ import annotations

from marsad import Coder, Report
from marsad.assertions.route import route_of
from marsad.model import Place, Span

TEXT = "انسحبوا من منبج إلى الرقة مروراً بالطبقة"


def told(name: str) -> Place:
    at = TEXT.index(name)
    return Place(name, Span(at, at + len(name)))


def test_what_is_passed_stands_between() -> None:
    route = route_of([told("منبج"), told("الطبقة")], [told("الرقة")], TEXT)
    assert [(stop["role"], stop["text"]) for stop in route] == [
        ("origin", "منبج"),
        ("via", "الطبقة"),
        ("destination", "الرقة"),
    ]


def test_no_destination_is_no_route() -> None:
    assert route_of([told("منبج")], [], TEXT) == ()


def test_a_report_s_movement_has_a_route() -> None:
    (event,) = Coder().extract(Report("r", "نزح مئات المدنيين من سراقب إلى عفرين."))
    assert [(stop["role"], stop["text"]) for stop in event.to_dict()["route"]] == [  # type: ignore[attr-defined]
        ("origin", "سراقب"),
        ("destination", "عفرين"),
    ]
