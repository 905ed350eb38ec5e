"""Killed and injured joined to what caused them; alone they are a happening of their own."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from marsad.extract.causes import CAUSES, HARMLESS, does_it, host_of
from marsad.extract.counts import between_dead_and_hurt, casualties, countered, risen, set_against
from marsad.extract.drafts import Draft, Scene, TollPart
from marsad.extract.headcount import count, joined_parts
from marsad.extract.numbered import numbered
from marsad.extract.phrases import Phrase
from marsad.extract.spared import spare
from marsad.extract.tolls import harm_of, is_hit, lethal, said_of_two, toll_from
from marsad.text.clitics import stems
from marsad.text.grammar import AMONG, COMMAS

UNDONE = frozenset({"failed", "hypothetical", "purpose"})
"""Effects by which nobody was killed."""
PAIR = 2
"""So few at least two accounts count that contradict each other; one alone is mostly one of those told before."""
CLOSE = 2
"""So many tokens between a toll and the و that adds to it."""
FALLS = frozenset(
    "سقوط وقوع ايقاع وايقاع سقط اوقع اوقعت خلف خلفت وقع وسقوط ووقوع اسقط اسقطت مخلفا مخلفه موقعا موقعه".split()
)
"""Words before an uncounted `قتلى` that tell of a result."""
SIZE, WHERE = "حجم", "حيث"
WHETHER, ASKED = frozenset("ما عما فيما".split()), 14
"""Words that make إذا a question, and within how many words behind it harm is asked for."""
HEAD = 2
"""So many words may stand before a toll that heads a line: `عشرات القتلى`."""
FAR = 6
"""So many tokens behind a happening the persons stand who were hurt in it."""


def join_harm(scene: Scene) -> list[Draft]:
    """Return the sentence's drafts with every toll in its place."""
    kept: list[Draft] = []
    for place, draft in enumerate(scene.drafts):
        if draft.frame.group != "harm":
            kept.append(draft)
            continue
        if is_hit(scene, draft) or _of_unknown_size(scene, draft) or _asked(scene, draft.trigger.first):
            continue
        parts = draft.toll or between_dead_and_hurt(scene, draft) or toll_from(scene, draft, harm_of(draft))
        if _counts_hurt(scene, draft, place):
            continue
        parts = parts or _shared_toll(scene, draft, place) or _beyond(scene, draft, place)
        host = host_of(scene, draft, place, kept)
        parts = parts or _implied(scene, draft, host)
        draft.toll = parts
        if host is None:
            kept.append(draft)
        else:
            if draft.trigger.joined and host.trigger.first > draft.trigger.first and host.places:
                _leave_behind(scene, draft)
            _merge(scene, host, draft, parts)
    for draft in kept:
        if draft.frame.name == "execute" and not draft.toll and draft.effects.isdisjoint(UNDONE):
            draft.toll = lethal(scene, draft)
    for phrase, parts in casualties(scene):
        _casualties(scene, kept, phrase, parts)
    _rise(scene, kept)
    for draft in kept:
        draft.countered = draft.countered or countered(scene, draft)
    spare(scene, kept)
    return kept


def _of_unknown_size(scene: Scene, draft: Draft) -> bool:
    """Tell whether only the size of losses is asked for: `دون أن يعرف حجم الخسائر البشرية`."""
    before = scene.reading.tokens.words[draft.trigger.first - 1] if draft.trigger.first else ""
    return draft.trigger.definite and before.removeprefix("ل").removeprefix("ب") == SIZE


def _asked(scene: Scene, token: int) -> bool:
    """Tell whether it is but asked whether there was harm: `لم يعرف ما إذا خلفت الغارة قتلى`."""
    words = scene.words_between(max(token - ASKED, scene.sentence.first), token)
    return any(one in WHETHER and other == "اذا" for one, other in pairwise(words))


def _rise(scene: Scene, kept: list[Draft]) -> None:
    """Put what a toll has risen to, or is told to number, in the place of what it was before."""
    told = risen(scene) if kept else None
    other = numbered(scene) if kept and told is None else None
    if told is not None:
        at, parts = told
    elif other is not None:
        at, parts = other.at, other.parts
    else:
        return
    before = [draft for draft in kept if draft.trigger.first < at and draft.frame.name not in HARMLESS]
    host = before[-1] if before else kept[0]
    host.countered = other is not None and other.by_another
    if host.countered and any(_disputed(scene, host, part) for part in parts):
        return
    harms = {part.harm for part in parts}
    host.toll = [part for part in host.toll if part.harm not in harms] + parts
    host.risen = not host.countered


def _counts_hurt(scene: Scene, draft: Draft, place: int) -> bool:
    """Tell whether `وقوع` only introduces a counted `إصابات`: `وقوع عشرات الإصابات`; the number is theirs."""
    after = scene.drafts[place + 1] if place + 1 < len(scene.drafts) else None
    if draft.part != "noun" or after is None or after.frame.name != "injure" or after.trigger.joined:
        return False
    if draft.frame.name == "injure" and after.trigger.prefix:
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
    if after.trigger.first > draft.trigger.last or said_of_two(scene, draft):
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


def _implied(scene: Scene, draft: Draft, host: Draft | None) -> list[TollPart]:
    """Read a verb whose subject is whom the happening befell: `اعتدوا على راعيين فأصيبا`."""
    victim = host.target if host is not None else None
    if victim is None or victim.thing is not None or draft.part != "verb" or draft.trigger.suffix:
        return []
    first, then = draft.trigger.first, draft.trigger.prefix.startswith("ف")
    if said_of_two(scene, draft) and draft.trigger.joined:
        return [TollPart(harm_of(draft), 2, 2, None, first, draft.trigger.last)]
    known = count(scene, victim) if then else None
    return [] if known is None else [TollPart(harm_of(draft), *known, None, first, draft.trigger.last)]


def _beyond(scene: Scene, draft: Draft, place: int) -> list[TollPart]:
    """Read persons behind the happening that a verb is told of: `وقُتل في الاشتباكات 11 مرتزقاً`, `قتلت غارة خمسة`."""
    after = scene.drafts[place + 1] if place + 1 < len(scene.drafts) else None
    if draft.part != "verb" or after is None or after.part != "noun" or after.frame.group == "harm":
        return []
    told = scene.reading.preposition(after.trigger.first, after.trigger.prefix) in CAUSES
    linked = scene.items_between(draft.trigger.last, after.trigger.first, "link")
    if not (told or linked or does_it(draft, after)) or after.trigger.first - draft.trigger.last > CLOSE:
        return []
    right = scene.phrases_between(after.trigger.last, after.right)
    behind = [phrase for phrase in right if not phrase.prep and not (does_it(draft, after) and phrase is after.actor)]
    if not behind or behind[0].joined or behind[0].first - after.trigger.last > FAR or not count(scene, behind[0]):
        return []
    if after.actor is behind[0]:
        after.actor = None
    if after.target is behind[0]:
        after.target = None
    return joined_parts(scene, harm_of(draft), behind[0], behind)


def _leave_behind(scene: Scene, draft: Draft) -> None:
    """Leave to what was told before و its place and weapon: `مقتل راع بلغم في حجة وإصابة امرأة بقصف على تعز`."""
    first, places = draft.trigger.first, scene.reading.places
    draft.places = [place for place in draft.places if places[place].first > first]
    draft.means = [item for item in draft.means if item.first > first]


def _merge(scene: Scene, host: Draft, draft: Draft, parts: list[TollPart]) -> None:
    """Add a toll, and what its own clause says, to the draft that caused it."""
    known = list(host.toll)
    for part in parts:
        if _among_them(scene, known, part):
            continue
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


def _among_them(scene: Scene, known: list[TollPart], part: TollPart) -> bool:
    """Tell whether a toll counts some of those counted before: `مقتل 40 في أحياء عدة، بينها الساحة حيث قتل 11`."""
    of = next((one for one in known if one.harm == part.harm and one.min >= part.min and one.last <= part.first), None)
    words = scene.words_between(of.last, part.first) if of is not None else []
    return WHERE in words and any(word.removeprefix("و") in AMONG for word in words)


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


def _nobody(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a denial says that there were none: `دون سقوط أي قتلى أو جرحى`."""
    cues = scene.items_between(max(phrase.first - FAR, scene.sentence.first), phrase.first, "status")
    denied = [cue for cue in cues if cue.ref.effect == "negated"]
    if not denied or not COMMAS.isdisjoint(scene.words_between(denied[-1].last, phrase.first)):
        return False
    return not scene.items_between(denied[-1].last, phrase.first, "trigger", "link", "speech")


def _casualties(scene: Scene, kept: list[Draft], phrase: Phrase, parts: list[TollPart]) -> None:
    """Give `قتلى` or `15 جريحا` to the draft before them, or to the cause after them."""
    if any(part.first == phrase.first for draft in kept for part in draft.toll) or _asked(scene, phrase.first):
        return
    harm = parts[0].harm
    if phrase.quantity is None and _nobody(scene, phrase):
        return
    if any(phrase in (draft.actor, draft.target) and draft.frame.name in HARMLESS for draft in kept):
        return
    hosts = [draft for draft in kept if draft.frame.name not in HARMLESS]
    before = [draft for draft in hosts if draft.trigger.first < phrase.first]
    after = [draft for draft in hosts if draft.trigger.first >= phrase.last and draft.part == "noun"]
    host = before[-1] if before else (after[0] if after else None)
    if host is not None and _disputed(scene, host, parts[0]):
        return
    if host is None or (host.toll and any(part.harm == harm and part.who is not None for part in host.toll)):
        return
    if before and scene.clauses.strong_between(host.last, phrase.first):
        return
    plural = phrase.persons is not None and phrase.persons.ref.number == "plural"
    if phrase.quantity is None and plural and not _results(scene, host, phrase):
        return
    host.toll = [part for part in host.toll if part.harm != harm] + parts


def _disputed(scene: Scene, host: Draft, part: TollPart) -> bool:
    """Widen a toll that another account in the sentence contradicts: `فقتل ثلاثة، في حين تحدث طبيب عن ستة قتلى`."""
    known = [one for one in host.toll if one.harm == part.harm]
    if len(known) != 1 or known[0].max is None or part.max is None or min(known[0].min, part.min) < PAIR:
        return False
    if part.first < known[0].last or set_against(scene, known[0].last, part.first) is None:
        return False
    wide = replace(known[0], min=min(known[0].min, part.min), max=max(known[0].max, part.max))
    host.toll[host.toll.index(known[0])] = wide
    return True


def _results(scene: Scene, host: Draft, phrase: Phrase) -> bool:
    """Tell whether an uncounted `قتلى` is told as a result, not merely named."""
    start = min(scene.clauses.start_of(host.trigger.first), phrase.first)
    links = scene.items_between(start, phrase.first + 1, "link")
    leads = phrase.last <= host.trigger.first <= phrase.last + FAR
    if leads and scene.items_between(phrase.last, host.trigger.first, "link"):
        return True
    if leads and _heads_line(scene, phrase) and _by_it(scene, host):
        return True
    before = scene.words_between(max(phrase.first - 3, 0), phrase.first)
    falls = any(not FALLS.isdisjoint(stems(word)) for word in before)
    return bool(links) or falls or (phrase.joined and bool(host.toll))


def _heads_line(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a phrase stands at the head of a line: `قتلى وجرحى بقصف`, `مراسلنا: شهداء في غارة`."""
    words, at = scene.reading.tokens.words, phrase.first
    while at > scene.sentence.first and words[at - 1].isalpha():
        at -= 1
    return phrase.first - at <= HEAD


def _by_it(scene: Scene, host: Draft) -> bool:
    """Tell whether a preposition makes a happening the cause of what stands before it: `بقصف`, `في غارة`."""
    return scene.reading.preposition(host.trigger.first, host.trigger.prefix) in CAUSES
