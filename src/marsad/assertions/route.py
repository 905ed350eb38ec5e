"""A movement's places in the order gone: where it began, what it passed, where it led."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.model import Place
from marsad.text.fold import fold_word

PASSING = frozenset({"عبر", "مرورا", "مارا", "ماره", "مارين"})
"""Words before a place that is passed: `من منبج إلى الرقة مروراً بالطبقة`."""
BACK = 24
"""Characters before a place in which such a word is looked for."""


def route_of(places: Sequence[Place], to: Sequence[Place], text: str) -> tuple[dict[str, object], ...]:
    """Return the stops of a movement, each with its role; empty where nothing tells where it led.

    `انسحبوا من منبج إلى الرقة مروراً بالطبقة` gives Manbij (origin), Tabqa (via), Raqqa (destination).
    """
    if not to:
        return ()
    passed = [place for place in (*places, *to) if _is_passed(place, text)]
    origins = [place for place in places if place not in passed]
    ends = [place for place in to if place not in passed]
    stops = [("origin", origins), ("via", sorted(passed, key=lambda place: place.span)), ("destination", ends)]
    return tuple(_stop(role, place) for role, listed in stops for place in listed)


def _is_passed(place: Place, text: str) -> bool:
    """Tell whether the words right before a place say that it is passed."""
    words = fold_word(text[max(0, place.span.start - BACK) : place.span.start]).split()
    return any(word.removeprefix("و") in PASSING for word in words[-2:])


def _stop(role: str, place: Place) -> dict[str, object]:
    return {
        "role": role,
        "text": place.text,
        "gazetteer_id": place.gazetteer_id,
        "lat": place.lat,
        "lon": place.lon,
    }
