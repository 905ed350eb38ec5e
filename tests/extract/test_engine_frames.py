"""Every frame's example gives what the frame says, and its counter-example no event of its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from marsad import Event
from marsad.codebook.frames import Expected, Frame, load_frames
from marsad.paths import data_root

FRAMES = load_frames(data_root(), [])

# Frames whose example or counter-example does not pass today, and why.
EXAMPLES: dict[str, str] = {}
COUNTERS: dict[str, str] = {"kill": "boredom kills"}


def told(event: Event, expect: Expected) -> bool:
    """Tell whether an event is what an example must give; what the example does not say is not asked."""
    names = {place.text for place in event.places} | {place.name_ar for place in event.places}
    return (
        event.kind == expect.kind
        and (expect.actor is None or (event.actor is not None and event.actor.id == expect.actor))
        and (
            expect.target is None
            or (event.target is not None and expect.target in {event.target.id, event.target.name})
        )
        and (not expect.places or set(expect.places) <= names)
    )


def frames(field: str, known: dict[str, str]) -> Iterator[Any]:
    """Give the frames that have an example (or a counter-example), marked where they are known to fail."""
    for frame in FRAMES.values():
        if getattr(frame, field):
            marks = [pytest.mark.xfail(reason=known[frame.name], strict=True)] if frame.name in known else []
            yield pytest.param(frame, marks=marks, id=frame.name)


def shown(events: list[Event]) -> str:
    """Return events for a message."""
    return "; ".join(
        f"{event.kind} {event.actor and (event.actor.id or event.actor.text)} on "
        f"{event.target and (event.target.id or event.target.name or event.target.text)} "
        f"at {[place.text for place in event.places]}"
        for event in events
    )


@pytest.mark.parametrize("frame", list(frames("expect", EXAMPLES)))
def test_an_example_gives_one_event_as_the_frame_says(frame: Frame, ruled: Callable[..., list[Event]]) -> None:
    assert frame.expect is not None
    events = ruled(frame.example)
    assert len(events) == 1, shown(events)
    assert told(events[0], frame.expect), shown(events)


@pytest.mark.parametrize("frame", list(frames("counter", COUNTERS)))
def test_a_counter_example_gives_no_event_of_the_kind(frame: Frame, ruled: Callable[..., list[Event]]) -> None:
    events = [event for event in ruled(frame.counter) if event.kind in {frame.kind, *frame.refine}]
    assert not events, shown(events)


def test_the_frames_are_read_without_a_fault(data: Path) -> None:
    found: list[Any] = []
    load_frames(data, found)
    assert found == []
    assert all(frame.example for frame in FRAMES.values() if frame.expect)
