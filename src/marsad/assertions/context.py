"""What a statement leaves unsaid and its paragraph says: the place it goes on speaking of."""

from __future__ import annotations

from marsad.assertions.build import Resolved
from marsad.assertions.statement import Statement
from marsad.extract.drafts import Scene

BEFORE = 8
"""How many sentences back a paragraph's topic is looked for."""


def fill_places(statements: list[Statement], scenes: list[Scene], resolved: Resolved) -> None:
    """Give a statement without a place that of its sentence, or of what the paragraph spoke of last."""
    claimed = {place for scene in scenes for draft in scene.drafts for place in (*draft.places, *draft.to)}
    for order, statement in enumerate(statements):
        if statement.places or statement.to:
            continue
        scene = scenes[statement.draft.sentence]
        for mention in (*_in_sentence(scene, claimed, statement), *_topic(scenes, scene)):
            place = resolved.places[mention].place
            if place is not None:
                statement.places = [place]
                statement.notes.append("place from the sentence or its paragraph")
                break
        else:
            _borrow(statements[max(order - BEFORE, 0) : order], statement)


def _in_sentence(scene: Scene, claimed: set[int], statement: Statement) -> list[int]:
    """Return the sentence's places that no trigger holds, those before the trigger first, nearest first."""
    inside = [item for item in scene.items if item.type == "place"]
    before = [item.ref for item in reversed(inside) if item.first < statement.draft.trigger.first]
    after = [item.ref for item in inside if item.first >= statement.draft.trigger.first]
    free = [place for place in (*before, *after) if place not in claimed]
    return free or before


def _topic(scenes: list[Scene], scene: Scene) -> list[int]:
    """Return the places of the paragraph's sentences before this one, the latest sentence first."""
    found: list[int] = []
    for other in reversed(scenes[max(scene.index - BEFORE, 0) : scene.index]):
        if other.sentence.paragraph != scene.sentence.paragraph:
            break
        found.extend(item.ref for item in other.items if item.type == "place")
    return found


def _borrow(before: list[Statement], statement: Statement) -> None:
    """Take the place of the event told just before, in the same report."""
    for other in reversed(before):
        if other.places and statement.draft.sentence - other.draft.sentence <= 2:
            statement.places = [other.places[0]]
            statement.notes.append("place from the event told before")
            return


def fill_dates(statements: list[Statement], scenes: list[Scene], resolved: Resolved) -> None:
    """Give a statement without a time that of its sentence, where the sentence names one."""
    for statement in statements:
        if statement.date is None:
            scene = scenes[statement.draft.sentence]
            for item in scene.items:
                date = resolved.dates[item.ref] if item.type == "time" else None
                if date is not None and hasattr(date, "start"):
                    statement.date = date
                    statement.borrowed_date = True
                    break


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
