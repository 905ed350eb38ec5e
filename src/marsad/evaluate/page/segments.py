"""A report's text cut where the words of an event begin or end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from marsad.evaluate.page.rows import Row
from marsad.evaluate.page.values import places
from marsad.evaluate.told import Told

_ROLES = ("actor", "target", "attribution", "date", "killed", "injured")


class Mark(NamedTuple):
    """Words from `start` to `end` that state an event (`g3`, `f3`) or a field of it (`g3.actor`)."""

    start: int
    end: int
    name: str


def segments(text: str, rows: Sequence[Row]) -> list[list[Any]]:
    """Return `[words, names of their marks]`, which joined are the text again."""
    marks = [mark for mark in _marks(text, rows) if mark.start < mark.end]
    cuts = sorted({0, len(text), *(mark.start for mark in marks), *(mark.end for mark in marks)})
    return [
        [text[start:end], sorted({mark.name for mark in marks if mark.start <= start and end <= mark.end})]
        for start, end in pairwise(cuts)
    ]


def _marks(text: str, rows: Sequence[Row]) -> Iterable[Mark]:
    for number, row in enumerate(rows):
        for side, told in (("g", row.gold), ("f", row.found)):
            if told:
                name = f"{side}{number}"
                yield from (_inside(text, start, end, name) for start, end in told.evidence)
                for role, (start, end) in _roles(text, told):
                    yield _inside(text, start, end, f"{name}.{role}")


def _inside(text: str, start: int, end: int, name: str) -> Mark:
    return Mark(max(0, start), min(len(text), end), name)


def _roles(text: str, told: Told) -> Iterable[tuple[str, tuple[int, int]]]:
    """Give the words of each field: by their span, else where the words stand in or after the evidence."""
    record = told.record
    named = [(role, record.get(role), record.get(f"{role}_text")) for role in _ROLES]
    named += [(role, place, place.get("text")) for role in ("places", "to") for place in places(record, role)]
    for role, value, words in named:
        span = value.get("span") if isinstance(value, Mapping) else None
        if isinstance(span, list | tuple) and len(span) == 2 and all(isinstance(at, int) for at in span):
            yield role, (span[0], span[1])
        elif isinstance(words, str) and words:
            start = _find(text, words, told)
            if start >= 0:
                yield role, (start, start + len(words))


def _find(text: str, words: str, told: Told) -> int:
    """Return where words stand in the evidence, else where first in the text, else -1."""
    inside = (text.find(words, start, end) for start, end in told.evidence)
    return next((at for at in inside if at >= 0), text.find(words))
