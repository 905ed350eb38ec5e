"""What a statement leaves unsaid and its paragraph says: the place it goes on speaking of."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.kinds import ARMED
from marsad.assertions.parties import PEOPLE
from marsad.assertions.statement import Statement
from marsad.extract.drafts import Scene
from marsad.extract.reading import Reading
from marsad.model import Party

UNREST = frozenset({"protest", "riot"})
BEFORE = 8
"""How many sentences back a paragraph's topic is looked for."""


def topic(scenes: Sequence[Scene], scene: Scene) -> list[int]:
    """Return the places of the paragraph's sentences before this one, the latest sentence first."""
    found: list[int] = []
    for other in reversed(scenes[max(scene.index - BEFORE, 0) : scene.index]):
        if other.sentence.paragraph != scene.sentence.paragraph:
            break
        found.extend(item.ref for item in other.all("place"))
    return found


def fill_sides(statements: list[Statement]) -> None:
    """Give a truce, and fighting that is only pointed back to, the sides that fought just before.

    `اندلعت اشتباكات بين أ وب ... ثم توصلوا إلى هدنة`: the truce is theirs.
    """
    fight: Statement | None = None
    for statement in statements:
        open_sides = statement.actor is None and statement.target is None
        told = statement.kind == "agreement" or (statement.kind == "armed_clash" and statement.anaphoric)
        if open_sides and told and fight and statement.draft.sentence - fight.draft.sentence <= BEFORE // 2:
            statement.actor, statement.target = fight.actor, fight.target
            statement.notes.append("sides from the fighting told before")
        if (
            statement.kind in ("armed_clash", "agreement")
            and statement.actor is not None
            and statement.target is not None
        ):
            fight = statement


def name_protesters(statements: list[Statement], reading: Reading) -> None:
    """Let those who demonstrate be the doers, by the word for what they did, where nobody or armed men stand as doers.

    As ACLED codes protests: who demonstrates is the first actor, whom it is against is none.
    """
    for statement in statements:
        trigger, actor = statement.draft.trigger, statement.actor
        if statement.draft.frame.name not in UNREST or statement.kind not in UNREST:
            continue
        if actor is None or actor.kind in ARMED:
            span = reading.tokens.span(trigger.first, trigger.last, len(trigger.prefix))
            text = span.of(reading.tokens.text)
            statement.actor = Party(None, *PEOPLE["protester"], text, span, "civilians")
