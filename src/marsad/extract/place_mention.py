"""A place as the text names it, and the draft of one while the text is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from marsad.codebook.places import RelationRow
from marsad.model import Span

RANKS = {
    "country": 7,
    "region": 5,
    "governorate": 5,
    "sea": 6,
    "plain": 4,
    "district": 4,
    "mountain": 3,
    "subdistrict": 3,
    "city": 3,
    "area": 2,
    "valley": 2,
    "town": 2,
    "island": 2,
}
"""How much a sort of place may hold; sorts not named here hold the least."""


class PlaceMention(NamedTuple):
    """Words that name a place: tokens `first` (inclusive) to `last` (exclusive).

    `text` is the most specific name as in the report (`قرية الأغيبش`, `محيط مطار دير الزور`),
    `core` its folded name alone; `kind` the sort of place that its word or its row tells;
    `within` the containing mentions, nearest first; `group` the list that it is told in;
    `refers` the mention that an anaphoric one (`المدينة`) points back to.
    """

    first: int
    last: int
    prefix: str
    span: Span
    text: str
    core: str
    feature: str | None
    kind: str
    relation: RelationRow | None
    direction: RelationRow | None
    distance_km: float | None
    within: tuple[int, ...]
    group: int
    known: bool
    anaphoric: bool
    refers: int | None
    country: str | None
    toward: bool = False
    """Whether the words before it say that something goes there (`إلى`, `باتجاه`)."""
    far: str = ""
    """The folded name of the other end, where the place is a road or stretch between two."""
    border: tuple[str, ...] = ()
    """The countries of a border, by code or folded name; one where the text names one alone."""

    @property
    def rank(self) -> int:
        """Return how much the place may hold."""
        if self.relation and self.relation.relation == "countryside":
            return 4
        return RANKS.get(self.kind, 1)


@dataclass(slots=True)
class Draft:
    """A place mention in the making; `name_first` is where its text begins, its cut letters in `cut`."""

    first: int
    last: int
    prefix: str
    core: str
    text_first: int
    cut: int = 0
    feature: str | None = None
    kind: str = ""
    relation: RelationRow | None = None
    direction: RelationRow | None = None
    distance_km: float | None = None
    known: bool = False
    anaphoric: bool = False
    country: str | None = None
    toward: bool = False
    far: str = ""
    border: tuple[str, ...] = ()
    number: str = "sg"
    group: int = -1
    refers: int | None = None
    within: list[int] = field(default_factory=list)

    @property
    def rank(self) -> int:
        """Return how much the place may hold."""
        if self.relation and self.relation.relation == "countryside":
            return 4
        return RANKS.get(self.kind, 1)
