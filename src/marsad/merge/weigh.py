"""What each level of agreement weighs: log2 of how much oftener it is seen in accounts of one happening than of two.

After Fellegi and Sunter (1969); the table is learned from annotated accounts and reviewed by people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log2
from pathlib import Path
from typing import NamedTuple

from marsad.codebook.tables import read_table
from marsad.errors import Fault, UsageError
from marsad.merge.account import Account
from marsad.merge.compare import COMPARERS, Comparer, levels
from marsad.merge.compare.place import FARTHER
from marsad.merge.world import World

PRIOR = ("(prior)", "-")
SMOOTH = 1.0
HEAVIEST = 6.0
Weights = Mapping[tuple[str, str], float]
NAMES = tuple(COMPARERS)
TELLING = ("time", "kind", "target", "killed", "injured", "actor", "wording", "place", "report", "means")
"""Comparers in the order that soonest tells which pairs are none: cheap ones that weigh much before others."""
SLACK = 1e-6
"""Added to what may still come, for sums in another order differ in the last digits."""
HEAD = (
    "# What each level of agreement between two accounts weighs: log2(m/u); m: how often accounts of one happening\n"
    "# show it, u: how often accounts of two do.  Written by `marsad evaluate merge --learn`, reviewed by people.\n"
)


class Reason(NamedTuple):
    """A comparer, the level that it found, and what that weighs."""

    comparer: str
    level: str
    weight: float


def load_weights(path: Path) -> dict[tuple[str, str], float]:
    """Read the table."""
    faults: list[Fault] = []
    rows = read_table(path, ("comparer", "level", "weight"), faults, ("m", "u"))
    if faults:
        raise UsageError(f"{path}: {faults[0]}")
    return {(row["comparer"], row["level"]): float(row["weight"]) for row in rows}


def weigh(one: Account, other: Account, world: World, weights: Weights) -> float:
    """Return the odds, in bits, that two accounts are of one happening."""
    total = weights.get(PRIOR, 0.0)
    for name, compare in COMPARERS.items():
        total += weights.get((name, compare(one, other, world)), 0.0)
    return total


class Scales:
    """Weighs pairs against a floor, and lets a pair go once nothing that is left to compare can lift it above."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._prior = weights.get(PRIOR, 0.0)
        bits = {name: {level: weight for (of, level), weight in weights.items() if of == name} for name in NAMES}
        best = {name: max([0.0, *bits[name].values()]) for name in NAMES}
        self._steps: list[tuple[int, Comparer, dict[str, float], float]] = []
        rest = sum(best.values())
        for name in TELLING:
            rest -= best[name]
            self._steps.append((NAMES.index(name), COMPARERS[name], bits[name], rest + SLACK))

    def above(self, one: Account, other: Account, world: World, floor: float) -> float | None:
        """Return what `weigh` returns, where that is more than the floor, else None."""
        found, total = [0.0] * len(NAMES), self._prior
        for place, compare, bits, rest in self._steps:
            found[place] = bits.get(compare(one, other, world), 0.0)
            total += found[place]
            if total + rest <= floor:
                return None
        score = self._prior
        for more in found:
            score += more
        return score if score > floor else None


def explain(one: Account, other: Account, world: World, weights: Weights) -> list[Reason]:
    """Return what each comparer found and what it weighs, the heaviest first."""
    found = [Reason(name, level, weights.get((name, level), 0.0)) for name, level in levels(one, other, world).items()]
    return sorted(found, key=lambda reason: -abs(reason.weight))


def learn(pairs: Iterable[tuple[Account, Account, bool]], world: World) -> list[tuple[str, str, float, float, float]]:
    """Return a row for each level: comparer, level, m, u, weight; pairs tell whether they are of one happening."""
    seen: dict[bool, Counter[tuple[str, str]]] = {True: Counter(), False: Counter()}
    count: Counter[bool] = Counter()
    for one, other, same in pairs:
        count[same] += 1
        seen[same].update(levels(one, other, world).items())
    rows = [(*PRIOR, 0.0, 0.0, round(log2(max(count[True], 1) / max(count[False], 1)), 2))]
    for key in sorted({*seen[True], *seen[False]}):
        m, u = ((seen[same][key] + SMOOTH) / (count[same] + 2 * SMOOTH) for same in (True, False))
        rows.append((*key, round(m, 4), round(u, 4), round(max(min(log2(m / u), HEAVIEST), -HEAVIEST), 2)))
    return _farther_is_no_better(rows)


def _farther_is_no_better(
    rows: list[tuple[str, str, float, float, float]],
) -> list[tuple[str, str, float, float, float]]:
    """Let no two places that lie farther apart weigh more than nearer ones, which few pairs may say by chance."""
    weight = {level: value for comparer, level, _, _, value in rows if comparer == "place"}
    bound = HEAVIEST
    for level in FARTHER:
        bound = weight[level] = min(weight.get(level, bound), bound)
    return [(c, level, m, u, weight[level] if c == "place" else value) for c, level, m, u, value in rows]


def written(rows: Iterable[tuple[str, str, float, float, float]]) -> str:
    """Return the table as text."""
    lines = [f"{comparer}\t{level}\t{m:g}\t{u:g}\t{weight:g}" for comparer, level, m, u, weight in rows]
    return HEAD + "\n".join(["comparer\tlevel\tm\tu\tweight", *lines]) + "\n"
