"""Competing answers weighed: a log-linear model over readable features, its weights data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache, partial, wraps
from math import exp
from struct import calcsize, unpack
from typing import ParamSpec, TypeVar

from marsad.codebook.weights import BIAS, RULES, SUREST, THRESHOLD, Weights

WHOLE = 100
HEAVIEST = 6
KEPT = 20_000
"""How many groups of features a judge keeps sifted, so that a long run does not fill the memory."""
Reason = tuple[float, str]
P = ParamSpec("P")
T = TypeVar("T")
Group = tuple[str, ...]
"""Features that always come together, because a few words or marks tell all of them."""
MANIFOLD = ("kind", "status")
"""Questions with more answers than yes and no."""


EACH = 8192
"""How many groups are kept of each sort."""


class One(tuple[str, ...]):
    """A group that is kept: looked up by which object it is, without a look at the words in it.

    Two of them with the same words are two keys, which costs no more than to work something out twice.
    """

    __slots__ = ()
    __hash__ = object.__hash__


def grouped(work: Callable[P, Group]) -> Callable[P, Group]:
    """Keep the groups that a function puts together, of the last arguments."""

    @lru_cache(maxsize=EACH)
    @wraps(work)
    def once(*args: P.args, **kwargs: P.kwargs) -> Group:
        return One(work(*args, **kwargs))

    return once  # type: ignore[return-value]  # lru_cache forgets what it takes


class Kept(dict[Group, T]):
    """What is worked out of groups of features, of each once."""

    def __init__(self, work: Callable[[Group], T]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, group: Group) -> T:
        if len(self) > KEPT:
            self.clear()
        found = self[group] = self._work(group)
        return found


_NONE: frozenset[int] = frozenset()
WIDE, LANE = 64, 40
"""Bits that an answer has in a number that holds all answers; those of its weight, above which groups are counted."""


class Answers:
    """Weights of the answers to one question, all of them in one number, so that one addition adds up all answers.

    Each answer has 64 bits of it: a group that speaks for or against an answer adds `2**40` and its weight there, so
    that what is there is never negative, and is zero where no group spoke.  The lower half, read as a number with a
    sign, is the sum of the weights.
    """

    def __init__(self, signs: dict[str, list[tuple[str, int]]]) -> None:
        self.names = sorted({answer for speaks in signs.values() for answer, _ in speaks})
        self._place = {name: place * WIDE for place, name in enumerate(self.names)}
        self._signs = signs
        self._halves = "<" + "iI" * len(self.names)
        self._kept: Kept[int] = Kept(self._number)

    def odds(self, groups: Iterable[Group]) -> dict[str, int]:
        """Return the sum of the weights of each answer that a group speaks of."""
        total = sum(map(self._kept.__getitem__, groups))
        halves = unpack(self._halves, total.to_bytes(calcsize(self._halves), "little"))
        lanes = zip(self.names, halves[::2], halves[1::2], strict=True)
        return {name: weight for name, weight, spoken in lanes if spoken}

    def _number(self, group: Group) -> int:
        """Return what a group of signs says of all answers."""
        odds: Counter[str] = Counter()
        for sign in group:
            for answer, weight in self._signs.get(sign, ()):
                odds[answer] += weight
        return sum((1 << LANE) + weight << self._place[answer] for answer, weight in odds.items())


BELOW, EVEN = 40, 30
"""Bits of a feature's number below those that tell which it is; the one that keeps its weight from going below zero."""


class Parts:
    """Weights of features that several groups may have in common: each feature is a number, and counts once.

    The number holds which feature it is above its weight, so that those of all groups are one set, and its sum is told
    from how many there are.  A thousand of them add up to less than 64 bits, which Python adds up fastest.
    """

    def __init__(self, table: dict[str, int]) -> None:
        self._numbers = {
            feature: (place << BELOW) + (1 << EVEN) + weight for place, (feature, weight) in enumerate(table.items())
        }
        self._kept: Kept[frozenset[int]] = Kept(self._known)

    def sum(self, groups: Iterable[Group]) -> int:
        """Return the sum of the weights of the features of some groups."""
        numbers = _NONE.union(*map(self._kept.__getitem__, groups))
        return sum(numbers) % (1 << BELOW) - (len(numbers) << EVEN)

    def _known(self, group: Group) -> frozenset[int]:
        """Return the numbers of those features of a group that have a weight."""
        return frozenset(self._numbers[feature] for feature in group if feature in self._numbers)


class Judge:
    """Adds up the weights of features; keeps nothing of a report, so one may serve many threads.

    Sums are of whole hundredths, so that they do not depend on the order of the features.  Features come in
    groups, of which the same come again and again, so what a group weighs is kept.
    """

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        tables = {question: _hundredths(table) for question, table in weights.items()}
        signs = {question: _by_sign(tables[question]) for question in MANIFOLD if question in weights}
        self._always = {question: table.get(BIAS, 0) for question, table in tables.items()}
        self._ruled = {question: table.get(RULES, 0) for question, table in tables.items()}
        self._sums = {
            question: (Kept(partial(_sum, table)).__getitem__, table.get(BIAS, 0)) for question, table in tables.items()
        }
        """For each question, what a group weighs, and what every case has."""
        self._parts = {question: Parts(table) for question, table in tables.items()}
        self._answers = {question: Answers(table) for question, table in signs.items()}
        self._heeded: dict[tuple[str, str], frozenset[str]] = {}

    def knows(self, question: str) -> bool:
        """Tell whether a question has learned weights; without them the rules decide."""
        return question in self.weights

    def threshold(self, question: str) -> float:
        """Return the log-odds from which on an answer is taken for yes."""
        return self.weights.get(question, {}).get(THRESHOLD, 0.0)

    def surest(self, question: str) -> float:
        """Return the log-odds that the surest yes of a report must reach."""
        return self.weights.get(question, {}).get(SUREST, self.threshold(question))

    def odds(self, question: str, groups: Iterable[Group], about: object) -> float:  # noqa: ARG002 (for those who watch)
        """Return the log-odds that the answer is yes; features without a weight add nothing.

        No feature is in two of the groups.  `about` is what is judged: a statement, a pair of them, or a statement
        and a candidate.
        """
        known = self._sums.get(question)
        if known is None:
            return 0.0
        weigh, always = known
        return sum(map(weigh, groups), always) / WHOLE

    def odds_once(self, question: str, groups: Iterable[Group], about: object) -> float:  # noqa: ARG002
        """Return the same where groups may have features in common: of these, each counts once."""
        return (self._always[question] + self._parts[question].sum(groups)) / WHOLE

    def answer(self, question: str, groups: Iterable[Group], ruled: str, about: object) -> str:  # noqa: ARG002
        """Return the best of many answers; `ruled` is the rules' own, whose weight is that of `(rules)`."""
        odds = self._answers[question].odds(groups)
        odds[ruled] = odds.get(ruled, 0) + self._ruled[question]
        most = max(odds.values())
        return ruled if odds[ruled] == most else max(answer for answer, weight in odds.items() if weight == most)

    def heeded(self, question: str, start: str) -> frozenset[str] | None:
        """Return what follows a beginning in the features that have a weight; None where all are wanted."""
        key = question, start
        if key not in self._heeded:
            signs = (feature.rpartition(" > ")[0] or feature for feature in self.weights.get(question, ()))
            self._heeded[key] = frozenset(sign.removeprefix(start) for sign in signs if sign.startswith(start))
        return self._heeded[key]


class Witness(Judge):
    """A judge that remembers what weighed most in each answer, to be shown to people; for one report alone."""

    def __init__(self, weights: Weights) -> None:
        super().__init__(weights)
        self.seen: dict[int, dict[str, tuple[float, list[Reason]]]] = {}
        self.kept: list[object] = []

    def odds(self, question: str, groups: Iterable[Group], about: object) -> float:
        """Answer as always, and keep the likeliest yes of each statement and question."""
        listed = tuple(groups)
        odds = super().odds(question, listed, about)
        self._note(question, [feature for group in listed for feature in group], odds, about)
        return odds

    def odds_once(self, question: str, groups: Iterable[Group], about: object) -> float:
        """Answer as always, and keep the likeliest yes of each statement and question."""
        listed = tuple(groups)
        odds = super().odds_once(question, listed, about)
        self._note(question, [feature for group in listed for feature in group], odds, about)
        return odds

    def _note(self, question: str, features: list[str], odds: float, about: object) -> None:
        statement = about[0] if isinstance(about, tuple) else about
        if id(statement) not in self.seen:
            self.kept.append(statement)
        known = self.seen.setdefault(id(statement), {})
        if question not in known or odds > known[question][0]:
            known[question] = odds, self._heaviest(question, features)

    def reasons(self, statement: object) -> dict[str, object]:
        """Return for each question of a statement the log-odds of its answer and the features that weighed most."""
        return {
            question: {"odds": round(odds, 2), "features": {feature: weight for weight, feature in heaviest}}
            for question, (odds, heaviest) in self.seen.get(id(statement), {}).items()
        }

    def _heaviest(self, question: str, features: list[str]) -> list[Reason]:
        table = self.weights.get(question, {})
        weighed = {(table[feature], feature) for feature in features if feature in table}
        return sorted(weighed, key=lambda one: (-abs(one[0]), one[1]))[:HEAVIEST]


def _hundredths(table: dict[str, float]) -> dict[str, int]:
    return {feature: round(weight * WHOLE) for feature, weight in table.items()}


def _by_sign(table: dict[str, int]) -> dict[str, list[tuple[str, int]]]:
    """Return `sign > answer` weights as answers by sign."""
    found: dict[str, list[tuple[str, int]]] = {}
    for feature, weight in table.items():
        sign, arrow, answer = feature.rpartition(" > ")
        if arrow:
            found.setdefault(sign, []).append((answer, weight))
    return found


def _sum(table: dict[str, int], group: Group) -> int:
    """Return the sum of the weights of a group."""
    return sum(table.get(feature, 0) for feature in group)


def probability(odds: float) -> float:
    """Return log-odds as a probability, 0 to 1."""
    return 1 / (1 + exp(-max(min(odds, 30.0), -30.0)))
