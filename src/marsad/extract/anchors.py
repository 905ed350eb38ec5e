"""Where drafts begin: the triggers of a sentence that tell what happened, or a toll that stands alone."""

from __future__ import annotations

from marsad.codebook.frames import Frame
from marsad.codebook.lexicon import Form, Trigger
from marsad.extract.clauses import is_finite
from marsad.extract.counts import casualties, may_count, risen
from marsad.extract.drafts import Draft, Scene, TollPart, row_of
from marsad.extract.numbered import numbered
from marsad.extract.reading import Item
from marsad.text.grammar import COMMAS, PREPOSITIONS

PARTICLE = "فقد"
"""`lost`, or, right before a verb, ف with the particle قد."""
ENDINGS = ("ون", "ين", "ان")
"""Of nouns in the plural and the dual that own nothing behind them."""
FIGHTS = frozenset("معركه معارك عمليه عمليات حمله هجوم هجوما هجمات".split())
"""Nouns behind which the ground is named that is to be taken."""
NAMED = 4
"""So many tokens behind such a noun that ground is named at the latest."""
TOLD_ALONE = Form("", Trigger("قتلى", "kill", "", True, "", (), (), "", "persons.tsv"), "noun", "", "", ())
"""The trigger of a toll in a sentence that tells no happening."""


def anchor(scene: Scene, frames: dict[str, Frame]) -> None:
    """Make a draft of every trigger, or of a toll where there is none."""
    triggers = [item for item in scene.all("trigger") if not _qualifies(scene, item)]
    first, last, _ = scene.sentence
    if triggers or may_count(scene.words_between(first, last), (item.ref for item in scene.all("persons"))):
        scene.find_phrases()
        scene.drafts = [_draft(scene, item, frames) for item in triggers] or _told_alone(scene, frames)


def _draft(scene: Scene, trigger: Item, frames: dict[str, Frame]) -> Draft:
    """Make a draft of a trigger."""
    name = trigger.ref.owner.frame
    frame = frames["aim" if name == "capture" and _is_aim(scene, trigger) else name]
    draft = Draft(scene.index, trigger, frame, scene.sentence.first, scene.sentence.last, [trigger])
    draft.rows.append(row_of(trigger))
    return draft


def _is_aim(scene: Scene, trigger: Item) -> bool:
    """Tell whether a fight is named by what is to be taken: `معركة تحرير الموصل`, `عملية لاستعادة الرمادي`."""
    if trigger.ref.part != "noun" or trigger.prefix not in ("", "ل", "لل"):
        return False
    before = scene.words_between(max(trigger.first - NAMED, scene.sentence.first), trigger.first)
    near = [at for at, word in enumerate(before) if word.lstrip("وبلف").removeprefix("ال") in FIGHTS]
    if not near or not COMMAS.isdisjoint(before[near[-1] :]):
        return False
    between = before[near[-1] + 1 :]
    return len(between) <= (NAMED if trigger.prefix else 0) and not any(word in PREPOSITIONS for word in between)


def _told_alone(scene: Scene, frames: dict[str, Frame]) -> list[Draft]:
    """Return the draft of a toll that stands alone and points back: `وبلغت الحصيلة 12 قتيلاً و30 جريحاً`."""
    told, other = risen(scene), numbered(scene)
    parts = told[1] if told else other.parts if other else _counted(scene)
    who = parts[0].who if parts else None
    if who is None:
        return []
    named = who.persons or who
    trigger = Item("trigger", named.first, named.last, TOLD_ALONE, "ال")
    frame = frames["kill" if parts[0].harm == "killed" else "injure"]
    first, last = scene.sentence.first, scene.sentence.last
    against = told is None and other is not None and other.by_another
    draft = Draft(scene.index, trigger, frame, first, last, [trigger], toll=parts, countered=against)
    draft.risen = told is not None or (other is not None and not against)
    return [draft]


def _counted(scene: Scene) -> list[TollPart]:
    """Return the first toll of itself that has a number: `15 جريحا`."""
    found = (parts for phrase, parts in casualties(scene) if phrase.quantity is not None and phrase.persons is not None)
    return next(found, [])


def _qualifies(scene: Scene, item: Item) -> bool:
    """Tell whether a word names somebody, or says which: `عامل تفكيك ألغام`, `المهاجمين`, `قناصة متمركزين في التبة`.

    `فقد قتل` is no loss either; victims are those of what happened (`ضحايا تفجير`).
    """
    if scene.reading.tokens.words[item.first] == PARTICLE:
        return any(other.first == item.last and is_finite(other) for other in scene.items)
    if item.ref.part == "participle":
        return item.definite or any(
            other.last == item.first and other.type in ("persons", "party") for other in scene.items
        )
    if item.ref.part != "noun" or item.prefix or item.ref.owner.frame in ("kill", "injure"):
        return False
    before = next((one for one in scene.all("persons") if one.last == item.first), None)
    return before is not None and not before.prefix and not before.ref.person.harm and not _does(scene, before)


def _does(scene: Scene, persons: Item) -> bool:
    """Tell whether persons before a noun do it, and do not own it: `شن مسلحون هجوما`, with their ن or behind a verb."""
    if scene.reading.tokens.words[persons.last - 1].endswith(ENDINGS):
        return True
    return any(0 <= persons.first - one.last <= 1 for one in scene.all("light"))
