"""What did not happen, might, failed or is disputed: cues applied to the drafts in their reach.

`لم تقصف` is no event, `قد تقصف` is hypothetical, `تضاربت الأنباء عن فرار` is disputed.
"""

from __future__ import annotations

from marsad.extract.drafts import Draft, Scene, row_of
from marsad.extract.reading import Item
from marsad.text.grammar import COMMAS, DATING, PRESENT, RELATIVE, THAT_SAID

NEXT = 6
BESIDES = frozenset(
    (
        "اضافه بالاضافه واضافه وبالاضافه نتيجه خرقا وخرقا انتهاكا خلافا وفقا ووفقا تنفيذا تطبيقا استنادا "
        "مشاهد مشهدا صورا لقطات فيديو مقطعا شريطا تسجيلا توثيقا انه"
    ).split()
)
"""Behind these, ل says neither aim nor purpose: `خرقا لاتفاق`, `فيديو لقنص ضابط`."""
HELD = frozenset({"capture", "deploy", "restrict"})
THERE = frozenset("فيها فيه فيهما بها به عليها عليه عليهما منها منه".split())
"""Pronouns that take up a place behind the verb of a relative clause: `مبان يتمركز فيها جنود`."""
OVER = DATING | {"بعد"}
LASTED = frozenset("لمده دام دامت استمر استمرت طويل طويله".split())
"""What is said of how long something took that is over: `خرج من السجن بعد اعتقال دام سنتين`."""
STOPPING = frozenset(
    (
        "وقف ووقف لوقف بوقف ايقاف وايقاف لايقاف بايقاف انهاء وانهاء لانهاء بانهاء مكافحه لمكافحه ومكافحه بمكافحه "
        "تجنب لتجنب تفادي لتفادي"
    ).split()
)
STREET = frozenset({"protest", "riot"})
"""What prices are a reason for: `تظاهروا احتجاجاً على غلاء الأسعار` is of no market."""
SUBJUNCTIVE = frozenset("لس")


def mark_status(scene: Scene) -> None:
    """Mark the drafts of a sentence with the effects of its cues; negated ones are dropped."""
    for cue in _cues(scene):
        for draft in _reached(scene, cue):
            draft.effects.add(cue.ref.effect)
            draft.rows.append(row_of(cue))
    for draft in scene.drafts:
        if "accident" in draft.effects and draft.frame.group == "harm":
            draft.effects.add("negated")
        if "figurative" in draft.effects and not draft.toll and draft.frame.group != "harm":
            draft.effects.add("negated")
        if _may_be(draft):
            draft.effects.add("hypothetical")
        if _is_state(scene, draft) or _in_passing(scene, draft):
            draft.effects.add("negated")
        elif draft.part == "noun" and draft.light is None and "failed" not in draft.effects and _for(scene, draft):
            draft.effects.add("purpose")
    scene.drafts = [draft for draft in scene.drafts if "negated" not in draft.effects and draft.frame.group != "mood"]


def _cues(scene: Scene) -> list[Item]:
    """Return the cues of a sentence, less those that are the name of a place: `حي الملعب`."""
    cues = scene.items_between(scene.sentence.first, scene.sentence.last, "status")
    places = scene.items_between(scene.sentence.first, scene.sentence.last, "place") if cues else []
    return [cue for cue in cues if not any(place.first <= cue.first < place.last for place in places)]


def _for(scene: Scene, draft: Draft) -> bool:
    """Tell whether a noun is what something is for: `لتحرير`, not `إضافة لقصف`."""
    before = scene.words_between(draft.trigger.first - 1, draft.trigger.first) if draft.trigger.first else ()
    if draft.frame.name == "aim":
        return False
    return draft.trigger.prefix.removesuffix("ال").endswith("ل") and not BESIDES.intersection(before)


def _reached(scene: Scene, cue: Item) -> list[Draft]:
    """Return the drafts that a cue bears on."""
    if cue.ref.scope == "sentence":
        return scene.drafts
    if cue.ref.scope == "market":
        return [draft for draft in scene.drafts if draft.frame.name not in STREET]
    if cue.ref.scope == "behind":
        return [draft for draft in scene.drafts if 0 <= cue.first - draft.trigger.last <= 1]
    told = [draft for draft in scene.drafts if draft.frame.group != "mood"]
    ahead = [draft for draft in told if draft.trigger.last > cue.first and draft.trigger.first >= cue.first]
    if cue.ref.scope == "next":
        return [
            draft
            for draft in _next(ahead, cue)
            if not (cue.ref.effect == "negated" and draft.trigger.first == cue.first)
            and _close(scene, cue, draft)
            and _tense(cue, draft, scene.words_between(cue.last, cue.last + 1)[0])
        ]
    end = min((start for start in scene.clauses.strong if start > cue.last), default=scene.sentence.last)
    reached = [draft for draft in ahead if draft.trigger.first < end]
    if cue.ref.effect == "disputed" and not reached and set(scene.words_between(cue.last, cue.last + 5)) & THAT_SAID:
        return [draft for draft in told if draft.trigger.last <= cue.first][-1:]
    if cue.ref.effect == "figurative":
        return _habit(scene, told, reached, cue)
    if cue.ref.effect == "failed":
        _drop(scene, reached, cue)
        return [draft for draft in scene.drafts if draft.trigger.last <= cue.first][-1:]
    return reached


def _next(ahead: list[Draft], cue: Item) -> list[Draft]:
    """Return the happening next to a cue; behind a denial that holds one itself, the harm it leads to is denied too.

    `دون وقوع أي إصابات` denies what occurred, and the hurt.
    """
    within = bool(ahead) and ahead[0].trigger.first < cue.last and cue.ref.effect == "negated"
    return ahead[:1] + [draft for draft in ahead[1:2] if within and draft.frame.group == "harm"]


def _habit(scene: Scene, told: list[Draft], ahead: list[Draft], cue: Item) -> list[Draft]:
    """Return what goes on all the time: `تقصف المدفعية القرية من وقت لآخر` tells of no one happening."""
    start = max((start for start in scene.clauses.strong if start <= cue.first), default=scene.sentence.first)
    if cue.first - start <= 1:
        return ahead[:1]
    before = [draft for draft in told if start <= draft.trigger.first and draft.trigger.last <= cue.first]
    return [draft for draft in before[-1:] if draft.frame.group == "event" and not draft.toll and not draft.times]


def _drop(scene: Scene, reached: list[Draft], cue: Item) -> None:
    """`من دون تحقيق أي تقدم`: the progress that was not made is no event."""
    for draft in reached:
        if draft.frame.name == "advance" and "،" not in scene.words_between(cue.last, draft.trigger.first):
            draft.effects.add("negated")


def _close(scene: Scene, cue: Item, draft: Draft) -> bool:
    words = scene.words_between(cue.last, draft.trigger.first)
    return len(words) <= NEXT and COMMAS.isdisjoint(words) and not _begins_anew(cue, draft)


def _begins_anew(cue: Item, draft: Draft) -> bool:
    """Tell whether a joined past verb comes between: in `طالبوا بالرحيل وقاموا بحرق مدرعتين` they did burn them."""
    verb = draft.light if draft.light is not None and draft.light.first > cue.first else draft.trigger
    return verb.joined and verb.ref.part == "verb" and verb.ref.tense == "past"


def _tense(cue: Item, draft: Draft, following: str) -> bool:
    """Tell whether the tense that the cue asks for follows."""
    wanted: str = cue.ref.before
    if not wanted:
        return True
    if draft.part == "verb" and (draft.trigger.first == cue.last or _other_verb(cue, draft)):
        return bool(draft.trigger.ref.tense == wanted)
    return (following[:1] in PRESENT) == (wanted == "present")


def _other_verb(cue: Item, draft: Draft) -> bool:
    """Tell whether `لم` denies another verb than the event's own: `قرى لم يدخلها أحد، كما أحرق`."""
    return cue.ref.effect == "negated" and draft.light is None


def _is_state(scene: Scene, draft: Draft) -> bool:
    """Tell whether a present verb says what is so: `التي يسيطر عليها`, `مبان يتمركز فيها`; not `قبل أن تستعيدها`."""
    first, words = draft.trigger.first, scene.reading.tokens.words
    if draft.part != "verb" or draft.trigger.ref.tense != "present" or first == 0:
        return draft.frame.name == "capture" and _opens(draft)
    if draft.frame.name == "capture" and draft.light is None and _opens(draft):
        return words[first - 1] != "ان"
    behind = words[draft.trigger.last] if draft.trigger.last < len(words) else ""
    return words[first - 1] in RELATIVE or (draft.frame.name in HELD and behind in THERE)


def _opens(draft: Draft) -> bool:
    """Tell whether a present verb stands before its subject: `يسيطر الحوثيون على` says who holds what."""
    present = draft.part == "verb" and draft.trigger.ref.tense == "present" and not draft.effects
    return present and draft.actor is not None and draft.actor.first > draft.trigger.first


def _in_passing(scene: Scene, draft: Draft) -> bool:
    """Tell whether a noun only dates something else, or is to stop: `قبل فرارهم`, `وقف قصف المنازل`.

    Captivity that is over dates too: `خرج بعد اعتقال دام سنة`.
    """
    if draft.part != "noun" or draft.light is not None or draft.trigger.first == 0:
        return False
    words = scene.reading.tokens.words
    before, behind = words[draft.trigger.first - 1], words[draft.trigger.last : draft.trigger.last + 1]
    if draft.trigger.suffix:
        return before in DATING
    return before in STOPPING or (before in OVER and not LASTED.isdisjoint(behind))


def _may_be(draft: Draft) -> bool:
    """Tell whether a present verb carries the future س or the purpose ل: `سيقصف`, `ليسيطر`."""
    if draft.part != "verb" or draft.trigger.ref.tense != "present":
        return False
    return draft.trigger.prefix[-1:] in SUBJUNCTIVE and draft.trigger.prefix != ""
