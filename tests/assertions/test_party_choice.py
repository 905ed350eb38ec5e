"""Doers and done-to as they are weighed: what bars a party whatever speaks for it."""

from __future__ import annotations

import pytest

import marsad
from marsad import Event, Report


def events(text: str) -> list[Event]:
    return marsad._coder().extract(Report("r", text))


def doers(text: str, kind: str) -> list[str | None]:
    """Return who did what is of this kind: an id, or None where no table knows him or nobody is named."""
    return [event.actor and event.actor.id for event in events(text) if event.kind == kind]


@pytest.mark.parametrize(
    "text",
    [
        "قال الناطق إن الجيش السوداني أسقط مسيّرة، مضيفاً أن إحدى المسيّرات استهدفت مستودعاً في مدينة كسلا.",
        "أوضح شاهد أن الجيش السوداني انتشر في كسلا، مؤكداً أن مسيّرات استهدفت مطار المدينة.",
    ],
)
def test_a_drone_of_nobody_is_not_flown_by_the_party_of_a_clause_before(text: str) -> None:
    assert doers(text, "air_strike") == [None]
