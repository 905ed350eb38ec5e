"""Attacks and what became of them: `صدّ الجيش هجوماً`, `سيطر على البلدة بعد معارك مع`."""

from __future__ import annotations

from marsad.extract.drafts import Draft, Scene
from marsad.extract.phrases import Phrase

GROUND = frozenset({"attack", "advance", "capture", "clash"})
REPELLED = GROUND | {"shoot", "bombard", "air_raid", "launch", "suicide", "bomb", "execute", "abduct"}
LED = frozenset({"capture", "withdraw", "attack", "advance"})
NEAR = 10


def fold_repel(scene: Scene, place: int, gone: set[int]) -> None:
    """Turn `صدّ الجيش هجوماً` into the attack that failed, its subject the one attacked.

    `في صدّ الهجمات` only says what somebody helped with, and is no event of its own.
    """
    repel = scene.drafts[place]
    after = scene.drafts[place + 1] if place + 1 < len(scene.drafts) else None
    if repel.part == "noun" and scene.reading.preposition(repel.trigger.first, repel.trigger.prefix) == "في":
        gone.add(id(repel))
        if after is not None and after.anaphoric and after.trigger.first - repel.trigger.last <= 1:
            gone.add(id(after))
        return
    if repel.part == "noun" and _led_to_gain(scene, place, gone):
        return
    defender = repel.target or _before(scene, repel)
    if after is not None and _is_object(scene, repel, after):
        after.target = defender or after.target
        after.actor = after.actor if after.actor is not defender else repel.actor
        after.left = min(after.left, repel.left)
        _fail(after, repel, gone)
        return
    before = [d for d in scene.drafts[:place] if id(d) not in gone and d.frame.name in REPELLED]
    if before:
        attack = next((d for d in reversed(before) if d.frame.name in GROUND), before[-1])
        attack.target = attack.target or defender
        _fail(attack, repel, gone)


def _led_to_gain(scene: Scene, place: int, gone: set[int]) -> bool:
    """Fold in the rout after which ground was taken: `سيطر على الحي بعد دحر المليشيا`; nothing failed there."""
    rout = scene.drafts[place]
    before = [d for d in scene.drafts[:place] if id(d) not in gone and d.frame.name in ("capture", "advance")]
    links = scene.items_between(before[-1].trigger.last, rout.trigger.first, "link") if before else []
    if not any(link.ref.direction in ("after", "cause") for link in links):
        return False
    before[-1].target = before[-1].target or rout.actor or rout.target
    before[-1].triggers.append(rout.trigger)
    gone.add(id(rout))
    return True


def _is_object(scene: Scene, repel: Draft, after: Draft) -> bool:
    """Tell whether the attack named behind is the one repelled."""
    if after.part != "noun" or after.frame.name not in REPELLED:
        return False
    near = after.trigger.first - repel.trigger.last <= NEAR
    return near and not scene.clauses.strong_between(repel.last, after.first)


def _fail(attack: Draft, repel: Draft, gone: set[int]) -> None:
    attack.effects.add("failed")
    attack.triggers.append(repel.trigger)
    attack.rows.extend(repel.rows)
    gone.add(id(repel))


def _before(scene: Scene, repel: Draft) -> Phrase | None:
    """Return the party named right before: `تكفّل الجيش بصدّها`."""
    near = [p for p in scene.phrases if p.armed and not p.prep and 0 <= repel.trigger.first - p.last <= 2]
    return near[-1] if near else None


def fold_fight(scene: Scene, place: int, gone: set[int]) -> bool:
    """Fold in the fight that led to a capture or was an attack's course; with it, it is one event.

    `سيطر الجيش على المدينة بعد معارك مع الدعم السريع`: the other side is the target.
    """
    fight = scene.drafts[place]
    if fight.part != "noun" or fight.frame.name not in ("clash", "attack") or fight.trigger.joined:
        return False
    before = [d for d in scene.drafts[:place] if id(d) not in gone and d.frame.name in LED]
    if not before:
        return False
    capture = before[-1]
    links = scene.items_between(capture.trigger.last, fight.trigger.first, "link")
    elsewhere = any(scene.reading.places[place].first > fight.trigger.first for place in fight.places)
    if elsewhere or not any(link.ref.direction in ("after", "cause") for link in links):
        return False
    other = next((p for p in (fight.target, fight.actor) if p is not None and p is not capture.actor), None)
    capture.target = capture.target or other
    capture.toll.extend(part for part in fight.toll if part not in capture.toll)
    capture.triggers.append(fight.trigger)
    capture.rows.extend(fight.rows)
    gone.add(id(fight))
    return True
