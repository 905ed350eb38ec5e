"""Killed and injured joined to what caused them; alone they are a happening of their own."""

from __future__ import annotations

from dataclasses import replace

from marsad.extract.counts import casualties, risen
from marsad.extract.drafts import Draft, Scene, TollPart
from marsad.extract.phrases import Phrase
from marsad.extract.tolls import (
    between_dead_and_hurt,
    count,
    harm_of,
    joined_parts,
    lethal,
    toll_from,
)

HARMLESS = frozenset({"agree", "aid", "threaten", "deploy", "displace", "withdraw", "restrict"})
CAUSES = frozenset({"في", "ب", "من", "خلال"})
CLOSE = 2
"""So many tokens between a toll and the و that adds to it."""
FAR = 6
"""So many tokens behind a happening the persons stand who were hurt in it."""
COUNTS = frozenset({"حصيله", "الحصيله", "محصله"})
"""Words of a toll after which ل names its cause: `في حصيلة أولية للانفجار`."""


def join_harm(scene: Scene) -> list[Draft]:
    """Return the sentence's drafts with every toll in its place."""
    kept: list[Draft] = []
    for place, draft in enumerate(scene.drafts):
        if draft.frame.group != "harm":
            kept.append(draft)
            continue
        parts = draft.toll or between_dead_and_hurt(scene, draft) or toll_from(scene, draft, harm_of(draft))
        if _counts_hurt(scene, draft, place):
            continue
        parts = parts or _shared_toll(scene, draft, place) or _beyond(scene, draft, place)
        draft.toll = parts
        host = _host(scene, draft, place, kept)
        if host is None:
            kept.append(draft)
        else:
            _merge(host, draft, parts)
    for draft in kept:
        if draft.frame.name == "execute" and not draft.toll and not draft.effects:
            draft.toll = lethal(scene, draft)
    for phrase, parts in casualties(scene):
        _casualties(scene, kept, phrase, parts)
    _rise(scene, kept)
    return kept


def _rise(scene: Scene, kept: list[Draft]) -> None:
    """Put what a toll has risen to in the place of what it was before."""
    told = risen(scene) if kept else None
    if told is None:
        return
    at, parts = told
    before = [draft for draft in kept if draft.trigger.first < at and draft.frame.name not in HARMLESS]
    host = before[-1] if before else kept[0]
    harms = {part.harm for part in parts}
    host.toll = [part for part in host.toll if part.harm not in harms] + parts
    host.risen = True


def _counts_hurt(scene: Scene, draft: Draft, place: int) -> bool:
    """Tell whether `وقوع` only introduces a counted `إصابات`: `وقوع عشرات الإصابات`; the number is theirs."""
    after = scene.drafts[place + 1] if place + 1 < len(scene.drafts) else None
    if draft.part != "noun" or after is None or after.frame.name != "injure" or after.trigger.joined:
        return False
    numbers = [p for p in scene.phrases_between(draft.trigger.last, after.trigger.first) if p.quantity is not None]
    if len(numbers) != 1 or numbers[0].last != after.trigger.first or after.part != "noun":
        return False
    quantity = numbers[0].quantity
    after.toll = [TollPart("injured", quantity.min, quantity.max, None, numbers[0].first, after.trigger.last)]
    return True


def _shared_toll(scene: Scene, draft: Draft, place: int) -> list[TollPart]:
    """Read `مقتل وإصابة 21 شخصاً`: one number for both, so each is one to twenty."""
    after = scene.drafts[place + 1] if place + 1 < len(scene.drafts) else None
    if after is None or after.frame.group != "harm" or not after.trigger.joined:
        return []
    if after.trigger.first > draft.trigger.last:
        return []
    parts = toll_from(scene, after, harm_of(after))
    if not parts:
        return []
    top = parts[0].max
    if top is not None and top < 2:
        return [replace(parts[0], harm=harm_of(draft), min=1, max=None)]
    both = replace(parts[0], min=1, max=None if top is None else top - 1)
    after.toll = [both]
    return [replace(both, harm=harm_of(draft))]


def _beyond(scene: Scene, draft: Draft, place: int) -> list[TollPart]:
    """Read persons behind the happening that a verb is told of: `وقُتل في الاشتباكات 11 مرتزقاً`."""
    after = scene.drafts[place + 1] if place + 1 < len(scene.drafts) else None
    if draft.part != "verb" or after is None or after.part != "noun" or after.frame.group == "harm":
        return []
    told = scene.reading.preposition(after.trigger.first, after.trigger.prefix) in CAUSES
    linked = scene.items_between(draft.trigger.last, after.trigger.first, "link")
    if not (told or linked) or after.trigger.first - draft.trigger.last > CLOSE:
        return []
    behind = [phrase for phrase in scene.phrases_between(after.trigger.last, after.right) if not phrase.prep]
    if not behind or behind[0].joined or behind[0].first - after.trigger.last > FAR or not count(scene, behind[0]):
        return []
    if after.actor is behind[0]:
        after.actor = None
    if after.target is behind[0]:
        after.target = None
    return joined_parts(scene, harm_of(draft), behind[0], behind)


def _host(scene: Scene, draft: Draft, place: int, kept: list[Draft]) -> Draft | None:
    """Return the draft that a toll belongs to."""
    if draft.cause is not None and draft.cause in kept:
        return draft.cause
    before = [other for other in kept if other.frame.name not in HARMLESS]
    last = before[-1] if before else None
    if last is not None and last.frame.group == "harm" and _continues(scene, last, draft):
        return last
    if last is not None and _points_back(scene, draft):
        return last
    after = _caused_by(scene, draft, place)
    led = last is not None and _led_to(scene, last, draft) and not _elsewhere(last, draft)
    if led and not (after is not None and draft.part == "verb"):
        return last
    return after


def _elsewhere(last: Draft, draft: Draft) -> bool:
    """Tell whether a toll of another place follows one already counted: `قتل أربعة في حاس وقتل آخر في كفرنبل`."""
    if draft.part != "verb" or not draft.places or not last.places:
        return False
    return set(draft.places).isdisjoint(last.places) and any(part.harm == harm_of(draft) for part in last.toll)


def _points_back(scene: Scene, draft: Draft) -> bool:
    """Tell whether `على إثره` right behind a harm verb points to the happening before."""
    links = scene.items_between(draft.trigger.first, draft.trigger.last + 3, "link")
    words = scene.reading.tokens.words
    return any(
        words[link.last - 1].endswith(("ه", "ها", "هم")) and link.ref.direction in ("effect", "cause") for link in links
    )


def _continues(scene: Scene, last: Draft, draft: Draft) -> bool:
    """Tell whether `وإصابة آخرين` goes on with the toll before it."""
    words = scene.words_between(last.trigger.last, draft.trigger.first + 1)
    return (
        draft.trigger.joined
        and len(words) <= 16
        and not scene.clauses.strong_between(last.trigger.first, draft.trigger.first)
        and harm_of(last) is not None
        and not any(part.harm == harm_of(draft) for part in last.toll)
    )


def _led_to(scene: Scene, last: Draft, draft: Draft) -> bool:
    """Tell whether what stands before is told as the cause: a result link, a relative, or و in one clause."""
    if last.frame.group == "mood":
        return False
    start = last.trigger.last
    for item in scene.items_between(last.trigger.first, draft.trigger.first + 1, "link"):
        if item.ref.direction == "effect":
            return True
    words = scene.words_between(start, draft.trigger.first)
    if any(word in ("والتي", "التي", "الذي", "والذي") for word in words[-3:]):
        return True
    if scene.clauses.strong_between(max(start, last.last), draft.trigger.first):
        return False
    if draft.part == "noun":
        return True
    if draft.trigger.prefix.startswith("ف"):
        return True
    return (draft.trigger.joined and not draft.places) or last.toll != []


def _caused_by(scene: Scene, draft: Draft, place: int) -> Draft | None:
    """Return the event noun that is told as the cause behind a toll: `إثر انفجار`, `في غارة`, `بقصف`."""
    for other in scene.drafts[place + 1 :]:
        if other.frame.group == "harm":
            if other.part == "verb" and not other.trigger.joined:
                return None
            continue
        if other.frame.group == "mood":
            return None
        if other.part == "verb":
            return other if _tells_cause(scene, draft, other) else None
        if other.trigger.joined and other.part == "noun":
            continue
        if scene.clauses.strong_between(draft.trigger.first, other.trigger.first):
            return None
        links = scene.items_between(draft.trigger.last, other.trigger.first + 1, "link")
        if any(item.ref.direction == "effect" for item in links):
            return None
        prep = scene.reading.preposition(other.trigger.first, other.trigger.prefix)
        counted = prep == "ل" and not COUNTS.isdisjoint(scene.words_between(draft.trigger.last, other.trigger.first))
        return other if links or prep in CAUSES or counted else None
    return None


def _tells_cause(scene: Scene, draft: Draft, other: Draft) -> bool:
    """Tell whether a verb behind a toll is its cause: `استشهد ثمانية بعدما أغارت مقاتلات`."""
    if other.trigger.suffix and any(m.last == other.trigger.first for m in scene.all("means")):
        return True
    first = scene.clauses.start_of(other.trigger.first)
    openers = scene.items_between(max(first, draft.trigger.last), other.trigger.first, "link", "connector")
    return any(
        getattr(item.ref, "direction", "") in ("after", "cause") or getattr(item.ref, "effect", "") == "clause"
        for item in openers
    )


def _merge(host: Draft, draft: Draft, parts: list[TollPart]) -> None:
    """Add a toll, and what its own clause says, to the draft that caused it."""
    known = list(host.toll)
    for part in parts:
        if not any(_told(one, part) and not _another(one, part, draft) for one in known):
            host.toll.append(part)
    host.triggers.append(draft.trigger)
    host.rows.extend(draft.rows)
    if draft.actor is not None and host.actor is None:
        host.actor = draft.actor
    host.places.extend(place for place in draft.places if place not in host.places)
    host.times.extend(time for time in draft.times if time not in host.times)
    host.means.extend(item for item in draft.means if item not in host.means)
    host.effects |= draft.effects


def _told(known: TollPart, part: TollPart) -> bool:
    """Tell whether a toll counts those counted before: the same number, or the very persons (`طفلة ... أصيبت بها`)."""
    if known.harm == part.harm:
        uncounted = part.max is None and part.min <= 1 and (part.who is None or part.who.quantity is None)
        return known.first == part.first or (known.min, known.max) == (part.min, part.max) or uncounted
    return known.first == part.first and part.min == part.max


def _another(known: TollPart, part: TollPart, draft: Draft) -> bool:
    """Tell whether و right behind a toll joins other persons to it: `مقتله واستشهاد أحد أفراد الدورية`."""
    if known.harm != part.harm or not draft.trigger.joined or draft.trigger.first - known.last > CLOSE:
        return False
    return known.who is None or part.who is None or _noun(known.who) != _noun(part.who)


def _noun(who: Phrase) -> str:
    return who.persons.ref.person.lemma if who.persons is not None else ""


def _casualties(scene: Scene, kept: list[Draft], phrase: Phrase, parts: list[TollPart]) -> None:
    """Give `قتلى` or `15 جريحا` to the draft before them, or to the cause after them."""
    if any(part.first == phrase.first for draft in kept for part in draft.toll):
        return
    harm = parts[0].harm
    if any(phrase in (draft.actor, draft.target) and draft.frame.name in HARMLESS for draft in kept):
        return
    hosts = [draft for draft in kept if draft.frame.name not in HARMLESS]
    before = [draft for draft in hosts if draft.trigger.first < phrase.first]
    after = [draft for draft in hosts if draft.trigger.first >= phrase.last and draft.part == "noun"]
    host = before[-1] if before else (after[0] if after else None)
    if host is None or (host.toll and any(part.harm == harm and part.who is not None for part in host.toll)):
        return
    if before and scene.clauses.strong_between(host.last, phrase.first):
        return
    plural = phrase.persons is not None and phrase.persons.ref.number == "plural"
    if phrase.quantity is None and plural and not _results(scene, host, phrase):
        return
    host.toll = [part for part in host.toll if part.harm != harm] + parts


def _results(scene: Scene, host: Draft, phrase: Phrase) -> bool:
    """Tell whether an uncounted `قتلى` is told as a result, not merely named."""
    start = min(scene.clauses.start_of(host.trigger.first), phrase.first)
    links = scene.items_between(start, phrase.first + 1, "link")
    leads = phrase.last <= host.trigger.first <= phrase.last + FAR
    if leads and scene.items_between(phrase.last, host.trigger.first, "link"):
        return True
    before = scene.words_between(max(phrase.first - 3, 0), phrase.first)
    falls = {"سقوط", "وقوع", "ايقاع", "وايقاع", "سقط", "اوقع", "اوقعت", "خلف", "خلفت", "وقع", "وسقوط", "ووقوع"}
    return bool(links) or bool(falls & set(before)) or (phrase.joined and bool(host.toll))
