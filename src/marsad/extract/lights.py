"""Light verbs: `شنّ هجوماً`, `تعرضت لقصف`, `غارات شنها الطيران`, `تمكّن من السيطرة`, `حاول التقدم`."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.extract.drafts import Draft, Scene, row_of
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Item
from marsad.extract.roles import fill
from marsad.extract.subjects import crowd_before, left_subject, speaker, unknown_doer
from marsad.text.grammar import RELATIVE

REACH = 14
EFFECTS = {"attempted": "failed", "failed": "failed", "planned": "hypothetical"}


def pair_lights(scene: Scene) -> list[tuple[Item, Draft, bool]]:
    """Pair each light verb with the event noun (or verb) that it serves; True: the noun stands before it."""
    pairs: list[tuple[Item, Draft, bool]] = []
    lights = scene.all("light")
    for light in lights:
        after = _after(scene, light, lights)
        before = _before(scene, light)
        presented = before is not None and light.ref.owner.role == "presenter" and light.first == before.trigger.last
        if before is not None and (light.suffix or after is None or presented):
            pairs.append((light, before, True))
        elif after is not None:
            if after.light is None:
                after.light = light
            pairs.append((light, after, False))
    return pairs


def _after(scene: Scene, light: Item, lights: Sequence[Item]) -> Draft | None:
    """Return the draft that follows a light verb closely."""
    role = light.ref.owner.role
    for draft in scene.drafts:
        gap = draft.trigger.first - light.last
        if gap < 0:
            continue
        between = [other for other in lights if light.last <= other.first < draft.trigger.first]
        if gap > REACH or any(other.ref.part == "verb" for other in between):
            return None
        if draft.part == "verb" and scene.reading.tokens.words[draft.trigger.first - 1] in RELATIVE:
            continue
        if draft.frame.name == "agree" and gap > 3:
            return None
        if role == "carrier" and draft.part == "noun" and draft.trigger.prefix == "ل" and draft.frame.name != "aim":
            return None  # what something is launched for: `أطلقتها لاستهداف المدنيين`
        if draft.part == "verb" and role not in ("helper", "attempt", "fail", "plan", "force"):
            return None
        if scene.clauses.strong_between(light.last, draft.trigger.first):
            return None
        return _undergone(scene, light, draft) or draft
    return None


def _undergone(scene: Scene, light: Item, draft: Draft) -> Draft | None:
    """Return what was undergone, where a noun of happenings names who underwent it: `تعرضت قافلة مساعدات لهجوم`."""
    owner = light.ref.owner
    if owner.role != "undergoer" or owner.prep != "ل" or draft.trigger.prefix:
        return None
    near = (one for one in scene.drafts if draft.trigger.first < one.trigger.first <= light.last + REACH)
    return next((one for one in near if one.part == "noun" and one.trigger.prefix[:1] == "ل"), None)


def _before(scene: Scene, light: Item) -> Draft | None:
    """Return the event noun right before a light verb: `غارات شنها`, `الهجوم الذي نفذه`, `الاشتباكات دارت`."""
    if light.ref.owner.role not in ("carrier", "presenter", "host"):
        return None
    words = scene.reading.tokens.words
    for draft in reversed(scene.drafts):
        gap = words[draft.trigger.last : light.first]
        if draft.trigger.last <= light.first and draft.part == "noun":
            relative = [word for word in gap if word not in RELATIVE]
            return draft if len(relative) <= 3 and "،" not in gap else None
    return None


def apply_lights(scene: Scene, pairs: list[tuple[Item, Draft, bool]]) -> None:
    """Hand the light verb's subject to the draft, and mark what was tried or planned."""
    for light, draft, behind in pairs:
        owner = light.ref.owner
        draft.rows.append(row_of(light))
        if not behind or light.suffix:
            draft.triggers.append(light)
        draft.light = draft.light or light
        if owner.effect in EFFECTS and not (owner.role == "fail" and draft.anaphoric):
            draft.effects.add(EFFECTS[owner.effect])
        role = {"carrier": "actor", "helper": "actor", "attempt": "actor", "fail": "actor", "plan": "actor",
                "force": "target", "undergoer": "target"}.get(owner.role)  # fmt: skip
        if role:
            _subject(scene, light, draft, behind, role)
        elif owner.role == "host" and behind:
            near = scene.items_between(light.last, light.last + 2, "place")
            draft.places.extend(item.ref for item in near[:1])


def _subject(scene: Scene, light: Item, draft: Draft, behind: bool, role: str) -> None:
    """Find the light verb's subject and give it its role; it comes before the noun's own complement."""
    subject = _find_subject(scene, light, draft, behind, role)
    if subject is None:
        return
    if role == "actor" and draft.frame.group == "repel":
        role = "target"
    elif role == "actor" and draft.part == "verb":
        role = draft.frame.verb.get("subject", "actor")
    if role == "actor":
        if getattr(light.ref, "voice", "") != "passive":
            _does(scene, draft, subject)
    elif role == "target":
        if draft.actor is subject:
            draft.actor = None
        draft.target = subject
    else:
        fill(draft, role, subject)


def _find_subject(scene: Scene, light: Item, draft: Draft, behind: bool, role: str) -> Phrase | None:
    """Return the subject before the light verb, else behind it, else that of the clause it is joined to."""
    if not behind:
        left = left_subject(scene, scene.clauses.start_of(light.first), light.first, light.joined)
        if left is not None:
            return left
        said = speaker(scene, light.first) if role == "actor" else None
        if said is not None:
            return said
    end = draft.trigger.first if not behind else scene.clauses.end_of(light.last, scene.sentence.last)
    for phrase in scene.phrases_between(light.last, end):
        if not phrase.prep and (role == "target" or phrase.thing is None):
            return phrase
    if role == "actor" and not behind:
        unknown = unknown_doer(scene, light, draft.trigger.first)
        if unknown is not None:
            return unknown
    if role != "actor" or not light.joined:
        return None
    crowd = crowd_before(scene, light)
    if crowd is not None:
        return crowd
    earlier = (p for p in reversed(scene.phrases) if p.last <= light.first and not p.prep)
    return next((p for p in earlier if p.actor is not None or p.persons), None)


def _does(scene: Scene, draft: Draft, subject: Phrase) -> None:
    """Make the subject the doer; what the noun's complement took for the doer is the one done to."""
    taken = draft.actor
    if taken is not None and taken is not subject and draft.target is None and not _describes(scene, draft, taken):
        struck = draft.frame.noun.get("of") in ("agent", "target")
        if struck or taken.prep in ("ل", "على"):
            draft.target = taken
    draft.actor = subject
    if draft.target is subject:
        draft.target = None


def _describes(scene: Scene, draft: Draft, phrase: Phrase) -> bool:
    """Tell whether a phrase is an adjective that says whose the deed is: `شن الطيران قصفاً إسرائيلياً`."""
    if phrase.actor is None or phrase.prep or not phrase.first == draft.trigger.last == phrase.last - 1:
        return False
    return scene.reading.actors[phrase.actor].nationality is not None
