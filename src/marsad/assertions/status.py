"""How sure: happened, claimed, disputed, failed or hypothetical, and by which rule.

A statement credited only to a party of the fighting is its claim (UCDP and ACLED both treat a
belligerent's own word so); police, hospitals, monitors and residents are not belligerents.
"""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.statement import Statement
from marsad.extract.reading import Reading
from marsad.model import Party
from marsad.model.event import Status
from marsad.resolve.actors import ResolvedActor

NEUTRAL = frozenset({"police", "ministry", "monitor", "media", "medical", "aid", "government", "security"})
BELLIGERENT = frozenset({"state", "rebel", "militia"})


def decide_status(statement: Statement, actors: Sequence[ResolvedActor]) -> tuple[Status, str]:
    """Return a statement's status and the reason."""
    effects = statement.effects
    if "disputed" in effects:
        return "disputed", "the report says that accounts differ, or someone denies it"
    if "hypothetical" in effects:
        return "hypothetical", "told as possible, planned or threatened"
    if "failed" in effects:
        return "failed", "attempted and repelled, or failed"
    if _claimed(statement, actors):
        return "claimed", "only a party to the fighting says so"
    return "happened", "the report says so"


def _claimed(statement: Statement, actors: Sequence[ResolvedActor]) -> bool:
    if "claimed" in statement.effects:
        return True
    credit = statement.credit
    if credit is None:
        return False
    if credit.stance == "claims" or credit.military:
        return True
    if credit.actor is None:
        return False
    actor = actors[credit.actor].actor
    return actor is not None and actor.kind in BELLIGERENT and actor.branch not in NEUTRAL


def attribution_of(statement: Statement, reading: Reading, actors: Sequence[ResolvedActor]) -> Party | None:
    """Return whom the report credits: a party of the registry, or the source's own words."""
    credit = statement.credit
    if credit is None:
        return None
    span = reading.tokens.span(credit.first, credit.last)
    span = type(span)(_start(reading, credit.first), span.end)
    party = actors[credit.actor].party if credit.actor is not None else None
    if party is None:
        return Party(None, None, None, span.of(reading.tokens.text), span)
    return Party(party.id, party.name, party.name_ar, span.of(reading.tokens.text), span, party.kind)


def _start(reading: Reading, token: int) -> int:
    """Return where a source's words begin."""
    return reading.tokens.starts[token]
