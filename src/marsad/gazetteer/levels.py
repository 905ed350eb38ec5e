"""Sources number the orders of units differently: where one's second order is our first, it is moved up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from marsad.gazetteer.merge import keys
from marsad.gazetteer.records import Record

LIKE = 0.5
"""A source numbers as we do where at least this share of its first-order units bear the name of one of ours."""
HIGHER = {"governorate": "region", "district": "governorate", "subdistrict": "district"}


def align_levels(ours: Sequence[Record], records: Sequence[Record]) -> None:
    """Move up the units of a source and country whose second order bears our first-order names.

    Who's On First has the West Bank and Gaza first and their governorates second; we have governorates first.
    """
    named = {(unit.country, key) for unit in ours if unit.level == 1 for key in keys(unit)}
    units: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.level:
            units[record.source, record.country].append(record)
    for listed in units.values():
        if _alike(listed, 1, named) < LIKE <= _alike(listed, 2, named):
            for unit in listed:
                unit.feature = HIGHER[unit.feature]


def _alike(units: Sequence[Record], level: int, named: set[tuple[str, str]]) -> float:
    """Return the share of a source's units of an order that bear the name of a first-order unit of ours."""
    listed = [unit for unit in units if unit.level == level]
    return sum(any((unit.country, key) in named for key in keys(unit)) for unit in listed) / max(len(listed), 1)
