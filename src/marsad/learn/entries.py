"""Which place of the gazetteer a mention means: weights learned on top of the scores that rank places by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from marsad.codebook.weights import ENTRY
from marsad.evaluate import Annotated
from marsad.evaluate.places import TOLD_KM, UNIT_FEATURES, WIDE, annotated_places, mention_at
from marsad.extract.reading import Reading
from marsad.gazetteer import Entry
from marsad.gazetteer.geometry import distance_km
from marsad.learn.cases import Cases
from marsad.learn.examples import Example, fold_of
from marsad.learn.fit import Table
from marsad.learn.reading import report_of
from marsad.learn.train import FOLDS, Learned
from marsad.pipeline import Coder
from marsad.resolve.place_out import ResolvedPlace
from marsad.resolve.places import Notes

STRENGTH = 0.2
LEAST = 0.1
"""Features whose weight stays below it are left out."""


class Case(NamedTuple):
    """A candidate of a mention, and the score that it has by hand."""

    example: Example
    score: float


def learn_entries(cases: Sequence[Case]) -> Learned:
    """Return the weights of the question `entry`, and how many mentions get the right place, by hand and by weights."""
    right = 0
    for fold in range(FOLDS):
        inside = [case for case in cases if fold_of(case.example.report, FOLDS) != fold]
        outside = [case for case in cases if fold_of(case.example.report, FOLDS) == fold]
        right += _won(outside, _fit(inside))
    choices = len({(case.example.report, case.example.choice) for case in cases})
    return Learned(ENTRY, _fit(cases), choices, _won(cases, {}) / max(choices, 1), right / max(choices, 1))


def gather_entries(coder: Coder, reports: Sequence[Annotated], readings: Sequence[Reading] = ()) -> list[Case]:
    """Note every mention with a right and a wrong candidate: right is what lies where the annotator says.

    `readings` is what the coder read in each of the reports, where that was kept.
    """
    cases: list[Case] = []
    resolver = coder.place_resolver
    resolver.take({})
    seen: list[tuple[Sequence[ResolvedPlace], Notes]] = []
    resolver.watch = lambda places, notes: seen.append((places, notes))
    for place, report in enumerate(reports):
        coder.places(report_of(report), readings[place] if readings else None)
        places, notes = seen.pop()
        for text, lat, lon, event in _told(report):
            found = mention_at(text, event, report.text or "", places)
            weighed = notes.get(found.mention, []) if found else []
            labels = _labels(lat, lon, [one for one, _, _ in weighed])
            if found and found.place.feature in UNIT_FEATURES:
                continue  # the annotator's point of a unit may be its middle or its chief town
            if any(labels) and not all(labels):
                number = cases[-1].example.choice + 1 if cases else 0
                cases += [
                    Case(Example(tuple(features), label, number, report.id), value)
                    for (_, features, value), label in zip(weighed, labels, strict=True)
                ]
    resolver.watch = None
    return cases


def _labels(lat: float, lon: float, entries: Sequence[Entry]) -> list[bool]:
    """Tell which candidates are where the annotator says: the nearest, and what is hardly further."""
    away = [distance_km(lat, lon, one.lat, one.lon) for one in entries]
    nearest = min(away, default=WIDE)
    return [km <= nearest + TOLD_KM and nearest < WIDE for km in away]


def _told(report: Annotated) -> Iterator[tuple[str, float, float, Mapping[str, object]]]:
    """Give each annotated place of a report once, with an event that names it."""
    seen = set()
    for event in report.events:
        for where, record in annotated_places(event.record):
            if where not in seen:
                seen.add(where)
                yield (*where, record)


def _fit(cases: Sequence[Case]) -> Table:
    """Return weights under which, added to the scores by hand, the right candidate of each mention wins."""
    table = _solve(cases, Cases.of([case.example for case in cases]).vocabulary())
    kept = sorted(name for name, weight in table.items() if abs(weight) >= LEAST)
    return {name: round(weight, 2) for name, weight in _solve(cases, kept).items()}


def _solve(cases: Sequence[Case], names: Sequence[str]) -> Table:
    told = Cases.of([case.example for case in cases])
    rows, right, groups = told.columns(names), told.right, told.choice
    turned = rows.T.tocsr()
    given = np.array([case.score for case in cases])
    size = int(groups.max()) + 1

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = given + np.asarray(rows @ weights)
        top = np.full(size, -np.inf)
        np.maximum.at(top, groups, scores)
        raised = np.exp(scores - top[groups])
        every, good = np.bincount(groups, raised, size), np.bincount(groups[right], raised[right], size)
        good = np.maximum(good, 1e-12)
        share = raised / every[groups]
        share[right] -= raised[right] / good[groups[right]]
        value = float(np.sum(np.log(every) - np.log(good))) + float(weights @ weights) / (2 * STRENGTH)
        return value, np.asarray(turned @ share) + weights / STRENGTH

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return dict(zip(names, map(float, found.x), strict=True))


def _won(cases: Sequence[Case], table: Table) -> int:
    """Return how many mentions have a right candidate at the top."""
    best: dict[tuple[str, int], tuple[float, bool]] = {}
    for example, given in cases:
        value, choice = (
            given + sum(table.get(feature, 0.0) for feature in example.features),
            (example.report, example.choice),
        )
        if choice not in best or value > best[choice][0]:
            best[choice] = value, example.right
    return sum(right for _, right in best.values())
