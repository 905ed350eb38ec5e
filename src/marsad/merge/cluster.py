"""Average-link clusters: two groups become one while their accounts, on the average, are likelier one than two.

Not connected components: a chain of doubtful pairs would tie a whole war together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

MISSING = -4.0
"""What a pair weighs that was not compared, being of other days or governorates."""
Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """Return the two in order."""
    return (one, other) if one < other else (other, one)


def average_link(
    members: Sequence[str], scores: Mapping[Pair, float], apart: frozenset[Pair] = frozenset()
) -> list[list[str]]:
    """Return the groups of the members, each sorted, in order; the order in which members are given does not count.

    `apart` are pairs that are never in one group, whatever they weigh.
    """
    groups = {number: [name] for number, name in enumerate(sorted(members))}
    of = {group[0]: number for number, group in groups.items()}
    links: dict[int, dict[int, list[float]]] = {number: {} for number in groups}
    for (one, other), score in scores.items():
        links[of[one]][of[other]] = links[of[other]][of[one]] = [score, 1]
    forbidden: dict[int, set[int]] = {number: set() for number in groups}
    for first, second in apart:
        if first in of and second in of:
            forbidden[of[first]].add(of[second])
            forbidden[of[second]].add(of[first])
    heap = [(-_average(links, groups, a, b), a, b) for a in links for b in links[a] if a < b]
    heap = [entry for entry in heap if entry[0] < 0]
    heapify(heap)
    while heap:
        value, a, b = heappop(heap)
        if a not in groups or b not in groups or b in forbidden[a] or -_average(links, groups, a, b) != value:
            continue
        _join(groups, links, forbidden, a, b)
        for near in links[a]:
            average = _average(links, groups, a, near)
            if average > 0 and near not in forbidden[a]:
                heappush(heap, (-average, min(a, near), max(a, near)))
    return sorted(sorted(group) for group in groups.values())


def _average(links: dict[int, dict[int, list[float]]], groups: dict[int, list[str]], a: int, b: int) -> float:
    """Return the mean weight of all pairs of two groups; those not compared count as MISSING."""
    total, known = links[a].get(b, (0.0, 0))
    pairs = len(groups[a]) * len(groups[b])
    return round((total + MISSING * (pairs - known)) / pairs, 9)


def _join(
    groups: dict[int, list[str]],
    links: dict[int, dict[int, list[float]]],
    forbidden: dict[int, set[int]],
    a: int,
    b: int,
) -> None:
    """Make group b part of group a."""
    groups[a] += groups.pop(b)
    for other, (total, known) in links.pop(b).items():
        links[other].pop(b, None)
        if other == a:
            continue
        mine = links[a].setdefault(other, [0.0, 0])
        mine[0] += total
        mine[1] += known
        links[other][a] = mine
    links[a].pop(b, None)
    for other in forbidden.pop(b):
        forbidden[other].discard(b)
        forbidden[other].add(a)
        forbidden[a].add(other)
    forbidden[a].discard(b)
