"""Spans that name an actor, a place, a time, a quantity or a means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from marsad.model.span import Span


class Hit(NamedTuple):
    """One row of data found in the text: tokens `first` (inclusive) to `last` (exclusive).

    `prefix` holds the clitics cut from the first token ("وبال"), `suffix` the pronoun cut
    from the last one ("هم"); `row` is the row of data that matched.
    """

    first: int
    last: int
    prefix: str
    suffix: str
    row: object


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first` (inclusive) to `last` (exclusive), and the words they cover, clitics cut away."""

    first: int
    last: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Not found, as a value: why there is no actor, place or date for a mention."""

    reason: str
