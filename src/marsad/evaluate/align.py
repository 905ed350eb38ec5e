"""Which extracted event is which annotated one: one to one, the closest pairs first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from marsad.evaluate.told import Told, Where, Who

By = Callable[[str], str]
May = Callable[[Told, Told], bool]


def same_party(gold: Who | None, found: Who | None) -> bool:
    """Tell whether both name one party, or neither names any."""
    return found is None if gold is None else gold.same(found)


def shared_places(gold: Told, found: Told) -> list[tuple[Where, Where]]:
    """Return every pair of places that are the same."""
    return [(mine, theirs) for mine in gold.places for theirs in found.places if mine.same(theirs)]


def overlaps(gold: Told, found: Told) -> bool:
    """Tell whether the words that state both share a character."""
    return any(a < d and c < b for a, b in gold.evidence for c, d in found.evidence)


def is_event(gold: Told, found: Told, by: By = str) -> bool:
    """Tell whether an extracted event is the annotated one.

    The kind (or what `by` makes of it) is the same, and the evidence overlaps, or a place is
    shared, or, where the annotation has no place, the actor or the target is the same.
    """
    if by(gold.kind) != by(found.kind):
        return False
    if overlaps(gold, found) or shared_places(gold, found):
        return True
    return not gold.places and (same_party(gold.actor, found.actor) or same_party(gold.target, found.target))


def is_strict(gold: Told, found: Told) -> bool:
    """Tell whether a place (where there is one), actor, target and status are right too."""
    return (
        (not gold.places or bool(shared_places(gold, found)))
        and same_party(gold.actor, found.actor)
        and same_party(gold.target, found.target)
        and gold.status == found.status
    )


def closeness(gold: Told, found: Told) -> float:
    """Return how much two events agree; evidence and place weigh most."""
    places = len(shared_places(gold, found))
    return (
        2.0 * overlaps(gold, found)
        + 2.0 * bool(places)
        + 0.1 * places
        + same_party(gold.actor, found.actor)
        + same_party(gold.target, found.target)
        + 0.5 * (gold.status == found.status)
        + 0.5 * (gold.killed == found.killed)
    )


def align(golds: Sequence[Told], founds: Sequence[Told], by: By = str) -> list[tuple[int, int]]:
    """Return the pairs of indices of events that are one."""
    return closest(golds, founds, lambda gold, found: is_event(gold, found, by))


def closest(golds: Sequence[Told], founds: Sequence[Told], may: May) -> list[tuple[int, int]]:
    """Return pairs of those that `may` be one; of equally close pairs the first annotated, then the first extracted."""
    pairs = sorted(
        (-closeness(gold, found), i, j)
        for i, gold in enumerate(golds)
        for j, found in enumerate(founds)
        if may(gold, found)
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    chosen: list[tuple[int, int]] = []
    for _, i, j in pairs:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            chosen.append((i, j))
    return chosen
