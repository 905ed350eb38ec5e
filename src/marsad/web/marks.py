"""A report's text cut where marks begin and end, so that each stretch knows which fields were read from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

ROLES = ("actor", "target", "place", "date", "killed", "injured", "attribution", "evidence")
"""Fields that are marked; where several share words, the first one gives the colour."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text, the event and the field that were read from it."""

    start: int
    end: int
    event: str
    role: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; `opens` are marks whose words begin here."""

    start: int
    text: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...]

    @property
    def role(self) -> str:
        """Return the field that gives the colour; empty where nothing was read."""
        return min((mark.role for mark in self.marks), key=ROLES.index, default="")


def marks_of(record: Mapping[str, Any]) -> Iterator[Mark]:
    """Give the marks of an event: its fields' words and its evidence."""
    name = str(record["event_id"])
    found = [("actor", record.get("actor")), ("target", record.get("target")), ("date", record.get("date")),
             ("killed", record.get("killed")), ("injured", record.get("injured")),
             ("attribution", record.get("attribution"))]  # fmt: skip
    found += [("place", place) for place in (*(record.get("places") or ()), *(record.get("to") or ()))]
    for role, value in found:
        if value and value.get("span"):
            start, end = value["span"]
            yield Mark(start, end, name, role)
    for start, end in record.get("evidence") or ():
        yield Mark(start, end, name, "evidence")


def cut(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """Return the whole text in pieces, in order; marks that lie outside of it are passed over."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    edges = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    pieces = []
    for start, end in pairwise(edges):
        over = tuple(mark for mark in inside if mark.start <= start and end <= mark.end)
        pieces.append(Piece(start, text[start:end], over, tuple(mark for mark in over if mark.start == start)))
    return pieces
