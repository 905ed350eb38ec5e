"""Precision, recall and F1 of events, and how often each field is right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from marsad.evaluate.align import align, is_strict, same_party, shared_places
from marsad.evaluate.reliability import Bin, reliability
from marsad.evaluate.told import Told
from marsad.evaluate.words import Words
from marsad.gazetteer.geometry import distance_km

FIELDS = ("place", "actor", "target", "date", "killed", "injured", "status", "attribution")


@dataclass(slots=True)
class Tally:
    """How many were annotated, how many extracted, and how many of these hit."""

    hits: int = 0
    gold: int = 0
    found: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.hits / (self.gold + self.found) if self.hits else 0.0

    def to_dict(self) -> dict[str, float]:
        """Return precision, recall and F1, each 0 to 1 with three decimals, and the counts."""
        precision = self.hits / self.found if self.found else 0.0
        recall = self.hits / self.gold if self.gold else 0.0
        counts = {"hits": self.hits, "gold": self.gold, "predicted": self.found}
        return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(self.f1, 3)} | counts


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is not right: `missed`, `false` or `fields`, in which report, and what."""

    report: str
    sort: str
    what: str

    def __str__(self) -> str:
        return f"{self.report} {self.sort:<7} {self.what}"


@dataclass(slots=True)
class Score:
    """The counts over all reports added so far."""

    words: Words
    reports: int = 0
    event: Tally = field(default_factory=Tally)
    family: Tally = field(default_factory=Tally)
    strict: Tally = field(default_factory=Tally)
    places: Tally = field(default_factory=Tally)
    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    kinds: dict[str, Tally] = field(default_factory=dict)
    errors_km: list[float] = field(default_factory=list)
    without_events: int = 0
    false_alarms: int = 0
    misses: list[Miss] = field(default_factory=list)
    confidences: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, report: str, golds: Sequence[Told], founds: Sequence[Told]) -> None:
        """Count one report's annotated and extracted events."""
        self.reports += 1
        self.without_events += not golds
        self.false_alarms += not golds and bool(founds)
        pairs = align(golds, founds)
        self._count(golds, founds, pairs)
        for i, j in pairs:
            self._pair(report, golds[i], founds[j])
        self._list_misses(report, golds, founds, pairs)

    def _count(self, golds: Sequence[Told], founds: Sequence[Told], pairs: list[tuple[int, int]]) -> None:
        kin = align(golds, founds, lambda kind: self.words.families.get(kind, kind))
        exact = sum(is_strict(golds[i], founds[j]) for i, j in pairs)
        for tally, hits in ((self.event, len(pairs)), (self.family, len(kin)), (self.strict, exact)):
            _add(tally, hits, len(golds), len(founds))
        for gold in golds:
            _add(self.kinds.setdefault(gold.kind, Tally()), 0, 1, 0)
        for found in founds:
            _add(self.kinds.setdefault(found.kind, Tally()), 0, 0, 1)
        for i, _ in pairs:
            self.kinds[golds[i].kind].hits += 1
        matched = {j for _, j in pairs}
        told = [(found.record.get("confidence"), place in matched) for place, found in enumerate(founds)]
        self.confidences += [(confidence, hit) for confidence, hit in told if confidence is not None]

    def _pair(self, report: str, gold: Told, found: Told) -> None:
        """Count the places and fields of two events that are one."""
        shared = shared_places(gold, found)
        _add(self.places, len({id(mine) for mine, _ in shared}), len(gold.places), len(found.places))
        for mine, theirs in shared:
            if mine.point:
                self.errors_km.append(distance_km(*mine.point, *theirs.point) if theirs.point else math.inf)
        right = judged(gold, found)
        for name, is_right in right.items():
            _add(self.fields[name], is_right, 1, 1)
        wrong = [name for name, is_right in right.items() if not is_right]
        if wrong:
            self.misses.append(Miss(report, "fields", f"{gold.kind:<20} wrong: {', '.join(wrong)}"))

    def _list_misses(
        self, report: str, golds: Sequence[Told], founds: Sequence[Told], pairs: list[tuple[int, int]]
    ) -> None:
        hit, matched = {i for i, _ in pairs}, {j for _, j in pairs}
        self.misses += [Miss(report, "missed", _line(told)) for i, told in enumerate(golds) if i not in hit]
        self.misses += [Miss(report, "false", _line(told)) for j, told in enumerate(founds) if j not in matched]

    @property
    def reliability(self) -> list[Bin]:
        """How many of the events of each confidence are right; empty where none was given."""
        return reliability(self.confidences)

    def to_dict(self) -> dict[str, object]:
        """Return all numbers: ratios 0 to 1 with three decimals, distances in kilometres."""
        return {
            "reports": self.reports,
            "event": self.event.to_dict(),
            "family": self.family.to_dict(),
            "strict": self.strict.to_dict(),
            "places": self.places.to_dict(),
            "fields": {
                name: round(tally.hits / tally.gold, 3) if tally.gold else None for name, tally in self.fields.items()
            },
            "geocoding": _geocoding(sorted(self.errors_km)),
            "reports_without_events": self.without_events,
            "of_them_with_a_false_event": self.false_alarms,
            "kinds": {
                kind: tally.to_dict() for kind, tally in sorted(self.kinds.items(), key=lambda item: -item[1].gold)
            },
        }


def _add(tally: Tally, hits: int, gold: int, found: int) -> None:
    tally.hits += hits
    tally.gold += gold
    tally.found += found


def judged(gold: Told, found: Told) -> dict[str, bool]:
    """Return each field that can be judged for two events that are one, and whether it is right."""
    return dict(_fields(gold, found))


def _fields(gold: Told, found: Told) -> Iterable[tuple[str, bool]]:
    yield "place", bool(shared_places(gold, found)) or (not gold.places and not found.places)
    yield "actor", same_party(gold.actor, found.actor)
    yield "target", same_party(gold.target, found.target)
    yield "status", gold.status == found.status
    yield "attribution", same_party(gold.attribution, found.attribution)
    if gold.date:
        yield "date", gold.date == found.date
    for name, mine, theirs in (("killed", gold.killed, found.killed), ("injured", gold.injured, found.injured)):
        if mine or theirs:
            yield name, mine == theirs


def _geocoding(errors: list[float]) -> dict[str, float | None]:
    """Return how far places that both have lie apart; a place without coordinates is infinitely far."""
    count = len(errors)
    if not count:
        return {"places": 0, "within_10_km": None, "within_161_km": None, "median_km": None}
    median = errors[count // 2]
    return {
        "places": count,
        "within_10_km": round(sum(error <= 10 for error in errors) / count, 3),
        "within_161_km": round(sum(error <= 161 for error in errors) / count, 3),
        "median_km": None if math.isinf(median) else round(median, 1),
    }


def _line(told: Told) -> str:
    return f"{told.kind:<20} {told.status or '-':<12} {'، '.join(place.text for place in told.places) or '-'}"
