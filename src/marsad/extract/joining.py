"""Triggers of one sentence that tell one happening: `غارات استهدفت`, `استهدف بغارات`, `صدّ هجوماً`."""

from __future__ import annotations

from marsad.extract.drafts import Draft, Scene
from marsad.extract.fights import fold_fight, fold_repel
from marsad.text.grammar import LIKE_IT, RELATIVE

CARRIED = frozenset({"target", "destroy"})
STRUCK = frozenset({"target", "destroy", "attack", "bombard", "execute", "air_raid"})
INSTRUMENTS = frozenset({"air_raid", "bombard", "suicide", "launch", "attack", "bomb", "shoot"})
WRECKED = frozenset({"destroy", "burn"})
DAMAGE = WRECKED | {"restrict", "riot"}
WRECKING = STRUCK | INSTRUMENTS | {"clash", "explode", "capture", "riot"}
"""Frames of what wrecks as it goes on: `قصفوا الحي ودمروا منازل`; whom an arrest takes is not what is then burnt."""
NEAR = 5


def join_triggers(scene: Scene) -> None:
    """Fold into one draft the triggers that serve one another; the drafts that are left stay in order."""
    gone: set[int] = set()
    for place, draft in enumerate(scene.drafts):
        if draft.frame.group == "repel":
            fold_repel(scene, place, gone)
        elif any(fold(scene, place, gone) for fold in (_laid, _column, _doubled, fold_fight)):
            continue
        elif draft.part != "noun":
            host = _subject_noun(scene, place, gone)
            if host is not None and draft.frame.group == "harm":
                draft.cause = host
            elif host is not None and draft.frame.name in CARRIED:
                merge(host, draft)
                gone.add(id(draft))
            elif draft.frame.name in STRUCK:
                _instrument(scene, place, gone)
    scene.drafts = [draft for draft in scene.drafts if id(draft) not in gone]


def merge(host: Draft, other: Draft) -> None:
    """Add to a draft what another trigger of the same happening says."""
    host.triggers.extend(item for item in other.triggers if item not in host.triggers)
    host.rows.extend(other.rows)
    host.actor = host.actor or (other.actor if other.actor is not host.target else None)
    host.target = host.target or (other.target if other.target is not host.actor else None)
    host.weapon = host.weapon or other.weapon
    for name in ("to", "times", "means", "toll"):
        known = getattr(host, name)
        known.extend(one for one in getattr(other, name) if one not in known)
    host.places = [*host.places, *(place for place in other.places if place not in host.places)]
    host.effects |= other.effects
    host.light = host.light or other.light
    host.right = max(host.right, other.right)


def _column(scene: Scene, place: int, gone: set[int]) -> bool:
    """Drop a column that is only what was struck: `قصفت الطائرات رتلا عسكريا`, `استهدف تعزيزات عسكرية للميليشيا`."""
    draft = scene.drafts[place]
    if draft.frame.name != "deploy" or draft.part != "noun" or draft.trigger.ref.owner.verb or not place:
        return False
    before = scene.drafts[place - 1]
    gap = scene.words_between(before.trigger.last, draft.trigger.first)
    if before.frame.name not in STRUCK or before.frame.group != "event" or len(gap) > NEAR or "،" in gap:
        return False
    if draft.trigger.joined or scene.reading.preposition(draft.trigger.first, draft.trigger.prefix) not in (
        "",
        "على",
        "ل",
    ):
        return False
    before.places.extend(one for one in draft.places if one not in before.places)
    before.right = max(before.right, draft.right)
    owner = draft.actor or draft.target
    before.target = before.target or (owner if owner is not before.actor else None)
    gone.add(id(draft))
    return True


def _laid(scene: Scene, place: int, gone: set[int]) -> bool:
    """Drop the relative verb that says who laid what was then cleared: `نزع الفريق ألغاماً زرعتها المليشيا`."""
    draft = scene.drafts[place]
    before = scene.drafts[place - 1] if place else None
    if before is None or before.frame.name != "disrupt" or draft.frame.name != "bomb" or draft.part != "verb":
        return False
    if not draft.trigger.suffix or draft.trigger.joined or draft.toll:
        return False
    before.places.extend(one for one in draft.places if one not in before.places)
    before.right = max(before.right, draft.right)
    gone.add(id(draft))
    return True


def _doubled(scene: Scene, place: int, gone: set[int]) -> bool:
    """Fold in the trigger that says the happening before it again: `فرض حظر تجوال`, `شن هجوماً`."""
    standing = [draft for draft in scene.drafts[max(place - 3, 0) : place] if id(draft) not in gone]
    if not standing:
        return False
    before, draft = standing[-1], scene.drafts[place]
    if not (_sharpens(scene, before, draft) or _same_again(scene, before, draft)):
        return False
    merge(before, draft)
    gone.add(id(draft))
    return True


def _sharpens(scene: Scene, before: Draft, draft: Draft) -> bool:
    """Tell whether a trigger of another frame serves the one before it, and let the telling frame stand."""
    names = before.frame.name, draft.frame.name
    if names[1] == "aim" and names[0] in ("clash", "attack") and before.part == "noun" and not draft.trigger.joined:
        return draft.trigger.first - before.trigger.last <= NEAR
    if _serves(scene, before, draft):
        if before.frame.name in ("explode", "restrict"):
            before.frame = draft.frame
        return True
    if names[0] == "air_raid" and _with_volleys(scene, before, draft):
        return True
    if names[1] == "chemical" and names[0] in ("bombard", "target", "attack", "air_raid"):
        before.frame = draft.frame
        return True
    if names[0] == "chemical" and names[1] in ("bombard", "air_raid", "attack"):
        return True
    fired = names[1] == "launch" and draft.part == "verb" and (draft.actor is None or draft.trigger.suffix)
    if fired and names[0] in STRUCK:
        draft.places = [] if before.places else draft.places
        return True
    return False


def _with_volleys(scene: Scene, before: Draft, draft: Draft) -> bool:
    """Tell whether a noun says what an air attack was done with: `عدوان جوي برشقات من الصواريخ`."""
    if draft.frame.name not in ("launch", "bombard") or draft.part != "noun":
        return False
    near = draft.trigger.first - before.trigger.last <= 1
    return near and scene.reading.preposition(draft.trigger.first, draft.trigger.prefix) == "ب"


def _same_again(scene: Scene, before: Draft, draft: Draft) -> bool:
    """Tell whether a trigger of the same frame adds nothing of its own."""
    if before.frame is not draft.frame or draft.frame.name == "launch":
        return False
    if draft.frame.name == "agree" or _restated(scene, before, draft) or _goes_on(before, draft) or _set(before, draft):
        return True
    if draft.part != "noun" or (draft.trigger.joined and draft.frame.name != "restrict"):
        return False
    gap = scene.words_between(before.trigger.last, draft.trigger.first)
    own = bool(draft.trigger.suffix) or bool(before.trigger.ref.after)
    if len(gap) > (8 if own else 2) or ("،" in gap and not own):
        return False
    if draft.places and all(scene.reading.places[p].last <= before.trigger.first for p in before.places):
        before.places = []
    return True


SERVES = {
    "explode": frozenset({"bomb", "suicide"}),
    "bomb": frozenset({"explode"}),
    "launch": frozenset({"bombard", "launch"}),
    "restrict": frozenset({"aid"}),
}
"""Frames of which the second only says again, or sharper, what the first does."""


def _serves(scene: Scene, before: Draft, draft: Draft) -> bool:
    """Tell whether one trigger serves the other: `هز انفجار سيارة مفخخة`, `أطلقت رشقة صاروخية`, `منعت دخول قافلة`."""
    if draft.frame.name not in SERVES.get(before.frame.name, ()) or draft.trigger.joined:
        return False
    gap = scene.words_between(before.trigger.last, draft.trigger.first)
    return len(gap) <= 6 and "،" not in gap and (before.part == "verb" or draft.part == "verb")


def _restated(scene: Scene, before: Draft, draft: Draft) -> bool:
    """Tell whether a noun only names the campaign of which a verb told: `اعتقلت عشرة خلال حملة دهم`."""
    if draft.frame is not before.frame or draft.part != "noun" or draft.trigger.joined or draft.frame.name == "clash":
        return False
    if scene.clauses.strong_between(before.trigger.first, draft.trigger.first):
        return False
    return scene.reading.preposition(draft.trigger.first, draft.trigger.prefix) == "في"


def _set(before: Draft, draft: Draft) -> bool:
    """Tell whether a relative verb says who set the bomb: `لغم زرعته المليشيا`."""
    near = draft.trigger.first - before.trigger.last <= 1
    return near and draft.part == "verb" and bool(draft.trigger.suffix) and before.part == "noun"


def _goes_on(before: Draft, draft: Draft) -> bool:
    """Tell whether a joined verb adds nothing of its own: `أخلت المعسكر وسلمته`."""
    return (
        draft.part == "verb"
        and draft.trigger.joined
        and draft.actor is before.actor
        and not draft.places
        and (draft.target is None and not draft.times and draft.frame.group == "event")
    )


def _subject_noun(scene: Scene, place: int, gone: set[int]) -> Draft | None:
    """Return the event noun that is the subject of a verb: `غارات التحالف استهدفت`, `القصف الذي طال`."""
    verb = scene.drafts[place]
    if verb.frame.group != "harm" and verb.frame.name not in CARRIED:
        return None
    words = scene.reading.tokens.words
    for noun in reversed(scene.drafts[:place]):
        if id(noun) in gone:
            continue
        if noun.part != "noun" or noun.frame.group != "event":
            return None
        gap = words[noun.trigger.last : verb.trigger.first]
        relative = bool(gap) and gap[-1] in RELATIVE
        reach = 12 if relative or (verb.frame.name == "target" and not noun.trigger.definite) else NEAR
        if len(gap) > reach or (not relative and ("،" in gap or verb.trigger.joined)):
            return None
        named = bool(gap) and not LIKE_IT.issuperset(gap)
        if verb.actor is not None and not relative and named and verb.actor.first < noun.trigger.first:
            return None
        if verb.actor is not None and verb.actor.first > verb.trigger.first and verb.actor.armed:
            return None if verb.target is not None or verb.frame.name == "target" else noun
        if verb.actor is not None and verb.actor is not noun.actor:
            verb.actor = None
        return noun
    return None


def _told_by(scene: Scene, verb: Draft, noun: Draft) -> bool:
    """Tell whether the noun right behind a verb is its subject: `استهدفت غارات التحالف مسجداً`."""
    gap = scene.words_between(verb.trigger.last, noun.trigger.first)
    prep = scene.reading.preposition(noun.trigger.first, noun.trigger.prefix)
    return verb.part == "verb" and len(gap) <= 1 and not prep and "،" not in gap and not noun.trigger.joined


def _instrument(scene: Scene, place: int, gone: set[int]) -> None:
    """Fold in the noun that says by what: `استهدف سلاح الجو بعدة غارات مواقع`."""
    verb = scene.drafts[place]
    if place + 1 >= len(scene.drafts):
        return
    noun = scene.drafts[place + 1]
    if noun.part != "noun" or noun.frame.name not in INSTRUMENTS:
        return
    if verb.frame.name in CARRIED and _told_by(scene, verb, noun):
        merge(noun, verb)
        noun.left = min(noun.left, verb.left)
        gone.add(id(verb))
        return
    if noun.trigger.definite:
        return
    first = noun.trigger.first
    prep = scene.reading.preposition(first, noun.trigger.prefix)
    before = [phrase for phrase in scene.phrases_between(verb.trigger.last, first) if phrase.last >= first - 1]
    if prep == "ب" or (before and before[-1].prep == "ب" and before[-1].quantity is not None):
        merge(verb, noun)
        if verb.frame.name == "target":
            verb.frame = noun.frame
        gone.add(id(noun))


def join_consequences(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Fold in the damage that a happening did: `ما أدى إلى تدمير منزل`, `قصفوا الحي ودمروا منازل`."""
    kept: list[Draft] = []
    for draft in drafts:
        host = kept[-1] if kept else None
        if host is None or not _consequence(scene, host, draft):
            kept.append(draft)
            continue
        owned = draft.target if draft.target is not None and draft.target.actor is not None else None
        target, host.actor = host.target or owned, host.actor or draft.actor
        places = list(host.places)
        merge(host, draft)
        host.target = target
        host.places = places or host.places
    return kept


def _consequence(scene: Scene, host: Draft, draft: Draft) -> bool:
    """Tell whether damage is told as what the happening before it did."""
    outage = draft.trigger.ref.owner.frame == "restrict" and _is_outage(scene, draft)
    if (draft.frame.name not in DAMAGE and not outage) or host.frame.name in DAMAGE or host.frame.group == "mood":
        return False
    if scene.clauses.strong_between(host.trigger.first, draft.trigger.first):
        return False
    links = scene.items_between(host.trigger.last, draft.trigger.first, "link")
    wrecked = draft.frame.name in WRECKED
    if any(link.ref.direction == "effect" for link in links) or _led_to(scene, host, draft):
        return outage or wrecked or draft.frame.name == "riot" or (draft.part == "noun" and draft.actor is None)
    same = draft.actor is not None and draft.actor is host.actor
    wrecks = host.frame.name in WRECKING or (host.frame.group == "harm" and draft.passive)
    return wrecked and wrecks and draft.trigger.joined and (same or draft.actor is None)


def _led_to(scene: Scene, host: Draft, draft: Draft) -> bool:
    """Tell whether a verb before the cause says what it led to: `أدى القصف إلى تدمير منازل`."""
    prep = scene.reading.preposition(draft.trigger.first, draft.trigger.prefix)
    before = scene.items_between(max(host.trigger.first - NEAR, 0), host.trigger.first, "link")
    return any(link.ref.direction == "effect" and prep in link.ref.needs for link in before)


def _is_outage(scene: Scene, draft: Draft) -> bool:
    """Tell whether something failed rather than was shut: `ما أدى إلى انقطاع التيار`."""
    return draft.part == "noun" and scene.reading.tokens.words[draft.trigger.first].endswith("انقطاع")


AIMING = frozenset({"attack", "advance", "air_raid", "bombard"})


def take_aims(drafts: list[Draft]) -> None:
    """Let an attack have the target of what it is for: `عملية لتطهير المنطقة من التنظيم`."""
    for place, draft in enumerate(drafts):
        if "purpose" in draft.effects and draft.target is not None and draft.target.armed:
            attack = next((d for d in reversed(drafts[:place]) if d.frame.name in AIMING), None)
            if attack is not None and attack.target is None and attack.actor is not draft.target:
                attack.target = draft.target
