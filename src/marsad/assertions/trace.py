"""How an event came about, for a person to read: `marsad extract --explain`."""

from __future__ import annotations

from marsad.assertions.build import Resolved
from marsad.assertions.judge import Witness
from marsad.assertions.statement import Statement
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Reading


def trace_of(statement: Statement, reading: Reading, resolved: Resolved, witness: Witness) -> dict[str, object]:
    """Return the trigger, the frame, the rows used, the candidates considered, the reasons and what weighed most."""
    draft = statement.draft
    trigger = reading.tokens.span(draft.trigger.first, draft.trigger.last)
    return {
        "trigger": {"text": trigger.of(reading.tokens.text), "span": trigger.to_list(), "form": draft.part},
        "frame": {"name": draft.frame.name, "row": draft.frame.where},
        "rows": list(dict.fromkeys(row for row in statement.rows if row)),
        "reasons": statement.notes,
        "actor": _party(draft.actor, resolved),
        "target": _party(draft.target, resolved),
        "places": [_place(mention, resolved) for mention in (*draft.places, *draft.to)],
        "joined": statement.merged,
        "weighed": witness.reasons(statement),
    }


def _party(phrase: Phrase | None, resolved: Resolved) -> list[dict[str, object]]:
    if phrase is None or phrase.actor is None:
        return []
    return [candidate.to_dict() for candidate in resolved.actors[phrase.actor].candidates]


def _place(mention: int, resolved: Resolved) -> dict[str, object]:
    found = resolved.places[mention]
    return {
        "text": found.place.text,
        "candidates": [candidate.to_dict() for candidate in found.candidates],
        "reasons": list(found.reasons),
    }
