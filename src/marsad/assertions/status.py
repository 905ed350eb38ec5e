"""How sure: happened, claimed, disputed, failed or hypothetical, and by which rule.

A statement credited only to a party of the fighting is its claim (UCDP and ACLED both treat a
belligerent's own word so); police, hospitals, monitors and residents are not belligerents.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from marsad.assertions.judge import Group, Judge, grouped
from marsad.assertions.sources import SourceNames
from marsad.assertions.statement import Statement
from marsad.extract.reading import Reading
from marsad.model import Party
from marsad.model.event import Status
from marsad.resolve.actors import ResolvedActor

NEUTRAL = frozenset({"police", "ministry", "monitor", "media", "medical", "aid", "government", "security"})
BELLIGERENT = frozenset({"state", "rebel", "militia"})


def choose_statuses(statements: Sequence[Statement], judge: Judge, actors: Sequence[ResolvedActor]) -> None:
    """Give each statement its status: the rules' one, or what the words around it make likelier."""
    for statement in statements:
        status, why = decide_status(statement, actors)
        if judge.knows("status"):
            signs = _signs(statement, actors)
            weighed = judge.answer("status", signs, status, statement)
            why = why if weighed == status else f"{weighed} by the words around it; {status} by rule: {why}"
            status = cast("Status", weighed)
        statement.status = status
        statement.notes.append(why)


def _signs(statement: Statement, actors: Sequence[ResolvedActor]) -> list[Group]:
    """Return what hints at the status."""
    draft, credit = statement.draft, statement.credit
    frame, form = draft.frame.name, f"{draft.part}/{draft.trigger.ref.tense or '-'}"
    source = "-"
    if credit is not None:
        known = actors[credit.actor].actor if credit.actor is not None else None
        sort = (known.branch or known.kind) if known else "military" if credit.military else "other"
        source = f"{sort}/{_side(statement, known.id if known else None)}"
    doer = statement.actor.kind if statement.actor else "-"
    return [
        _effects("+".join(sorted(statement.effects)) or "-", form, frame),
        _sources(source, credit.stance if credit is not None else "-", statement.kind, doer, credit is not None),
        _trigger(draft.trigger.prefix or "-", form, draft.light.ref.owner.role if draft.light else "-"),
        _tolled(statement.killed is not None),
    ]


@grouped
def _effects(effects: str, form: str, frame: str) -> Group:
    return f"effects:{effects}", f"effects:{effects}/{form}", f"effects:{effects}/{frame}", f"frame:{frame}"


@grouped
def _sources(source: str, stance: str, kind: str, doer: str, credited: bool) -> Group:
    return (
        f"source:{source}",
        f"source:{source}/{kind}",
        f"stance:{stance}",
        f"stance:{stance}/{source}",
        f"actor:{doer}/credit {credited}",
        f"kind:{kind}",
    )


@grouped
def _trigger(prefix: str, form: str, light: str) -> Group:
    return f"form:{form}", f"clitic:{prefix}/{form}", f"light:{light}"


@grouped
def _tolled(killed: bool) -> Group:
    return (f"toll:{killed}",)


def _side(statement: Statement, source: str | None) -> str:
    """Tell whether the one who says so did it, suffered it, or stands apart."""
    if source is None:
        return "unknown"
    if statement.actor is not None and statement.actor.id == source:
        return "doer"
    return "target" if statement.target is not None and statement.target.id == source else "third"


def decide_status(statement: Statement, actors: Sequence[ResolvedActor]) -> tuple[Status, str]:
    """Return a statement's status by rule, and the reason."""
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


def attribution_of(
    statement: Statement, reading: Reading, actors: Sequence[ResolvedActor], names: SourceNames
) -> Party | None:
    """Return whom the report credits: a party of the registry, or the source's own words; None for its own people."""
    credit = statement.credit
    if credit is None:
        return None
    span = reading.tokens.span(credit.first, credit.last)
    party = actors[credit.actor].party if credit.actor is not None else None
    if party is not None:
        return Party(party.id, party.name, party.name_ar, span.of(reading.tokens.text), span, party.kind)
    words = reading.tokens.words[credit.first : credit.last]
    return None if names.own(words) else Party(None, names.english(words), None, span.of(reading.tokens.text), span)
