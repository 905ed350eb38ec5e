"""A judge that notes the questions that reading asks of the weights, with the answers that annotators gave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from marsad.assertions.judge import Group, Judge
from marsad.assertions.sameness import comparable_kinds
from marsad.assertions.statement import Statement
from marsad.codebook.weights import RULES, Weights
from marsad.evaluate import Told, Words, closeness, same_party
from marsad.evaluate.align import overlaps, shared_places
from marsad.evaluate.told import Toll, from_record

EVERYTHING = -1e9
COMMON = 0.6
"""What share of the shorter words two events of different kinds must have in common to be one."""
KINDS = tuple(
    "air_strike shelling ied suicide_bombing explosion chemical_attack armed_clash territory_captured territory_left "
    "civilian_attack abduction arrest protest riot agreement weapons_disrupted property_destruction troop_movement "
    "displacement restriction aid".split()
)
ANSWERS = {"kind": KINDS, "status": ("happened", "claimed", "disputed", "failed", "hypothetical")}
Meant = dict[int, tuple[Statement, Told | None]]
"""The annotated event that each statement tells, by which object the statement is."""


class Watcher(Judge):
    """A judge that notes what it is asked, and lets everything through while it watches."""

    def __init__(self, words: Words) -> None:
        super().__init__({})
        self.words = words
        self.watching = True
        self.wanted = ""
        """The question whose cases are noted."""
        self.asked: list[tuple[str, Any, tuple[str, ...], Any]] = []
        self.golds: Sequence[Told] = ()
        self.meant: Meant = {}

    def take(self, weights: Weights) -> None:
        """Take the weights that the next reports are read with."""
        Judge.__init__(self, weights)
        self.turn(())

    def turn(self, golds: Sequence[Told], meant: Meant | None = None, wanted: str = "") -> None:
        """Turn to a report: take its annotated events, which of them its statements tell, and what is to be noted."""
        self.asked, self.golds, self.meant, self.wanted = [], golds, {} if meant is None else meant, wanted

    def knows(self, question: str) -> bool:
        """Put every question, with weights or without."""
        return self.watching or super().knows(question)

    def threshold(self, question: str) -> float:
        """Let everything through."""
        return EVERYTHING if self.watching and question == "event" else super().threshold(question)

    def surest(self, question: str) -> float:
        """Let everything through."""
        return EVERYTHING if self.watching else super().surest(question)

    def odds(self, question: str, groups: Iterable[Group], about: Any) -> float:
        """Answer as always, and note the question with what annotators say."""
        if not self.watching:
            return super().odds(question, groups, about)
        listed = tuple(groups)
        features = tuple(feature for group in listed for feature in group)
        if self._notes(question, about):
            self.asked.append((question, about, features, self._answer(question, about)))
        return super().odds(question, listed, about) if question in self.weights else _as_ruled(features)

    def odds_once(self, question: str, groups: Iterable[Group], about: Any) -> float:
        """Answer as always, and note the question, each feature once."""
        if not self.watching:
            return super().odds_once(question, groups, about)
        return self.odds(question, (tuple(dict.fromkeys(feature for group in groups for feature in group)),), about)

    def answer(self, question: str, groups: Iterable[Group], ruled: str, about: Any) -> str:
        """Answer as always, and note every answer that might be given."""
        if not self.watching:
            return super().answer(question, groups, ruled, about)
        listed = tuple(groups)
        gold = self.gold_of(about)
        right = getattr(gold, question, None)
        for one in ANSWERS[question] if gold is not None and self._notes(question, about) else ():
            features = [f"{sign} > {one}" for group in listed for sign in group]
            if one == ruled:
                features.append(RULES)
            self.asked.append((question, (about, one), tuple(features), right == one))
        return super().answer(question, listed, ruled, about) if question in self.weights else ruled

    def _notes(self, question: str, about: Any) -> bool:
        """Tell whether a case is noted; which annotated event a statement tells is settled when it is first met."""
        for one in about if isinstance(about, tuple) else (about,):
            if isinstance(one, Statement):
                self.gold_of(one)
        return self.wanted == question

    def heeded(self, question: str, start: str) -> frozenset[str] | None:
        """Ask for every sign while it watches."""
        return None if self.watching else super().heeded(question, start)

    def _answer(self, question: str, about: Any) -> bool | None:
        """Return yes, no, or None where annotators leave it open."""
        if question == "same":
            one, other = (self.gold_of(statement) or self._likely_gold(statement) for statement in about)
            return None if one is None or other is None else one is other
        if question in ("place", "context"):
            statement, place = about
            gold = self.gold_of(statement)
            if gold is None or (question == "context" and not gold.places):
                return None
            where = from_record({"kind": "", "places": [place.to_dict()]}, self.words).places[0]
            return any(one.same(where) for one in gold.places)
        if question == "date":
            statement, found = about
            gold = self.gold_of(statement)
            if gold is None:
                return None
            told = None if found is None else (found.start.isoformat(), found.end.isoformat())
            return gold.date == told
        if question in ("actor", "target"):
            statement, party = about
            gold = self.gold_of(statement)
            if gold is None:
                return None
            found = None if party is None else self._who(party.to_dict())
            return same_party(gold.actor if question == "actor" else gold.target, found)
        return None

    def _who(self, party: dict[str, object]) -> Any:
        return from_record({"kind": "", "actor": party}, self.words).actor

    def told(self, statement: Statement) -> Told:
        """Return a statement in the shape in which events are compared."""
        return from_record(record_of(statement), self.words)

    def _likely_gold(self, statement: Statement) -> Told | None:
        """Return the only annotated event that a statement may tell in other words: a headline, a lead, a retelling."""
        told = self.told(statement)
        fitting = [gold for gold in self.golds if comparable_kinds(gold.kind, told.kind)]
        alike = [gold for gold in fitting if gold.kind == told.kind] or [
            gold for gold in fitting if shared_places(gold, told) or (gold.actor and same_party(gold.actor, told.actor))
        ]
        return alike[0] if len(alike) == 1 and _agree(alike[0].killed, told.killed) else None

    def gold_of(self, statement: Statement) -> Told | None:
        """Return the annotated event that a statement tells, as it stood when first asked about."""
        known = self.meant.get(id(statement))
        if known is None:
            told = self.told(statement)
            fitting = [
                (comparable_kinds(gold.kind, told.kind), gold.kind == told.kind, closeness(gold, told), -number, gold)
                for number, gold in enumerate(self.golds)
                if _may_mean(gold, told)
            ]
            best = max(fitting, key=lambda row: row[:4])[4] if fitting else None
            known = self.meant[id(statement)] = (statement, best)
        return known[1]


def _agree(one: Toll, other: Toll) -> bool:
    return one is None or other is None or one == other or None in (*one, *other)


def _may_mean(gold: Told, told: Told) -> bool:
    """Tell whether an annotated event may be the one told: its words and kind agree, or nearly all its words."""
    if comparable_kinds(gold.kind, told.kind):
        return overlaps(gold, told) or (bool(shared_places(gold, told)) and gold.kind == told.kind)
    (first, last), (start, end) = gold.evidence[0], told.evidence[0]
    common = min(last, end) - max(first, start)
    return common >= COMMON * min(last - first, end - start)


def _as_ruled(features: tuple[str, ...]) -> float:
    """Answer as the rules do, while a question has no weights yet."""
    return 1.0 if RULES in features else -1.0


def record_of(statement: Statement) -> dict[str, Any]:
    """Return the fields of an event record that are compared."""
    return {
        "kind": statement.kind,
        "actor": statement.actor.to_dict() if statement.actor else None,
        "target": statement.target.to_dict() if statement.target else None,
        "places": [place.to_dict() for place in statement.places],
        "date": statement.date.to_dict() if statement.date else None,
        "killed": statement.killed.to_dict() if statement.killed else None,
        "injured": statement.injured.to_dict() if statement.injured else None,
        "evidence": [span.to_list() for span in statement.evidence],
        "status": statement.status,
    }
