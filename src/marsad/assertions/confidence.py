"""How likely an event is right, from what its words gave; the weights are data."""

from __future__ import annotations

from math import exp

from marsad.assertions.statement import Statement
from marsad.codebook.settings import Settings


def features(statement: Statement) -> dict[str, float]:
    """Return what speaks for or against a statement, each 0 or 1."""
    return {
        "verb": float(statement.draft.part == "verb"),
        "actor_known": float(statement.actor is not None and statement.actor.id is not None),
        "target": float(statement.target is not None),
        "own_place": float(statement.own_places),
        "located": float(any(place.lat is not None for place in statement.places)),
        "date": float(statement.date is not None),
        "toll": float(statement.killed is not None or statement.injured is not None),
        "repeated": float(statement.merged > 0),
        "anaphoric": float(statement.anaphoric),
        "hypothetical": float("hypothetical" in statement.effects),
    }


def confidence(statement: Statement, settings: Settings) -> float:
    """Return a probability, 0 to 1, by a logistic rule over `features`, to two decimals."""
    weights = settings.confidence
    score = weights.get("intercept", 0.0)
    score += sum(weights.get(name, 0.0) * value for name, value in features(statement).items())
    return round(1 / (1 + exp(-score)), 2)
