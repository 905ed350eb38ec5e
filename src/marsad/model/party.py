"""Who did it, to whom, and who says so."""

from __future__ import annotations

from typing import Literal, NamedTuple

from marsad.model.span import Span, listed

PartyKind = Literal["state", "rebel", "militia", "civilians", "international", "unknown"]


class Party(NamedTuple):
    """A party named by a report; `id` is null where the registry does not know it."""

    id: str | None
    name: str | None
    name_ar: str | None
    text: str
    span: Span
    kind: PartyKind = "unknown"

    def to_dict(self) -> dict[str, object]:
        """Return the `actor` or `target` value of the event record."""
        return {
            "id": self.id,
            "name": self.name,
            "name_ar": self.name_ar,
            "text": self.text,
            "span": listed(self.span),
            "kind": self.kind,
        }


Attribution = Party
"""Whom the report credits for a statement: a party too, known or not."""
