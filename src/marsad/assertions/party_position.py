"""Where a phrase stands with respect to a trigger, and how it agrees with the verb: features for doer and done-to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from marsad.assertions.agreement import Parse, gender
from marsad.assertions.judge import Group, grouped
from marsad.assertions.parties import announces
from marsad.extract.attribution import Credit
from marsad.extract.drafts import Draft, Scene
from marsad.extract.guards import guards
from marsad.extract.phrases import Phrase

BESIDE = 1
"""How many words may stand between a verb of saying and who speaks: `أفاد لاحقاً ناشطون`."""
HOUSES = frozenset("تضم يضم تستضيف يستضيف تووي يووي".split())
STAYS = frozenset("يتواجد تتواجد يوجد توجد تتمركز يتمركز تنتشر ينتشر تتحصن يتحصن".split())
THERE = frozenset("فيها فيه بها به".split())
"""Words that say who is at a place, told behind its name."""
UNDER = frozenset({"لسيطره", "لنفوذ", "لسلطه", "معقل", "معاقل"})
HELD_BY = frozenset({("تحت", "سيطره"), ("تحت", "نفوذ"), ("من", "سيطره"), ("يسيطر", "عليها"), ("تسيطر", "عليها")})
HELD_BY |= frozenset((verb, "عليه") for verb in ("يسيطر", "تسيطر"))
"""Words before the name of who holds a place: `بلدة خاضعة لسيطرة الفصائل`."""
BACKING = frozenset("ساند ساندت اسند اسندت لاسناد لمسانده باسناد دعما اسنادا مسانده دعمت لدعم".split())
"""Words before the name of those whom fire helps: `قصف جوي لدعم الجيش`, `غارات دعماً لقوات سوريا الديمقراطية`."""
PLANTED = frozenset("زرعت زرع زرعو وضعت وضع خلفت خلف تركت ترك اطلقت اطلق ارسلت فخخت لغمت القت نصبت".split())
ITS = frozenset({"ها", "ه", "هما", "هم"})
"""Verbs behind a weapon, with the pronoun that means it, before who laid or sent it."""
PASSING, MEANWHILE = "مرور", frozenset("اثناء خلال لدي عند لحظه حين".split())
"""`أثناء مرور` before those who came along."""
NEXT = 2
FAR, NAMES = (1, 3, 8, 16), ("touching", "close", "near", "apart", "far")


def only_tells(scene: Scene, phrase: Phrase, credit: Credit | None, outlet: bool) -> bool:
    """Tell whether outlets, or persons whom no table knows, are but those who say so: `أفاد مراسل الوكالة`."""
    if credit is not None and phrase.first < credit.last and credit.first < phrase.last:
        return True
    if phrase.quantity is not None or (phrase.persons is None and not outlet):
        return False
    said = (*scene.all("speech"), *scene.all("according"))
    return bool(said) and any(0 <= phrase.first - item.last <= BESIDE for item in said)


def housed(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a party is only said to be somewhere: `قاعدة تضم قوات أمريكية`, `موقع تنتشر فيه قوات النظام`.

    Who holds a place is not the one who strikes it: `قصف على بلدة خاضعة لسيطرة الفصائل`, nor is who heads a line that
    counts the dead.
    """
    if announces(scene.reading, phrase):
        return True
    if phrase.first == 0:
        return False
    before = scene.words_between(max(phrase.first - NEXT, 0), phrase.first)
    if before[-1] in UNDER or before[-1] in HOUSES or tuple(before) in HELD_BY or guards(scene, phrase):
        return True
    return before[-1] in THERE and len(before) == NEXT and before[0] in STAYS


def backed(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a party is said to be helped: `غارات ساندت الوحدات في صد الهجوم`."""
    return bool(BACKING & {*scene.words_between(max(phrase.first - 1, 0), phrase.first)})


def planted_it(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a party is said to have laid or sent the weapon just named: `لغم زرعته | المليشيا`."""
    before = scene.reading.tokens.words[phrase.first - 1] if phrase.first else ""
    return any(verb + end == before for verb in PLANTED for end in ITS)


def passed_by(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a party only came along where something went off: `انفجرت أثناء مرور | دورية`."""
    before = scene.words_between(max(phrase.first - NEXT, 0), phrase.first)
    return before[-1:] == [PASSING] and before[0] in MEANWHILE


def positions(scene: Scene, draft: Draft, phrases: Sequence[Phrase], grammar: Parse) -> Iterator[list[Group]]:
    """Describe where each phrase stands with respect to the trigger."""
    trigger, part, frame = draft.trigger, draft.part, draft.frame.name
    slots = draft.frame.verb if part == "verb" else draft.frame.noun
    voice = "passive" if draft.passive else "active"
    light = draft.light.ref.owner.role if draft.light else "-"
    otherwise = "subject" if part == "verb" else "of"
    clauses = scene.clauses
    for phrase in phrases:
        ahead = phrase.first >= trigger.last
        side, first, last = ("after", trigger.last, phrase.first) if ahead else ("before", phrase.last, trigger.first)
        far = NAMES[bisect_left(FAR, last - first)]
        prep = phrase.prep or "-"
        walls = min(clauses.starts_between(first, last), 2)
        rivals = min(scene.triggers_between(first, last), 2)
        rank = min(scene.named_between(first, last), 3)
        strong = clauses.strong_between(first, last)
        asked = slots.get(phrase.prep or ("of" if ahead else otherwise), "-")
        sort = "thing" if phrase.thing is not None else "party" if phrase.actor is not None else "persons"
        yield [
            _nature(phrase, side, part, frame),
            _distance(side, far, prep, sort, part, frame, asked),
            _between(side, rank, walls, rivals, strong, part, frame, voice),
            _bound(phrase.coordinated, light, side, prep),
            _agreement(grammar.form, gender(scene, phrase), side, rank, prep, walls),
            _parsed(_role(grammar, phrase), part, frame, voice, sort),
        ]


def _nature(phrase: Phrase, side: str, part: str, frame: str) -> Group:
    thing = phrase.thing.ref.cls if phrase.thing is not None else "-"
    who = phrase.persons.ref.person.who if phrase.persons is not None else "-"
    party = "-" if phrase.party is None else "party"
    return _what(thing, who, party, "named" if phrase.quantity is None else "counted", side, part, frame)


@grouped
def _what(thing: str, who: str, party: str, counted: str, side: str, part: str, frame: str) -> Group:
    owned = f"{thing}/{who}/{party}"
    return (
        f"thing:{thing}/{frame}",
        f"who:{who}/{frame}",
        f"phrase:{owned}/{side}",
        f"phrase:{owned}/{frame}",
        f"{counted}/{who}/{side}/{part}",
    )


@grouped
def _distance(side: str, far: str, prep: str, sort: str, part: str, frame: str, asked: str) -> Group:
    return (
        f"{side}/{prep}/{sort}/{part}/{far}",
        f"{side}/{frame}/{prep}",
        f"{side}/{far}/{part}/{prep}",
        f"slot {asked}/{side}",
    )


@grouped
def _between(side: str, rank: int, walls: int, rivals: int, strong: bool, part: str, frame: str, voice: str) -> Group:
    return (
        f"{side}/rank {rank}/{frame}",
        f"{side}/rank {rank}/{part}/{voice}",
        f"{side}/walls {walls}",
        f"{side}/other triggers {rivals}",
        f"{side}/strong {strong}",
    )


@grouped
def _bound(coordinated: bool, light: str, side: str, prep: str) -> Group:
    return f"coordinated {coordinated}/{side}", f"light {light}/{side}/{prep}"


@grouped
def _agreement(form: str, sex: str, side: str, rank: int, prep: str, walls: int) -> Group:
    return (
        f"agrees {form}/{sex}/{side}",
        f"agrees {form}/{sex}/{side}/rank {rank}",
        f"agrees {form}/{sex}/{prep}/walls {walls}",
    )


@grouped
def _parsed(role: str, part: str, frame: str, voice: str, sort: str) -> Group:
    return f"parsed {role}/{part}", f"parsed {role}/{frame}", f"parsed {role}/{voice}/{sort}"


def _role(grammar: Parse, phrase: Phrase) -> str:
    """Return what a phrase is by order and agreement."""
    if phrase is grammar.subject:
        return "subject"
    if phrase is grammar.object:
        return "object"
    return "carried" if phrase is grammar.carried else "-"
