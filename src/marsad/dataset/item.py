"""A happening as every format takes it: one shape for happenings, events and, later, projects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

Json = Mapping[str, Any]
COUNTED = frozenset({"happened", "disputed", "failed"})
"""The statuses whose tolls are added up; what one side alone claims is not."""


class Figures(NamedTuple):
    """A toll: the lowest, the chosen, the highest (None: open), who, and the words."""

    low: int
    best: int
    high: int | None
    who: Json | None = None
    text: str | None = None


class Source(NamedTuple):
    """A report behind a happening."""

    report_id: str
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None


class Item(NamedTuple):
    """What happened; parties and places are records as `marsad extract` writes them."""

    id: str
    kind: str
    status: str
    grade: str | None
    confidence: float | None
    actor: Json | None
    target: Json | None
    places: tuple[Json, ...]
    first: str | None
    last: str | None
    precision: str | None
    date_text: str | None
    killed: Figures | None
    injured: Figures | None
    means: str | None
    sources: tuple[Source, ...]
    credits: tuple[str, ...]
    accounts: tuple[str, ...]
    quotes: tuple[str, ...]
    origins: int
    sums_up: tuple[str, ...]
    extractor: str | None

    @property
    def counted(self) -> bool:
        """Tell whether its tolls are added up: it is no total of others, and not one side's claim alone."""
        return self.status in COUNTED and not self.sums_up

    @property
    def outlets(self) -> list[str]:
        """Return who published it, each once."""
        return list(dict.fromkeys(source.outlet for source in self.sources if source.outlet))


def name_of(record: Json | None) -> str | None:
    """Return what a party or place is called: its English name, else the report's words."""
    return (record.get("name") or record.get("text")) if record else None


def words_of(records: list[str | None]) -> tuple[str, ...]:
    """Return what is there, each once."""
    return tuple(dict.fromkeys(one for one in records if one))
