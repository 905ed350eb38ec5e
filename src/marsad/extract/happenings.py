"""From one sentence to drafts: each trigger with its clause, then light verbs and harm joined in."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from marsad.codebook.frames import Frame
from marsad.extract.anchors import anchor
from marsad.extract.clauses import find_clauses
from marsad.extract.drafts import Draft, Scene
from marsad.extract.harm import join_harm
from marsad.extract.joining import join_consequences, join_triggers, take_aims
from marsad.extract.lights import apply_lights, pair_lights
from marsad.extract.phrases import Phrase
from marsad.extract.place_mention import PlaceMention
from marsad.extract.reading import Item, Reading
from marsad.extract.roles import assign_roles
from marsad.extract.status import mark_status
from marsad.extract.tolls import PRONOUNS
from marsad.text.grammar import RELATIVE, THAT

CARRIED = frozenset("نقل نقلوا نقلت نقلا نقله نقلهم نقلها نقلتهم اسعف اسعفوا اسعافهم".split())
WARDS = frozenset("مستشفي مشفي مستشفيات مشافي مستوصف".split())
"""Where the hurt are carried is no place of what hurt them: `ونقلوا إلى مستشفى في المدينة`."""
WARD_REACH = 6
GROUNDS = frozenset("position building headquarters military_post camp checkpoint oil airport depot".split())
"""Things that are places too: who takes one has taken ground."""
WENT_OFF = frozenset({"ied", "suicide_bombing"})


def read_sentence(reading: Reading, index: int, frames: dict[str, Frame]) -> Scene:
    """Return the scene of a sentence, its drafts in text order."""
    sentence = reading.sentences[index]
    items = reading.between(sentence.first, sentence.last)
    scene = Scene(index, reading, sentence, items, find_clauses(reading, sentence, items))
    anchor(scene, frames)
    if scene.drafts:
        _read(scene)
    return scene


def _read(scene: Scene) -> None:
    """Fill in the drafts of a sentence, and join those that tell one happening."""
    lights = pair_lights(scene)
    _regions(scene)
    for draft in scene.drafts:
        assign_roles(scene, draft)
    apply_lights(scene, lights)
    _share(scene)
    _surroundings(scene)
    join_triggers(scene)
    for draft in scene.drafts:
        _taken(draft)
    scene.drafts = [draft for draft in scene.drafts if has_needs(draft)]
    mark_status(scene)
    drafts = join_consequences(scene, join_harm(scene))
    take_aims(drafts)
    scene.drafts = [draft for draft in drafts if "purpose" not in draft.effects or draft.toll]


def _regions(scene: Scene) -> None:
    """Give each trigger the stretch of the sentence that is its own."""
    drafts, speeches = scene.drafts, scene.all("speech")
    for before, after in pairwise(drafts):
        left = after.light.first if after.light and after.light.first < after.trigger.first else after.trigger.first
        edge = _edge(scene, before, left)
        before.right = edge if edge is not None else left
        after.left = edge if edge is not None else before.left
    for draft in drafts:
        draft.right = min([draft.right, *(start for start in scene.clauses.strong if start > draft.trigger.last)])
        stop = next((s.first for s in speeches if s.first > draft.trigger.last), None)
        if stop is not None and stop < draft.right:
            start = scene.clauses.start_of(stop)
            draft.right = start if start >= draft.trigger.last else stop
        said = max((s.last for s in speeches if s.last <= draft.trigger.first), default=0)
        if said > draft.left:
            verb = draft.light.first if draft.light else draft.trigger.first
            start = scene.clauses.start_of(min(verb, draft.trigger.first))
            draft.left = max(draft.left, said, _told_from(scene, said, start))


def _told_from(scene: Scene, said: int, start: int) -> int:
    """Return where begins what is said: the clause, or the time alone ahead of it: `ذكر أنه خلال العام الماضي، قصف`."""
    ahead = scene.items_between(said, start, "time", "place", "trigger", "party", "persons", "means")
    times = bool(ahead) and all(item.type == "time" for item in ahead)
    return said if times and not THAT.isdisjoint(scene.reading.tokens.words[said : ahead[0].first]) else start


def _edge(scene: Scene, before: Draft, left: int) -> int | None:
    """Return where the region of the trigger at `left` begins: the last clause start before it, if any."""
    starts = [start for start in scene.clauses.starts if before.trigger.last <= start <= left]
    return starts[-1] if starts else None


def _share(scene: Scene) -> None:
    """Let a joined verb without a subject of its own take that of the verb before it."""
    before: Draft | None = None
    for draft in scene.drafts:
        if before is not None and draft.actor is None:
            apart = scene.clauses.strong_between(before.trigger.first, draft.trigger.first)
            pronoun = draft.trigger.suffix and draft.part == "noun" and draft.frame.noun.get("of") in ("actor", "agent")
            if not apart and (pronoun or _goes_on(scene, before, draft)):
                draft.actor = before.actor
                draft.passive = False
        if draft.actor is None and before is None and draft.part == "noun" and draft.trigger.suffix:
            draft.actor = _owner(scene, draft)
        if draft.frame.name == "capture" and draft.target is None:
            draft.target = _taken_from(scene, draft)
        if draft.actor is not None:
            before = draft


def _owner(scene: Scene, draft: Draft) -> Phrase | None:
    """Return the party that a pronoun points to: `نفى الجيش السوري انسحابه`."""
    if draft.frame.noun.get("of") not in ("actor", "agent"):
        return None
    named = [phrase for phrase in scene.phrases if phrase.armed and phrase.last <= draft.trigger.first]
    return named[-1] if named else None


def _taken_from(scene: Scene, capture: Draft) -> Phrase | None:
    """Return whom the attack told before was on, where the capture is its result: `أدى إلى سيطرة التنظيم`."""
    attacks = [
        d for d in scene.drafts if d.trigger.first < capture.trigger.first and d.frame.name in ("attack", "clash")
    ]
    if not attacks or attacks[-1].target is None or attacks[-1].target is capture.actor:
        return None
    links = scene.items_between(attacks[-1].trigger.last, capture.trigger.first, "link")
    return attacks[-1].target if any(link.ref.direction == "effect" for link in links) else None


def _goes_on(scene: Scene, before: Draft, draft: Draft) -> bool:
    """Tell whether the doer of the happening before is the doer of this one too.

    `قصف الجيش البلدة ودمر منازل`; `تمكنت القوة من تفكيك عبوة واعتقال ثلاثة`;
    `هاجم داعش القرية ما أدى إلى اختطاف ثلاثة`.
    """
    if draft.frame.verb.get("subject") != "actor" or draft.frame.group == "harm":
        return False
    if before.frame.group == "mood" and draft.part == "noun":
        return draft.trigger.first - before.trigger.last <= 6
    if draft.part == "verb":
        return draft.trigger.joined and (draft.shared or (draft.passive and draft.trigger.ref.voice == "either"))
    if draft.frame.noun.get("of") != "target":
        return False
    if draft.trigger.joined and before.part == "noun" and before.light and before.light.ref.owner.role == "helper":
        return True
    links = scene.items_between(before.trigger.last, draft.trigger.first, "link")
    return any(link.ref.direction in ("effect", "accompany") for link in links)


def _surroundings(scene: Scene) -> None:
    """Collect the places, times and weapons of each trigger's region."""
    for order, draft in enumerate(scene.drafts):
        places = []
        for item in scene.items_between(draft.left, draft.right, "place", "time", "means"):
            if item.type == "place":
                places.append(item)
            elif item.type == "time":
                draft.times.append(item.ref)
            elif draft.target is None or item is not draft.target.means:
                draft.means.append(item)
        if draft.frame.name == "explode" and draft.part == "verb" and not draft.means:
            draft.means += _went_off(scene, draft)
        if places:
            _place(scene, draft, places)
        elif taken_by_pronoun(draft):
            draft.places = next((list(d.places) for d in reversed(scene.drafts[:order]) if d.places), [])


def _went_off(scene: Scene, draft: Draft) -> list[Item]:
    """Return what exploded, told before its verb with a clause between: `إن لغماً زرعته المليشيا انفجر`."""
    before = scene.items_between(scene.sentence.first, draft.trigger.first, "means")
    if not before or before[-1].ref.implies not in WENT_OFF:
        return []
    return [] if scene.clauses.strong_between(before[-1].first, draft.trigger.first) else before[-1:]


def _place(scene: Scene, draft: Draft, items: list[Item]) -> None:
    """Give a draft its places, those behind the trigger before those in front of it, and its destinations."""
    slots = draft.frame.verb if draft.part == "verb" else draft.frame.noun
    moves = "to" in slots.values()
    mentions = scene.reading.places
    stop = _stop(scene, draft, [item.first for item in items if item.first >= draft.trigger.last])
    before: str | None = None
    for item in items:
        if item.first >= stop:
            break
        prep = scene.reading.preposition(item.first, item.prefix)
        role = before if item.joined and not prep and before is not None else slots.get(prep, "")
        before = "to" if moves and mentions[item.ref].toward else role
        (draft.to if before == "to" else draft.places).append(item.ref)
    behind = [place for place in draft.places if mentions[place].first >= draft.trigger.first]
    draft.places = own_places(scene, behind or ([] if draft.anaphoric else draft.places))


def _stop(scene: Scene, draft: Draft, places: list[int]) -> int:
    """Return where a trigger's places end: at a reason (`نظراً إلى`), or a relative clause after a place."""
    if not places:
        return draft.right
    words = scene.reading.tokens.words
    carried = _carried(words, draft.trigger.last, draft.right)
    if carried is not None:
        return carried
    for item in scene.items_between(places[0] + 1, draft.right, "link", "connector"):
        if getattr(item.ref, "direction", "") == "cause" or getattr(item.ref, "effect", "") == "clause":
            return item.first
    starts = scene.clauses.starts
    for start in starts[bisect_right(starts, places[0]) :]:
        if start >= draft.right:
            break
        if words[start] in RELATIVE:
            return start
    return draft.right


def _carried(words: list[str], first: int, last: int) -> int | None:
    """Return where it begins to tell to which hospital somebody was carried."""
    for at in range(first, last):
        if words[at].removeprefix("و") in CARRIED or words[at] in CARRIED:
            near = words[at + 1 : min(at + WARD_REACH, last)]
            if any(word.removeprefix("لل").removeprefix("ال") in WARDS for word in near):
                return at
    return None


def own_places(scene: Scene, places: list[int]) -> list[int]:
    """Leave out what only holds or repeats another: containers, `المدينة` beside a named place."""
    mentions = scene.reading.places
    held = {container for place in places for container in mentions[place].within}
    for before, after in pairwise(places):
        if _describes(scene, mentions[before], mentions[after]):
            held.add(after)
    kept = [place for place in places if place not in held]
    named = [place for place in kept if not mentions[place].anaphoric]
    return named or kept or places


def _describes(scene: Scene, before: PlaceMention, after: PlaceMention) -> bool:
    """Tell whether a place only says where the one before it lies: `(100 كلم) شمال شرق بعقوبة`."""
    gap = scene.words_between(before.last, after.first)
    bearing = after.relation is not None or after.direction is not None
    return bearing and not after.prefix and len(gap) <= 3 and "،" not in gap and not set(gap) & {"في", "الي", "من"}


def _armed(phrase: Phrase) -> bool:
    """Tell whether a phrase names a party, or persons who are not civilians."""
    return phrase.actor is not None or (phrase.persons is not None and phrase.persons.ref.person.civilian is False)


def _taken(draft: Draft) -> None:
    """Let things behind a noun of capture be what is taken, no doer: `تحرير مواقع في الجبهة`."""
    doer = draft.actor
    if (
        draft.frame.name == "capture"
        and draft.part == "noun"
        and doer is not None
        and doer.thing
        and doer.actor is None
    ):
        draft.actor, draft.target = None, draft.target or doer


def taken_by_pronoun(draft: Draft) -> bool:
    """Tell whether what was taken is a pronoun: `ثم استعادها الجيش`; `سيطرته على` is whose it is."""
    if draft.frame.name != "capture" or draft.trigger.suffix not in PRONOUNS:
        return False
    return draft.part == "verb" or (draft.actor is not None and draft.actor.first >= draft.trigger.last)


def _points_to_place(draft: Draft) -> bool:
    """Tell whether a pronoun or a building stands for the place that was taken: `ثم استعادتها القوات`."""
    if draft.frame.name != "capture":
        return False
    target = draft.target
    ground = target is not None and target.thing is not None and target.thing.ref.cls in GROUNDS
    return ground or taken_by_pronoun(draft)


def has_needs(draft: Draft) -> bool:
    """Tell whether the clause has what an ambiguous trigger asks for (`دخل` needs a place)."""
    if draft.frame.name == "capture" and draft.actor is not None and not _armed(draft.actor):
        return False
    have = {
        "place": bool(draft.places or draft.to) or _points_to_place(draft),
        "target": (draft.target is not None and not draft.target.is_road)
        or (draft.part == "verb" and draft.trigger.suffix in PRONOUNS),
        "weapon": draft.weapon is not None or bool(draft.means),
        "party": any(p is not None and _armed(p) for p in (draft.actor, draft.target)),
        "toll": True,
    }
    return bool(draft.trigger.ref.owner.met(frozenset(name for name, there in have.items() if there)))
