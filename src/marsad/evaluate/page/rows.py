"""Annotated and extracted events of a report side by side, paired as the score pairs them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from marsad.evaluate.align import align, closest, is_strict, overlaps
from marsad.evaluate.score import judged
from marsad.evaluate.told import Told, Where

# `kind`: told by the same words, but under another kind; the score counts it as missed and as false.
Outcome = Literal["right", "fields", "kind", "missed", "false"]


@dataclass(frozen=True, slots=True)
class Row:
    """An annotated event, an extracted one, or both where they are one; `right` tells of each field judged."""

    outcome: Outcome
    gold: Told | None
    found: Told | None
    right: dict[str, bool]
    strict: bool = False

    @property
    def wrong(self) -> list[str]:
        """Return the fields that are wrong, by the names that the score gives them, and `to`."""
        return [name for name, right in self.right.items() if not right] if self.outcome == "fields" else []


def side_by_side(golds: Sequence[Told], founds: Sequence[Told]) -> list[Row]:
    """Return the rows of a report in the order of their words."""
    pairs = align(golds, founds)
    rows = [_paired(golds[i], founds[j]) for i, j in pairs]
    left = _without(golds, [i for i, _ in pairs])
    over = _without(founds, [j for _, j in pairs])
    near = closest(left, over, overlaps)
    rows += [Row("kind", left[i], over[j], _right(left[i], over[j])) for i, j in near]
    rows += [Row("missed", told, None, {}) for told in _without(left, [i for i, _ in near])]
    rows += [Row("false", None, told, {}) for told in _without(over, [j for _, j in near])]
    return sorted(rows, key=_start)


def places_right(gold: Sequence[Where], found: Sequence[Where]) -> bool:
    """Tell whether two lists of places share one, or are both empty."""
    return any(mine.same(theirs) for mine in gold for theirs in found) or (not gold and not found)


def _paired(gold: Told, found: Told) -> Row:
    right = _right(gold, found)
    return Row("right" if all(right.values()) else "fields", gold, found, right, is_strict(gold, found))


def _right(gold: Told, found: Told) -> dict[str, bool]:
    """Return what the score says of each field, and whether `to` is right, which it does not judge."""
    return judged(gold, found) | {"to": places_right(gold.to, found.to)}


def _without(events: Sequence[Told], taken: Sequence[int]) -> list[Told]:
    return [told for index, told in enumerate(events) if index not in taken]


def _start(row: Row) -> tuple[int, int]:
    """Return where the words of a row begin and end; events without words come last."""
    spans = [span for told in (row.gold, row.found) if told for span in told.evidence]
    return min(spans, default=(1 << 60, 0))
