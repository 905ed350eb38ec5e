"""Who did it, and to whom: which phrase fills which slot of a trigger's frame."""

from __future__ import annotations

from marsad.extract.drafts import Draft, Scene
from marsad.extract.guards import guards
from marsad.extract.phrases import Phrase
from marsad.extract.subjects import announcer, crowd_before, decider, left_subject, sender, speaker, unknown_doer
from marsad.text.grammar import SIDES

DEFAULTS = {"by": "actor", "ضد": "target"}
ADJACENT, APART = 2, 3
MOVES = frozenset({"withdraw", "advance", "deploy", "capture", "repel", "attack", "agree"})
"""Frames whose verbs have a doer, though they take no object."""
POSTS = frozenset({"checkpoint", "convoy", "position", "military_post"})
BY_POSTS = frozenset({"arrest", "abduct", "shoot", "restrict", "execute", "assault"})
DRIVEN, BY_DRIVEN = frozenset({"convoy", "military_vehicle"}), MOVES - {"repel", "agree"}
"""Things with men in them, and what these do: posts, and vehicles (`توغلت آليات إسرائيلية`)."""
GO_OFF = frozenset({"explode", "bomb"})
ORDERED = frozenset({"restrict", "displace", "agree"})
"""Frames of what officials order."""
CROWDS = frozenset({"protest", "riot"})
"""Frames of what people do together."""
PASSIVE_MARK, SHADDA = "\u064f", "\u0651"


def assign_roles(scene: Scene, draft: Draft) -> None:
    """Fill a draft's actor, target and weapon from the phrases around its trigger."""
    named = scene.named_phrases(draft.trigger.last, draft.right)
    right = [phrase for phrase in named if not guards(scene, phrase)]
    if draft.part == "noun":
        _noun_roles(scene, draft, right)
    else:
        _verb_roles(scene, draft, right)


def _verb_roles(scene: Scene, draft: Draft, right: list[Phrase]) -> None:
    slots = draft.frame.verb
    bare = [phrase for phrase in right if not phrase.prep and not _did_another(scene, draft, phrase)]
    subject = left_subject(scene, draft.left, draft.trigger.first, draft.trigger.joined) or _hidden(scene, draft, bare)
    if draft.trigger.suffix and bare and bare[0].armed and bare[0].first - draft.trigger.last <= 1:
        fill(draft, slots.get("subject", "actor"), bare[0])
        _prepositions(scene, draft, slots, right)
        return
    carried = draft.trigger.joined and any(d.actor is not None for d in scene.drafts[: scene.drafts.index(draft)])
    if subject is None and not carried and draft.frame.group != "harm":
        subject = crowd_before(scene, draft.trigger)
    draft.marked = _marked(scene, draft)
    draft.passive = not (
        carried and draft.frame.group != "harm" and draft.trigger.ref.voice == "either"
    ) and is_passive(draft, subject, bare)
    if draft.frame.name in GO_OFF and draft.actor is None:
        draft.actor = next((p for p in scene.phrases_between(draft.left, draft.trigger.first) if _left(p)), None)
    if draft.passive:
        patient = subject or (bare[0] if bare else None)
        if patient:
            fill(draft, "target" if slots.get("object") != "weapon" else "weapon", patient)
    else:
        _active(scene, draft, subject, bare, slots)
    _prepositions(scene, draft, slots, right)


def _did_another(scene: Scene, draft: Draft, phrase: Phrase) -> bool:
    """Tell whether a phrase is the subject of a relative verb behind the trigger: `انفجار عبوة زرعها | مسلحون`."""
    verbs = (item for item in scene.all("trigger") if item.last == phrase.first and item.first >= draft.trigger.last)
    return any(item.suffix and item.ref.part == "verb" and not item.joined for item in verbs)


def _marked(scene: Scene, draft: Draft) -> bool:
    """Tell whether a damma on its first letter marks a verb as passive; `يُحاصر` of four letters has it when active."""
    form = draft.trigger.ref
    start = scene.reading.tokens.starts[draft.trigger.first] + len(draft.trigger.prefix)
    if scene.reading.tokens.text[start + 1 : start + 2] != PASSIVE_MARK:
        return False
    verb = form.owner.verb.split(" ")[0]
    return form.tense != "present" or not (verb[:1] == "أ" or SHADDA in verb[:3] or verb[1:2] == "ا")


def _hidden(scene: Scene, draft: Draft, bare: list[Phrase]) -> Phrase | None:
    """Return the subject that `أنه` stands for, or a noun behind the verb that no table knows."""
    owner = draft.trigger.ref.owner
    if draft.frame.group == "harm" or (draft.actor is not None and draft.actor.actor is not None):
        return None
    said = speaker(scene, draft.trigger.first) if owner.transitive or draft.frame.name in MOVES else None
    if said is not None or not bare or draft.frame.verb.get("object") not in ("target", "weapon"):
        return said
    if draft.trigger.ref.voice == "passive" or bare[0].joined or _acts(scene, draft, bare[0]):
        return None
    return unknown_doer(scene, draft.trigger, bare[0].first)


def _acts(scene: Scene, draft: Draft, phrase: Phrase) -> bool:
    """Tell whether a phrase behind a verb belongs to its doer: `أسقطت دفاعات الجيش`, `اعتدى فتية ملثمون`."""
    words = scene.reading.tokens.words
    owns = phrase.armed and not words[draft.trigger.last].startswith("ال")
    return owns or words[phrase.first].endswith("ون")


def _active(scene: Scene, draft: Draft, subject: Phrase | None, bare: list[Phrase], slots: dict[str, str]) -> None:
    rest = list(bare)
    if (
        subject is None
        and rest
        and may_act(rest[0], draft)
        and not _suffers(rest, slots)
        and near(scene, draft.trigger.last, rest[0].first)
    ):
        subject = rest.pop(0)
        rest = _conjuncts(draft, rest)
    if subject is not None:
        doer = subject if draft.frame.group == "harm" else sender(scene, subject)
        fill(draft, slots.get("subject", "actor"), doer)
    elif draft.trigger.joined or draft.trigger.suffix == "":
        draft.shared = True
    if rest and rest[0] is not subject:
        fill(draft, slots.get("object", "none"), rest[0])


def _suffers(bare: list[Phrase], slots: dict[str, str]) -> bool:
    """Tell whether the only bare phrase is unarmed persons, so what is done is done to them: `واعتقلت خمسة أشخاص`."""
    first = bare[0]
    if slots.get("object") != "target" or len(bare) > 1 or first.actor is not None or first.persons is None:
        return False
    person = first.persons.ref.person
    return person.civilian is not False and person.who != "protester"


def near(scene: Scene, last: int, first: int) -> bool:
    """Tell whether nothing but times, commas and a word or two stand between a verb and its subject."""
    held = {token for item in scene.items_between(last, first, "time") for token in range(item.first, item.last)}
    words = scene.reading.tokens.words
    return sum(token not in held and words[token] != "،" for token in range(last, first)) <= APART


def _conjuncts(draft: Draft, rest: list[Phrase]) -> list[Phrase]:
    """Skip what is joined to the subject by و."""
    while rest and rest[0].coordinated and (rest[0].armed or _fights(rest[0])):
        joined = rest.pop(0)
        if draft.frame.name == "agree" and draft.target is None:
            draft.target = joined
    return rest


def _left(phrase: Phrase) -> bool:
    """Tell whether a phrase before a verb says whose the weapon is that goes off: `لغم من مخلفات التنظيم انفجر`."""
    return phrase.prep == "by" and phrase.armed


def _fights(phrase: Phrase) -> bool:
    """Tell whether a phrase names fighters of whoever stands before it: `الجيش ومرتزقته`."""
    return bool(phrase.persons is not None and phrase.suffix and phrase.persons.ref.person.civilian is False)


def is_passive(draft: Draft, subject: Phrase | None, bare: list[Phrase]) -> bool:
    """Tell whether a verb that may be read both ways is passive here.

    `قتل خمسة عناصر` is, `قتل التنظيم خمسة عناصر` is not; marks decide where there are any.
    """
    voice = draft.trigger.ref.voice
    if draft.frame.group == "harm" and not draft.trigger.ref.owner.transitive:
        return True
    if voice != "either":
        return bool(voice == "passive")
    if draft.marked:
        return True
    if draft.trigger.suffix:
        return False
    if draft.frame.group == "harm":
        if subject is not None:
            return not (bare and bare[0].persons is not None)
        done_to = bare[1] if len(bare) > 1 and not bare[1].coordinated and not _is_thing(bare[1]) else None
        return not (done_to is not None and may_act(bare[0], draft) and not _counts(bare[0]))
    return bool(subject is None and bare and not may_act(bare[0], draft))


def _is_thing(phrase: Phrase) -> bool:
    """Tell whether a phrase is a thing that nobody can kill: `قتل سائق شاحنة`."""
    return phrase.thing is not None and phrase.persons is None and phrase.actor is None


def _counts(phrase: Phrase) -> bool:
    return phrase.quantity is not None


def may_act(phrase: Phrase, draft: Draft) -> bool:
    """Tell whether a phrase can be a doer: a party, armed persons, aircraft, or persons before an object."""
    if phrase.actor is not None:
        return phrase.thing is None or phrase.means is not None or _manned(phrase, draft)
    if phrase.means is not None:
        return phrase.thing is None and getattr(phrase.means.ref, "name", "") in AGENTS
    if phrase.persons is not None:
        return draft.frame.group != "harm" or not _counts(phrase)
    return False


def _manned(phrase: Phrase, draft: Draft) -> bool:
    """Tell whether a phrase names a post or vehicles of a party whose men may do this: `أوقف حاجز للجيش شابين`."""
    sort = phrase.thing.ref.cls if phrase.thing is not None else None
    return (draft.frame.name in BY_POSTS and sort in POSTS) or (draft.frame.name in BY_DRIVEN and sort in DRIVEN)


AGENTS = frozenset(
    {"warplane", "helicopter", "drone", "artillery", "suicide bomber", "tank", "warship", "sniper rifle"}
)


def _noun_roles(scene: Scene, draft: Draft, right: list[Phrase]) -> None:
    slots = draft.frame.noun
    rest = right
    end = draft.trigger.last
    near_by = rest and not rest[0].prep and rest[0].first - end <= ADJACENT + (rest[0].armed and 1)
    if near_by and not _did_another(scene, draft, rest[0]):
        if slots.get("of") == "target" and (_does_and_suffers(rest) or _strikes(scene, draft, rest)):
            draft.actor = rest[0]
            draft.target = rest[1] if len(rest) > 1 and rest[1].prep == "ل" else None
        elif slots.get("of") == "weapon" and _sends(rest):
            draft.actor, draft.weapon = rest[0], rest[1]
        fill(draft, slots.get("of", "none") if draft.actor is not rest[0] else "agent", rest[0])
        bare = [phrase for phrase in rest[1:] if not phrase.prep and not phrase.coordinated]
        if bare and draft.actor is rest[0] and not bare[0].joined and slots.get("of") in ("agent", "target"):
            fill(draft, "target", bare[0])
    if draft.actor is None and scene.reading.preposition(draft.trigger.first, draft.trigger.prefix) == "ب":
        subject = left_subject(scene, draft.left, draft.trigger.first, False)
        if subject is not None and subject.armed and slots.get("of") in ("agent", "actor"):
            draft.actor = subject
    if draft.actor is None and slots.get("of") in ("target", "weapon"):
        draft.actor = announcer(scene, draft)
    _prepositions(scene, draft, slots, rest)
    if draft.actor is None and draft.frame.name in ORDERED:
        draft.actor = decider(scene, draft)


def _does_and_suffers(rest: list[Phrase]) -> bool:
    """Tell whether a verbal noun is followed by its doer and its object: `إعدام التنظيم 31 رجلاً`, `قتل الجيش لهم`.

    So it is with things: `استهداف عناصر التنظيم حواجز أمنية`.
    """
    if len(rest) < 2 or not rest[0].armed or rest[0].prep or rest[1].coordinated or rest[1].joined:
        return False
    done_to = rest[1]
    told = done_to.prep == "" or (done_to.prep == "ل" and done_to.actor is None)
    struck = done_to.persons is not None or (done_to.thing is not None and _struck(done_to))
    return told and done_to.first == rest[0].last and struck


def _sends(rest: list[Phrase]) -> bool:
    """Tell whether a party and a weapon follow a verbal noun: `إطلاق الحوثيين صاروخاً`, `إسقاط الجيش لطائرة`."""
    if len(rest) < 2 or not rest[0].armed or rest[0].prep or rest[0].means is not None:
        return False
    weapon = rest[1].means is not None and rest[1].actor is None and not rest[1].joined
    return weapon and rest[1].prep in ("", "ل") and rest[1].first == rest[0].last


def _strikes(scene: Scene, draft: Draft, rest: list[Phrase]) -> bool:
    """Tell whether `استهداف` is followed by its doer and a bare place or thing: `استهداف الجيش بصاروخ مدينة دوما`."""
    if draft.frame.name != "target" or not rest[0].armed or rest[0].prep:
        return False
    by = [one for one in rest[1:2] if one.prep == "ب" and one.means is not None and one.first == rest[0].last]
    start, reach = (by[0].last, by[0].last + 2) if by else (rest[0].last, rest[0].last + 1)
    if any(one.thing is not None and not one.prep and start <= one.first < reach for one in rest[2:3]):
        return bool(by)
    places = [scene.reading.places[item.ref] for item in scene.items_between(start, reach, "place")]
    return any(not place.prefix and place.relation is None for place in places)


def _other_side(scene: Scene, draft: Draft, phrase: Phrase) -> None:
    """Take the word joined by و as the other side of `بين`, where no table knows it."""
    words = scene.reading.tokens.words
    last = phrase.last
    known = any(other.first == last for other in scene.items)
    if (
        last < draft.right
        and words[last].startswith("و")
        and len(words[last]) > 3
        and not known
        and draft.target is None
    ):
        draft.target = Phrase(last, last + 1, "بين", "و")


def _prepositions(scene: Scene, draft: Draft, slots: dict[str, str], right: list[Phrase]) -> None:
    before: str | None = None
    facing = next((p for p in right if p.coordinated and scene.reading.tokens.words[p.first - 2] in SIDES), None)
    for phrase in right:
        role = slots.get(phrase.prep) or DEFAULTS.get(phrase.prep)
        if phrase.prep == "ب" and phrase.means is not None and phrase.actor is not None and draft.actor is None:
            draft.actor = phrase
        if phrase.prep == "من" and role == "actor" and not (phrase.armed or _firing_from(phrase)):
            role = None
        if phrase.prep and role:
            if role == "both" and phrase.coordinated and before == "both":
                fill(draft, "target", facing or phrase)
            elif not (phrase.coordinated and before == role):
                fill(draft, "actor" if role == "both" else role, phrase)
                if role == "both" and phrase.coordinated is False:
                    _other_side(scene, draft, phrase)
            before = role


def _firing_from(phrase: Phrase) -> bool:
    """Tell whether a phrase names the posts of a party, from which it fires: `قصف من مواقع المليشيات`."""
    return phrase.actor is not None and phrase.thing is not None and phrase.thing.ref.cls in POSTS


def _struck(phrase: Phrase) -> bool:
    """Tell whether a phrase names something hit rather than something that goes off."""
    return phrase.actor is not None or (phrase.thing is not None and phrase.thing.ref.cls not in ("weapons", "depot"))


def _lifeless(phrase: Phrase) -> bool:
    """Tell whether a phrase names a thing of nobody, which takes no part: `احتجاجا على انقطاع الكهرباء`."""
    return phrase.thing is not None and phrase.actor is None and phrase.persons is None and phrase.means is None


def fill(draft: Draft, role: str, phrase: Phrase) -> None:
    """Put a phrase into a role that is still free."""
    if role == "agent":
        role = "actor" if phrase.armed or (phrase.means is not None and phrase.actor is not None) else "target"
    if role == "weapon" and draft.frame.name != "disrupt" and phrase.means is None and _struck(phrase):
        role = "target"
    if role == "target" and draft.frame.name != "restrict" and phrase.is_road:
        return
    if role in ("from", "to", "place"):
        role = "target" if role == "place" and phrase.actor is not None else "none"
    if role == "target" and phrase.means is not None and phrase.actor is None and phrase.thing is None:
        role = "weapon"
    if role == "actor" and draft.frame.name in CROWDS and _lifeless(phrase):
        return
    if role == "actor" and draft.actor is None:
        draft.actor = phrase
    elif role == "target" and draft.target is None and phrase is not draft.actor:
        draft.target = phrase
    elif role == "weapon" and (draft.weapon is None or (draft.weapon.means is None and phrase.means is not None)):
        draft.weapon = phrase
