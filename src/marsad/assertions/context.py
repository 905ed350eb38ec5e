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
GROUND = frozenset({"territory_captured", "armed_clash"})
REACH, TOLD = 3, 6
"""How many sentences and statements back the foe of who takes ground is looked for."""
BEFORE = 8
"""How many sentences back a paragraph's topic is looked for."""


def topic(scenes: Sequence[Scene], scene: Scene) -> list[int]:
    """Return the places of the paragraph's sentences before this one, the latest sentence first."""
    found: list[int] = []
    for other in reversed(scenes[max(scene.index - BEFORE, 0) : scene.index]):
        if other.sentence.paragraph != scene.sentence.paragraph:
            break
        found.extend(item.ref for item in other.items if item.type == "place")
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


def carry_foes(statements: Sequence[Statement]) -> None:
    """Let ground taken without a word of from whom be taken from those its doer just fought, or took ground from.

    `سيطر الجيش على القرية من داعش ... كما سيطر على التلال`.
    """
    for place, statement in enumerate(statements):
        if statement.kind != "territory_captured" or statement.target is not None or statement.actor is None:
            continue
        for before in reversed(statements[max(place - TOLD, 0) : place]):
            if statement.draft.sentence - before.draft.sentence > REACH:
                break
            if _same(before.actor, statement.actor) and before.kind in GROUND and before.target is not None:
                if before.target.kind in ARMED:
                    statement.target = before.target
                    statement.notes.append("whom its doer fought before")
                break


def _same(one: Party | None, other: Party | None) -> bool:
    return one is not None and other is not None and one.id is not None and one.id == other.id


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
