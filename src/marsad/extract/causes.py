"""Which happening a toll belongs to: the one told before it that led to it, or the cause told behind it."""

from __future__ import annotations

from marsad.extract.drafts import Draft, Scene
from marsad.extract.tolls import harm_of

HARMLESS = frozenset({"agree", "aid", "threaten", "deploy", "displace", "withdraw", "restrict"})
CAUSES = frozenset({"في", "ب", "من", "خلال"})
NEAR = 3
"""So many tokens behind a death its own cause is told."""
AGAINST = 6
"""So many tokens before a death the protest against it is told at the most."""
PROTESTED = frozenset(
    (
        "احتجاجا احتجاج للاحتجاج الاحتجاج محتجين محتجون المحتجين تنديدا للتنديد منددين مندده مندده استنكارا رفضا غضبا "
        "غاضبين احتجوا يحتجون حدادا"
    ).split()
)
FROM_AFAR = frozenset({"air_raid", "bombard", "launch"})
BEFORE_IT = frozenset({"بعد", "عقب", "غداه", "وبعد", "وعقب"})
COUNTS = frozenset({"حصيله", "الحصيله", "محصله"})
"""Words of a toll after which ل names its cause: `في حصيلة أولية للانفجار`."""


def host_of(scene: Scene, draft: Draft, place: int, kept: list[Draft]) -> Draft | None:
    """Return the draft that a toll belongs to."""
    if draft.cause is not None and draft.cause in kept:
        return draft.cause
    before = [other for other in kept if other.frame.name not in HARMLESS]
    last = _not_shot_down(before)
    told_out = last is not None and last.frame.group == "harm" and _told_out(scene, last, draft)
    if last is not None and last.frame.group == "harm" and not told_out and _continues(scene, last, draft):
        return last
    if last is not None and _points_back(scene, draft):
        return last
    after = _caused_by(scene, draft, place)
    if last is not None and _protested(scene, last, draft):
        return None
    if last is not None and came_before(scene, draft, last):
        return after
    led = last is not None and _led_to(scene, last, draft) and not _elsewhere(last, draft)
    own = told_out or (
        draft.part == "verb" or (last is not None and _counted_already(last, draft)) or _told_anew(scene, draft, after)
    )
    if led and not (after is not None and own):
        return last
    return after


def _not_shot_down(before: list[Draft]) -> Draft | None:
    """Return what was told last, but the strike rather than what shot its missiles down."""
    last = before[-1] if before else None
    if last is None or last.frame.name != "disrupt":
        return last
    strikes = [draft for draft in before if draft.frame.name in FROM_AFAR or draft.frame.name == "target"]
    return strikes[-1] if strikes else last


def _protested(scene: Scene, last: Draft, draft: Draft) -> bool:
    """Tell whether a death is what people protested against: `احتجاجا على مقتل طالب`; the protest did not kill him."""
    prep = scene.reading.preposition(draft.trigger.first, draft.trigger.prefix)
    before = scene.words_between(max(draft.trigger.first - AGAINST, last.trigger.first), draft.trigger.first)
    return draft.part == "noun" and prep in ("على", "ب") and not PROTESTED.isdisjoint(before)


def came_before(scene: Scene, draft: Draft, strike: Draft) -> bool:
    """Tell whether a noun says what came before a strike: `قصف الطيران البلدة بعد مقتل 12 جنديا`.

    What was done in a fight is often told so: `صدوا الهجوم بعد قتل خمسة`.
    """
    if draft.part != "noun" or strike.frame.name not in FROM_AFAR or draft.first <= strike.first:
        return False
    return scene.reading.tokens.words[draft.first - 1] in BEFORE_IT


def _told_anew(scene: Scene, draft: Draft, after: Draft | None) -> bool:
    """Tell whether a comma parts a death with its own cause from what was told before: `، وإصابات في قصف الحي`."""
    first = draft.trigger.first
    if after is None or not draft.trigger.joined or scene.reading.tokens.words[first - 1 : first] != ["،"]:
        return False
    return after.trigger.first - draft.trigger.last <= NEAR


def _counted_already(last: Draft, draft: Draft) -> bool:
    """Tell whether و joins a death with a cause of its own to one counted: `مقتل ستة إثر قصف، واستشهاد فتى برصاص`."""
    return draft.trigger.joined and any(part.harm == harm_of(draft) for part in last.toll)


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
        if other.frame.name in HARMLESS:
            if other.part == "noun" and other.trigger.joined:
                continue
            return None
        if other.frame.group == "harm":
            if (other.part == "verb" and not other.trigger.joined) or _told_out(scene, draft, other):
                return None
            continue
        if other.frame.group == "mood" or _fired_at(draft, other):
            return None
        if does_it(draft, other):
            return other
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
        return other if links or prep in CAUSES or counted or _begun_in(scene, draft, other) else None
    return None


def _fired_at(draft: Draft, other: Draft) -> bool:
    """Tell whether a weapon hurt people at a protest, which did not: `أصيب ستة برصاص الجنود خلال مسيرة`."""
    return other.frame.name == "protest" and draft.part == "verb" and bool(draft.means)


def _told_out(scene: Scene, draft: Draft, other: Draft) -> bool:
    """Tell whether a toll has a weapon and place of its own before the next: `مقتل راع بلغم في حجة وإصابة امرأة`."""
    first, last = draft.trigger.last, other.trigger.first
    if not (scene.items_between(first, last, "means") and scene.items_between(first, last, "place")):
        return False
    return bool(other.places) and other.trigger.joined


def _begun_in(scene: Scene, draft: Draft, other: Draft) -> bool:
    """Tell whether a word of beginning before a toll's cause holds the preposition: `قتل اثنان في تجدد القتال`."""
    light = other.light
    if light is None or light.ref.part != "noun" or not draft.trigger.last <= light.first < other.trigger.first:
        return False
    return scene.reading.preposition(light.first, light.prefix) in CAUSES


def does_it(draft: Draft, other: Draft) -> bool:
    """Tell whether the happening right behind a verb is what killed: `قتلت غارات خمسة مدنيين`."""
    behind = other.trigger.first == draft.trigger.last and other.trigger.prefix in ("", "ال")
    return behind and draft.part == "verb" and draft.frame.group == "harm" and other.part == "noun"


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
