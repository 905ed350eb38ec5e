"""How many were killed or injured, low to high, with the wording."""

from __future__ import annotations

from typing import NamedTuple

from marsad.model.party import Party
from marsad.model.span import Span, listed


class Among(NamedTuple):
    """A part of a toll that the words count apart: `بينهم ثلاثة أطفال`; `who` is a group of `persons.tsv`."""

    who: str
    min: int
    max: int | None
    text: str
    span: Span

    def to_dict(self) -> dict[str, object]:
        """Return an entry of a toll's `among`."""
        return {"who": self.who, "min": self.min, "max": self.max, "text": self.text, "span": listed(self.span)}


class Toll(NamedTuple):
    """`min` to `max` persons; `max` null means that the words leave it open.  `among` are parts of these, no more."""

    min: int
    max: int | None
    who: Party | None
    text: str
    span: Span
    among: tuple[Among, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the `killed` or `injured` value of the event record."""
        return {
            "min": self.min,
            "max": self.max,
            "who": self.who.to_dict() if self.who else None,
            "text": self.text,
            "span": listed(self.span),
            "among": [part.to_dict() for part in self.among],
        }
