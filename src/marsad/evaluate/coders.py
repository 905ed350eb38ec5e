"""How far coders agree who did not see each other: percent, Cohen's kappa, Krippendorff's alpha, with 95 % intervals.

A measure is None where it cannot be told: of no cases, or where all values are one and the same, so that agreement
by chance is certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""The normal distribution's 97.5 %."""
Pair = tuple[Hashable, Hashable]


@dataclass(frozen=True, slots=True)
class Measure:
    """A value with the ends of its interval; the interval is None where too few cases leave it open."""

    value: float
    low: float | None
    high: float | None


def percent(pairs: Sequence[Pair]) -> Measure | None:
    """Return the share of pairs that agree, 0 to 1, with Wilson's interval."""
    n = len(pairs)
    if not n:
        return None
    share = sum(one == other for one, other in pairs) / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    wide = Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
    return Measure(share, max(0.0, middle - wide), min(1.0, middle + wide))


def kappa(pairs: Sequence[Pair]) -> Measure | None:
    """Return Cohen's kappa of two coders, -1 to 1, with the standard error of Fleiss, Cohen and Everitt."""
    n = len(pairs)
    cells = {pair: count / n for pair, count in Counter(pairs).items()}
    firsts, seconds = Counter[Hashable](), Counter[Hashable]()
    for (one, other), share in cells.items():
        firsts[one] += share  # type: ignore[assignment]
        seconds[other] += share  # type: ignore[assignment]
    agreed = sum(share for (one, other), share in cells.items() if one == other)
    chance = sum(share * seconds[value] for value, share in firsts.items())
    if not n or chance > 1 - 1e-12:
        return None
    value = (agreed - chance) / (1 - chance)
    spread = 0.0
    for (one, other), share in cells.items():
        if one == other:
            spread += share * ((1 - chance) - (firsts[one] + seconds[one]) * (1 - agreed)) ** 2
        else:
            spread += share * (1 - agreed) ** 2 * (seconds[one] + firsts[other]) ** 2
    spread -= (agreed * chance - 2 * chance + agreed) ** 2
    return _around(value, sqrt(max(0.0, spread) / n) / (1 - chance) ** 2, n)


def alpha_nominal(units: Sequence[Sequence[Hashable]]) -> Measure | None:
    """Return Krippendorff's alpha for values that are the same or not; each unit has the values that coders gave it."""
    rated = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in rated for value in unit)
    squares = sum(count * count for count in counts.values())
    n = sum(counts.values())
    seen = [_differ(unit) / (len(unit) - 1) for unit in rated]
    total = sum(seen)
    value = _alpha(total, n, n * n - squares)
    without = []
    for unit, own in zip(rated, seen, strict=True):
        rest, mine = n - len(unit), Counter(unit)
        left = squares + sum((counts[one] - times) ** 2 - counts[one] ** 2 for one, times in mine.items())
        without.append(_alpha(total - own, rest, rest * rest - left))
    return _jackknifed(value, without)


def alpha_interval(units: Sequence[Sequence[float]]) -> Measure | None:
    """Return Krippendorff's alpha for numbers, where far apart is worse than near; units as for nominal values."""
    rated = [unit for unit in units if len(unit) > 1]
    values = [value for unit in rated for value in unit]
    middle = sum(values) / len(values) if values else 0.0
    moved = [[value - middle for value in unit] for unit in rated]  # small numbers, so that squares stay exact
    n = len(values)
    plain = sum(value for unit in moved for value in unit)
    squares = sum(value * value for unit in moved for value in unit)
    seen = [_apart(unit) / (len(unit) - 1) for unit in moved]
    total = sum(seen)
    value = _alpha(total, n, 2 * (n * squares - plain * plain))
    without = []
    for unit, own in zip(moved, seen, strict=True):
        rest = n - len(unit)
        p, s = plain - sum(unit), squares - sum(one * one for one in unit)
        without.append(_alpha(total - own, rest, 2 * (rest * s - p * p)))
    return _jackknifed(value, without)


def _differ(unit: Sequence[Hashable]) -> float:
    """Return how many ordered pairs of a unit's values differ."""
    return len(unit) ** 2 - sum(count * count for count in Counter(unit).values())


def _apart(unit: Sequence[float]) -> float:
    """Return the sum of squared differences of a unit's ordered pairs."""
    return 2 * (len(unit) * sum(value * value for value in unit) - sum(unit) ** 2)


def _alpha(seen: float, n: int, expected: float) -> float | None:
    """Return alpha from the disagreement that is seen, and the one of all values with all."""
    if n < 2 or expected < 1e-12:
        return None
    return 1 - (n - 1) * seen / expected


def _jackknifed(value: float | None, without: Sequence[float | None]) -> Measure | None:
    """Return alpha with the interval that comes of leaving out one unit after the other."""
    if value is None:
        return None
    n = len(without)
    told = [one for one in without if one is not None]
    if len(told) < n or n < 3:
        return Measure(value, None, None)
    middle = sum(told) / n
    return _around(value, sqrt((n - 1) / n * sum((one - middle) ** 2 for one in told)), n)


def _around(value: float, error: float, n: int) -> Measure:
    if n < 3 or error < 1e-6:
        return Measure(value, None, None)
    return Measure(value, max(-1.0, value - Z * error), min(1.0, value + Z * error))
