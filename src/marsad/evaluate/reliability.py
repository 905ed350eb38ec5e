"""Whether a confidence means what it says: of the events given 0.8, about 80 in a hundred should be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of like confidence (a tenth from `low` on): how many, their mean confidence, the share of right ones."""

    low: float
    events: int
    confidence: float
    right: float


def reliability(events: Iterable[tuple[float, bool]]) -> list[Bin]:
    """Return a row for every tenth of confidence that has events, told as its confidence and whether it is right."""
    rows: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for told, right in events:
        rows[min(int(told * BINS), BINS - 1)].append((told, right))
    return [
        Bin(
            place / BINS,
            len(row),
            sum(told for told, _ in row) / len(row),
            sum(right for _, right in row) / len(row),
        )
        for place, row in sorted(rows.items())
    ]


def expected_error(rows: Iterable[Bin]) -> float:
    """Return the expected calibration error, 0 to 1: how far confidence and share of right ones lie apart."""
    listed = list(rows)
    events = sum(row.events for row in listed)
    return sum(row.events * abs(row.confidence - row.right) for row in listed) / max(events, 1)
