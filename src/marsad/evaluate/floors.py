"""What a change may not make worse: the figures of each split, kind and conflict, and how much of a fall is noise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt

from marsad.evaluate.gold import Annotated
from marsad.evaluate.score import Score, Tally
from marsad.evaluate.told import Told
from marsad.evaluate.words import Words

FIELDS = ("place", "actor", "date", "killed", "status")
NOISE = 0.5
"""A figure of n cases may fall by this over the root of n: about one standard error of a share."""
LEAST = 5
"""Figures of fewer cases say nothing."""

Read = Sequence[tuple[Annotated, Sequence[Told]]]
Figures = dict[str, float]
Floors = dict[str, Figures]


def floors_of(read: Read, words: Words) -> Floors:
    """Return the figures of a split: `all`, `kind.<kind>` and `conflict.<conflict>`, each by name, 0 to 1."""
    return {group: figures for group, score in _scores(read, words) if (figures := dict(_figures(score)))}


def fallen(floors: Mapping[str, Mapping[str, float]], read: Read, words: Words) -> list[str]:
    """Return every figure that fell below its floor by more than noise, in words."""
    found = []
    for group, score in _scores(read, words):
        for name, tally in _tallies(score):
            floor = floors.get(group, {}).get(name)
            if floor is not None and _share(name, tally) < floor - noise(tally.gold):
                found.append(f"{group} {name}: {_share(name, tally):.3f}, floor {floor:.3f} of {tally.gold} cases")
    return found


def noise(cases: int) -> float:
    """Return how far a figure of so many cases may fall by chance."""
    return NOISE / sqrt(max(cases, 1))


def _scores(read: Read, words: Words) -> Iterator[tuple[str, Score]]:
    """Give the score of all reports, of each kind of event, and of each conflict."""
    groups: dict[str, Score] = defaultdict(lambda: Score(words))
    for report, events in read:
        groups["all"].add(report.id, report.events, events)
        groups[f"conflict.{report.conflict or 'other'}"].add(report.id, report.events, events)
        for kind in sorted({event.kind for event in (*report.events, *events)}):
            groups[f"kind.{kind}"].add(report.id, _of(kind, report.events), _of(kind, events))
    yield from sorted(groups.items())


def _of(kind: str, events: Iterable[Told]) -> list[Told]:
    return [event for event in events if event.kind == kind]


def _tallies(score: Score) -> Iterator[tuple[str, Tally]]:
    yield "event", score.event
    yield "strict", score.strict
    yield from ((name, score.fields[name]) for name in FIELDS)


def _figures(score: Score) -> Iterator[tuple[str, float]]:
    for name, tally in _tallies(score):
        if tally.gold >= LEAST:
            yield name, round(_share(name, tally), 3)


def _share(name: str, tally: Tally) -> float:
    """Return F1 for whole events, else the share of fields that are right."""
    return tally.f1 if name in ("event", "strict") else tally.hits / max(tally.gold, 1)
