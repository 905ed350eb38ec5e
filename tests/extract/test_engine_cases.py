"""Sentences and the events they must give: tests/cases/sentences/*.yaml, written by anyone who reads Arabic."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad import Event
from marsad.model import Party, Place, Toll
from marsad.text.fold import fold_word

Json = dict[str, Any]
Read = Callable[..., list[Event]]
CASES = Path(__file__).resolve().parent.parent / "cases" / "sentences"
CASE_KEYS = {"text", "published", "outlet", "country", "expect", "xfail", "note"}


def spelled(text: str) -> str:
    """Return words as they are compared: folded, in lower case."""
    return fold_word(text).lower()


def is_party(wanted: str | None, party: Party | None) -> bool:
    """Tell whether a party has this id, or these words in a name or in the text; null: there is none."""
    if wanted is None or party is None:
        return wanted is party
    told = (party.name, party.name_ar, party.text)
    return (
        wanted == party.id or is_side(wanted, party) or any(spelled(wanted) in spelled(name) for name in told if name)
    )


def is_side(wanted: str, party: Party) -> bool:
    """Tell whether a party's id begins so: `il-` stands for any organ of a state."""
    return wanted.endswith("-") and (party.id or "").startswith(wanted)


def are_places(wanted: list[str], places: tuple[Place, ...]) -> bool:
    """Tell whether the places are these, in any order; `سراقب` stands for `بلدة سراقب` too."""
    rest = list(places)
    for name in sorted(wanted, key=len, reverse=True):
        hit = next((place for place in rest if is_place(spelled(name), place)), None)
        if hit is None:
            return False
        rest.remove(hit)
    return not rest


def is_place(name: str, place: Place) -> bool:
    """Tell whether a place has this name, alone or after other words."""
    return any(f" {spelled(own)}".endswith(f" {name}") for own in (place.text, place.name_ar) if own)


def is_toll(wanted: list[int | None] | None, toll: Toll | None) -> bool:
    """Tell whether a toll is `[min, max]`."""
    return (None if toll is None else [toll.min, toll.max]) == wanted


def is_date(wanted: object, event: Event) -> bool:
    """Tell whether the date is this day, or `start/end`."""
    if event.date is None or wanted is None:
        return event.date is wanted
    start, end = event.date.start.isoformat(), event.date.end.isoformat()
    return str(wanted) in {f"{start}/{end}", start if start == end else ""}


CHECKS: dict[str, Callable[[Any, Event], bool]] = {
    "kind": lambda wanted, event: event.kind == wanted,
    "actor": lambda wanted, event: is_party(wanted, event.actor),
    "target": lambda wanted, event: is_party(wanted, event.target),
    "places": lambda wanted, event: are_places(wanted, event.places),
    "to": lambda wanted, event: are_places(wanted, event.to),
    "status": lambda wanted, event: event.status == wanted,
    "killed": lambda wanted, event: is_toll(wanted, event.killed),
    "injured": lambda wanted, event: is_toll(wanted, event.injured),
    "killed_who": lambda wanted, event: is_party(wanted, event.killed and event.killed.who),
    "date": is_date,
    "means": lambda wanted, event: event.means == wanted,
    "attribution": lambda wanted, event: is_party(wanted, event.attribution),
}


def wrong(wanted: Json, event: Event) -> list[str]:
    """Return the fields that are not as wanted."""
    return [field for field, value in wanted.items() if not CHECKS[field](value, event)]


def faults(expected: list[Json], events: list[Event]) -> list[str]:
    """Return what is wrong under the best pairing of expected events and events; nothing where all is right."""
    if len(expected) != len(events):
        return [f"{len(expected)} events expected, {len(events)} found"]
    if len(events) > 6:  # too many ways to pair: in the order told
        return [fault for pair in zip(expected, events, strict=True) for fault in wrong(*pair)]
    ways = (
        [fault for want, event in zip(expected, way, strict=True) for fault in wrong(want, event)]
        for way in permutations(events)
    )
    return min(ways, key=len)


def shown(event: Event) -> str:
    """Return an event on a line, for a message."""
    record = event.to_dict()
    line = {
        "kind": event.kind,
        "actor": event.actor and (event.actor.id or event.actor.text),
        "target": event.target and (event.target.id or event.target.name or event.target.text),
        "places": [place.text for place in event.places],
        "to": [place.text for place in event.to],
        "status": event.status,
        "killed": event.killed and [event.killed.min, event.killed.max],
        "injured": event.injured and [event.injured.min, event.injured.max],
        "date": event.date and f"{event.date.start}/{event.date.end}",
        "means": record["means"],
        "attribution": event.attribution and event.attribution.text,
    }
    return "  found " + ", ".join(f"{name}: {value}" for name, value in line.items() if value)


def read(case: Json, ruled: Read) -> list[Event]:
    """Return the events of a case's text, read by the rules alone."""
    day = case.get("published")
    return ruled(case["text"], str(day) if day else None, case.get("outlet"), case.get("country"))


def cases() -> Iterator[Any]:
    """Give every case of every file, marked where it is known to fail."""
    for path in sorted(CASES.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if case.get("xfail") else []
            yield pytest.param(case, marks=marks, id=f"{path.stem}-{number}")


@pytest.mark.parametrize("case", list(cases()))
def test_a_sentence_gives_its_events(case: Json, ruled: Read) -> None:
    events = read(case, ruled)
    found = faults(case["expect"], events)
    assert not found, "\n".join([", ".join(found), case["text"], *map(shown, events)])


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_cases_are_written_as_their_readme_says(path: Path) -> None:
    for case in yaml.safe_load(path.read_text(encoding="utf-8")):
        assert {"text", "expect"} <= set(case) <= CASE_KEYS, case
        for wanted in case["expect"]:
            assert {"kind"} <= set(wanted) <= set(CHECKS), case["text"]


def test_every_kind_has_a_case(data: Path) -> None:
    kinds = yaml.safe_load((data / "codebook" / "kinds.yaml").read_text(encoding="utf-8"))
    told = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in CASES.glob("*.yaml")]
    assert set(kinds) == {wanted["kind"] for family in told for case in family for wanted in case["expect"]}
