"""What a chain of likely pairs ties together, over all shards: four bytes an assertion, however many pairs."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

LONGEST = 4_000
"""A chain of more assertions is cut at its weakest links: pairs below 1, 2, 3 ... bits are let go until it fits."""
STRONGEST = 40
"""Above this nothing is let go: people have judged such pairs to be one, or they are one event told twice."""
Pairs = Iterable[tuple[int, int, float]]


class Ties:
    """Which assertions, by number, may be grouped with which: the root of each is the lowest number tied to it."""

    def __init__(self, count: int) -> None:
        self.roots = array("I", range(count))

    def root(self, number: int) -> int:
        """Return the lowest number that this one is tied to."""
        roots = self.roots
        while roots[number] != number:
            roots[number] = roots[roots[number]]
            number = roots[number]
        return number

    def tie(self, one: int, other: int) -> None:
        """Tie two together."""
        low, high = sorted((self.root(one), self.root(other)))
        self.roots[high] = low

    def flatten(self) -> None:
        """Give each number its root at once."""
        for number in range(len(self.roots)):
            self.roots[number] = self.roots[self.roots[number]]

    def sizes(self) -> Counter[int]:
        """Return how many numbers each root has, the roots of one alone left out."""
        return Counter(root for number, root in enumerate(self.roots) if root != number)


def tie_all(count: int, pairs: Callable[[], Pairs], longest: int = LONGEST) -> tuple[Ties, list[dict[str, int]]]:
    """Return the ties of all pairs, and the chains that were too long, with the bits at which they were cut.

    `pairs` is called once for each threshold that is tried.
    """
    ties = Ties(count)
    for one, other, _ in pairs():
        ties.tie(one, other)
    ties.flatten()
    cut: list[dict[str, int]] = []
    bits = 0
    while bits < STRONGEST and (long := {root for root, more in ties.sizes().items() if more + 1 > longest}):
        bits += 1
        sizes = ties.sizes()
        cut += [{"assertions": sizes[root] + 1, "first": root, "bits": bits} for root in sorted(long)]
        for one, other in _loosened(ties, long, pairs(), bits):
            ties.tie(one, other)
        ties.flatten()
    return ties, cut


def _loosened(ties: Ties, long: set[int], pairs: Pairs, bits: int) -> Iterator[tuple[int, int]]:
    """Untie the chains that are too long, then give their pairs of so many bits again."""
    inside = {number for number, root in enumerate(ties.roots) if root in long}
    for number in inside:
        ties.roots[number] = number
    return ((one, other) for one, other, score in pairs if score > bits and one in inside and other in inside)
