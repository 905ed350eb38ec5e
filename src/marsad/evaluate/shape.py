"""What the fields of an annotated report, of its events and of their places may hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, get_args

from marsad.model.event import Status

CONFLICTS = ("syria", "iraq", "yemen", "libya", "sudan", "gaza-israel", "lebanon", "other")
STATUSES: tuple[str, ...] = get_args(Status)

Test = Callable[[Any], bool]


def misshapen(value: Any, tests: dict[str, Test]) -> Iterator[str]:
    """Give a fault for every field that is missing, unknown or not as it should be."""
    if not isinstance(value, dict):
        yield f"is no object: {value!r:.40}"
        return
    yield from (f"{name}: is missing" for name in tests if name not in value)
    yield from (f"{name}: is not a field" for name in value if name not in tests)
    for name, test in tests.items():
        if name in value and not test(value[name]):
            yield f"{name}: cannot be {json.dumps(value[name], ensure_ascii=False):.80}"


def event_tests(kinds: Iterable[str]) -> dict[str, Test]:
    """Return what each field of an event may be."""
    name, toll = _or_none(_is_words), _or_none(_is_toll)
    return {
        "kind": tuple(kinds).__contains__,
        "actor": name,
        "actor_text": name,
        "target": name,
        "target_text": name,
        "places": _is_places,
        "to": _is_places,
        "date": _or_none(_is_days),
        "date_text": name,
        "killed": toll,
        "killed_who": name,
        "injured": toll,
        "status": STATUSES.__contains__,
        "attribution": name,
        "evidence": lambda value: isinstance(value, list) and len(value) == 2 and all(map(_is_count, value)),
    }


def _or_none(test: Test) -> Test:
    return lambda value: value is None or test(value)


def _is_words(value: Any) -> bool:
    return isinstance(value, str) and value == value.strip() != ""


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


def _is_toll(value: Any) -> bool:
    """Tell whether a value is [low, high], and high None where it is open."""
    if not (isinstance(value, list) and len(value) == 2 and _is_count(value[0])):
        return False
    return value[1] is None or (_is_count(value[1]) and value[0] <= value[1])


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value).isoformat() == value)
    except (TypeError, ValueError):
        return False


def _is_days(value: Any) -> bool:
    """Tell whether a value is a day, or the first and the last one with a stroke between them."""
    days = value.split("/") if isinstance(value, str) else []
    return 1 <= len(days) <= 2 and all(map(_is_day, days)) and days == sorted(days)


def _is_places(value: Any) -> bool:
    return isinstance(value, list) and not any(list(misshapen(place, _PLACE)) for place in value)


def _is_degrees(limit: int) -> Test:
    return lambda value: value is None or (type(value) in {int, float} and abs(value) <= limit)


_PLACE: dict[str, Test] = {
    "text": _is_words,
    "within": lambda value: isinstance(value, list) and all(map(_is_words, value)),
    "latin": _or_none(_is_words),
    "lat": _is_degrees(90),
    "lon": _is_degrees(180),
}
REPORT: dict[str, Test] = {
    "id": _is_words,
    "outlet": _or_none(_is_words),
    "conflict": CONFLICTS.__contains__,
    "published": _or_none(_is_day),
    "text": lambda value: isinstance(value, str) and value.strip() != "",
    "events": lambda value: isinstance(value, list),
}
