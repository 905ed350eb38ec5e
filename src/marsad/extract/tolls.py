"""Persons counted: how many, low to high, and whose they were.

`ما لا يقل عن 12 من عناصر اللواء` gives 12 to open; `طفلان` two; `قتلى` one to open;
`4 أطفال وامرأتين ورجل` seven.
"""

from __future__ import annotations

from marsad.extract.drafts import Draft, Scene, TollPart
from marsad.extract.headcount import OF_THEM, OFFICES, count, counted, is_part, joined_parts, names_harm, part_of
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Item
from marsad.text.clitics import ARTICLE
from marsad.text.grammar import COMMAS, ORDINALS, OTHERS, PLURAL, PREPOSITIONS, STOPS, WHO

BY_PREPOSITION = {"أودى بأشخاص": "ب"}
"""Verbs whose victims stand behind a preposition: `أودى بأربعة من ركابها`."""
CASES = frozenset("حاله حالات".split())
"""Words between a number and what befell so many: `11 حالة اختناق`."""
WHOEVER = frozenset("كان كانوا كانت فيه فيها فيهما عليه عليها بداخله بداخلها داخله داخلها".split())
"""Words behind `من` that make it persons: `مصرع من كانوا على متنها`, `قتلوا من فيه`."""
HITS = frozenset("مباشره مباشر محققه دقيقه".split())
"""Words behind `إصابات`, `إصابتها` that make them hits, of things."""
LAST = frozenset("اخر اخري".split())
"""`آخر` is another one, or the last of something."""
ANY_OF = frozenset("احدهم احدهما احداهما".split())
DEADLY = frozenset({"اغتال", "ذبح", "شنق", "أعدم"})
"""Acts that kill whom they are done to, though no table knows the word."""
PRONOUNS: dict[str, tuple[int, int | None]] = {"ه": (1, 1), "ها": (1, 1), "هما": (2, 2), "هم": (1, None)}
"""How many a pronoun stands for: `مقتله`, `وقتلته`, `مقتلهما`."""
REACH = 12
CLOSE = 2
DIED_OF = frozenset("اثر جراء نتيجه بسبب بعد عقب متاثرا متاثره متاثرين من".split())
HURT_NOUNS = frozenset("جرحي الجرحي مصابين المصابين اصابات الاصابات".split())
DEAD_NOUNS = frozenset("قتلي شهداء ضحايا جثث وفيات خساير".split())


def harm_of(draft: Draft) -> str:
    """Return `killed` or `injured` for a draft of the harm group."""
    return "injured" if draft.frame.name == "injure" else "killed"


def toll_from(scene: Scene, draft: Draft, harm: str) -> list[TollPart]:
    """Return what a trigger of harm counts: its subject or object, and what is joined to it by و."""
    right = scene.phrases_between(draft.trigger.last, draft.right)
    if draft.part == "verb" and _hits_thing(scene, draft, right):
        return []
    if harm == "injured" and (cases := _cases(scene, draft)):
        return cases
    before = _subject(scene, draft) if draft.part == "verb" and not _acts(draft) else []
    head = _head(scene, draft, right)
    if head is None or (before and _plural_verb(scene, draft) and not _object(scene, draft, head)):
        return [part_of(scene, harm, one) for one in before] or _others(scene, draft, harm)
    told = _harms_named(scene, draft) or [harm]
    return [part for each in told for part in joined_parts(scene, each, head, right)]


def _harms_named(scene: Scene, draft: Draft) -> list[str]:
    """Return what the words of a trigger count: `سقوط جرحى`, `وقوع قتلى وجرحى`; nothing where they do not."""
    words, trigger = scene.reading.tokens.words, draft.trigger
    named = _bare(words[trigger.first : trigger.last])
    dead = not DEAD_NOUNS.isdisjoint(named)
    also = _bare(words[trigger.last : trigger.last + 1]) if dead and named[-1] in DEAD_NOUNS else []
    hurt = not HURT_NOUNS.isdisjoint(named + also)
    return ["killed"] * dead + ["injured"] * hurt if draft.part == "noun" and draft.frame.name == "kill" else []


def _acts(draft: Draft) -> bool:
    """Tell whether the subject of a verb can only be who did it: `أصابوا`, where `أصيبوا` is said of the injured."""
    return bool(draft.trigger.ref.voice == "active" and draft.trigger.ref.owner.transitive)


def _object(scene: Scene, draft: Draft, head: Phrase) -> bool:
    """Tell whether persons stand right behind a plural verb, which then is theirs who killed: `وقتلوا خمسة منهم`."""
    between = scene.words_between(draft.trigger.last, head.first)
    behind = not between or (len(between) == 1 and between[0] in OF_THEM)
    return behind and not head.joined and (bool(between) or not head.prep)


def _hits_thing(scene: Scene, draft: Draft, right: list[Phrase]) -> bool:
    """Tell whether a thing or place, no person, is hit: `أصابت معملاً`, `أصابت مدرسة`."""
    behind = draft.trigger.last
    place = next(iter(scene.items_between(behind, behind + 1, "place")), None)
    if draft.frame.name == "injure" and place is not None and not place.prefix:
        return True
    thing = right[0] if right and right[0].first == behind else None
    return thing is not None and thing.thing is not None and thing.persons is None and not thing.prep


def _cases(scene: Scene, draft: Draft) -> list[TollPart]:
    """Read how many suffered it: `11 حالة اختناق`, `21 إصابة`, `عولج 11 شخصا من حالات اختناق`."""
    words, first = scene.reading.tokens.words, draft.trigger.first
    if draft.part != "noun" or draft.trigger.prefix or first == scene.sentence.first:
        return []
    end = first - (words[first - 1] in CASES)
    near = scene.phrases_between(max(end - REACH, scene.sentence.first), end)
    phrase = near[-1] if near else None
    if phrase is None or phrase.quantity is None or phrase.quantity.unit != "count" or phrase.thing is not None:
        return []
    of = words[end - 1] == "من" and phrase.persons is not None
    if phrase.last != end - 1 if of else phrase.last not in (end, first):
        return []
    low, high = phrase.quantity.min, phrase.quantity.max
    return [TollPart("injured", low, high, phrase if of else None, phrase.first, draft.trigger.last)]


def _subject(scene: Scene, draft: Draft) -> list[Phrase]:
    """Return the phrases before a verb that say who was hurt: `خمسة مواطنين استشهدوا`, `عن ثمانية أشخاص قتلوا`.

    A verb joined by و has its own subject behind it, unless it is plural.
    """
    plural = _plural_verb(scene, draft)
    if draft.trigger.joined and not plural:
        return []
    left = max(draft.trigger.first - REACH, scene.sentence.first) if plural else draft.left
    before = [one for one in scene.phrases_between(left, draft.trigger.first) if _counted_before(scene, draft, one)]
    found: list[Phrase] = []
    while before and (not found or found[-1].coordinated):
        phrase = before.pop()
        if phrase.prep and not (plural and (phrase.prep == "عن" or _right_before(draft, phrase))):
            continue
        found.append(phrase)
    return found[::-1]


def _right_before(draft: Draft, phrase: Phrase) -> bool:
    """Tell whether a verb tells of those that a preposition holds: `رسالة وفاء لثلاثة من عناصره | قضوا`."""
    return phrase.prep not in ("من", "في") and phrase.last == draft.trigger.first


def _counted_before(scene: Scene, draft: Draft, phrase: Phrase) -> tuple[int, int | None] | None:
    """Return how many a phrase before a verb counts; so does a part of those told dead: `منهم تسعة | قضوا بغارة`."""
    known = count(scene, phrase)
    if known is not None or phrase.last != draft.trigger.first or not is_part(scene, phrase):
        return known
    word = scene.reading.tokens.words[draft.trigger.first]
    if word.endswith(PLURAL) and counted(phrase) in ((1, 1), (2, 2)):
        return None
    dead = any(one.frame.group == "harm" and one.trigger.first < phrase.first for one in scene.drafts)
    harmed = any(item.ref.person.harm and item.first < phrase.first for item in scene.all("persons"))
    return counted(phrase) if dead or harmed else None


def _plural_verb(scene: Scene, draft: Draft) -> bool:
    """Tell whether the verb is plural or dual, as only one behind its subject is: `قتلوا`, `قتلا`."""
    return scene.reading.tokens.words[draft.trigger.first].endswith(PLURAL) or said_of_two(scene, draft)


def said_of_two(scene: Scene, draft: Draft) -> bool:
    """Tell whether a verb is said of two: `مدنيان قتلا وجرح 13`, whose number is not that of the dead."""
    two = scene.reading.tokens.words[draft.trigger.first].endswith("ا")
    return two and draft.part == "verb" and draft.trigger.ref.voice in ("either", "passive")


def _head(scene: Scene, draft: Draft, right: list[Phrase]) -> Phrase | None:
    """Return the phrase that says who was hurt."""
    for phrase in right:
        if phrase is draft.actor or (phrase is draft.target and draft.frame.name == "lose"):
            continue
        if count(scene, phrase) is None:
            if phrase.prep or "على" in draft.trigger.ref.after:
                continue
            return None
        if phrase.prep == "على" and phrase.prep in draft.trigger.ref.after:
            return phrase
        if phrase.prep and phrase.prep == BY_PREPOSITION.get(draft.trigger.ref.owner.lemma):
            return phrase
        if draft.part == "verb" and phrase.prep == "ل" and phrase.first - draft.trigger.last > 1:
            return None
        if not phrase.prep or phrase.prep == "ل" or (draft.part == "noun" and phrase.prep in ("ب", "بين")):
            return phrase
        if phrase.prep == "في" and (phrase.quantity is None or phrase.persons is None):
            continue
    return None


def _others(scene: Scene, draft: Draft, harm: str) -> list[TollPart]:
    """Read `وإصابة آخرين`, `مقتله` and `مقتل فلان`, where no noun of persons follows."""
    words, trigger = scene.reading.tokens.words, draft.trigger
    named = _bare(words[trigger.first : trigger.last])
    if not DEAD_NOUNS.isdisjoint(named):
        both = _harms_named(scene, draft) or [harm]
        return [TollPart(each, 1, None, None, trigger.first, trigger.last) for each in both]
    if draft.part == "noun" and not trigger.definite and not HURT_NOUNS.isdisjoint(named):
        hits = trigger.last < len(words) and words[trigger.last] in HITS
        return [] if hits else [TollPart("injured", 1, None, None, trigger.first, trigger.last)]
    if trigger.suffix and (draft.part == "noun" or trigger.suffix in PRONOUNS):
        if harm == "injured" and _died_of(scene, draft):
            return []
        if (meant := _meant(scene, draft)) is not None:
            return [part_of(scene, harm, meant)]
        low, high = PRONOUNS.get(trigger.suffix, (1, None))
        return [TollPart(harm, low, high, None, trigger.first, trigger.last), *_with(scene, draft, harm)]
    if draft.part == "verb" and trigger.first > scene.sentence.first and words[trigger.first - 1] in WHO:
        one = WHO[words[trigger.first - 1]]
        return [] if _acts(draft) else [TollPart(harm, one, one, None, trigger.first, trigger.last)]
    if harm == "killed" and draft.part == "noun" and trigger.last < draft.right and words[trigger.last] in OFFICES:
        return [TollPart(harm, 1, 1, _office(scene, draft), trigger.last, trigger.last + 1)]
    if harm == "killed" and trigger.last < draft.right and not trigger.ref.after and _is_name(scene, trigger):
        return [TollPart(harm, 1, 1, _office(scene, draft), trigger.last, trigger.last + 1)]
    return _unnamed(scene, draft, harm)


def _meant(scene: Scene, draft: Draft) -> Phrase | None:
    """Return whom a verb with a pronoun was done to, counted right before it: `سبعة أعدمهم التنظيم`, `شابين قتلهما`."""
    trigger = draft.trigger
    if draft.part != "verb" or trigger.suffix not in PRONOUNS or trigger.joined:
        return None
    before = scene.phrases_between(max(trigger.first - REACH, scene.sentence.first), trigger.first)
    meant = before[-1] if before else None
    known = _counted_before(scene, draft, meant) if meant is not None else None
    if meant is None or known is None or trigger.first - meant.last > CLOSE:
        return None
    if not COMMAS.isdisjoint(scene.words_between(meant.last, trigger.first)):
        return None
    low, high = PRONOUNS[trigger.suffix]
    fits = known[0] == low if high is not None else known[0] > 2 or known[1] is None
    return meant if fits else None


def is_hit(scene: Scene, draft: Draft) -> bool:
    """Tell whether a thing is hit and nobody hurt: `إصابتها بشكل مباشر`, `إصابتها إصابة مباشرة`."""
    words, trigger = scene.reading.tokens.words, draft.trigger
    behind = words[trigger.last :][: CLOSE if trigger.suffix else 1]
    return draft.frame.name == "injure" and draft.part == "noun" and not HITS.isdisjoint(behind)


def _office(scene: Scene, draft: Draft) -> Phrase | None:
    """Return whose officer died, where no table knows his office: `مقتل رئيس أركان الحوثيين`."""
    at = draft.trigger.last
    return next((p for p in scene.phrases_between(at, at + 2) if p.armed and not p.prefix), None)


def _bare(words: list[str]) -> list[str]:
    return [word.removeprefix("و").removeprefix("ب").removeprefix("ال") for word in words]


def _with(scene: Scene, draft: Draft, harm: str) -> list[TollPart]:
    """Return who is joined to a pronoun: `مقتله وابنه`, `إصابته ومرافقه`."""
    right = scene.phrases_between(draft.trigger.last, draft.right)
    if not right or right[0].first != draft.trigger.last or not right[0].joined or count(scene, right[0]) is None:
        return []
    return [] if names_harm(right[0]) else joined_parts(scene, harm, right[0], right)


def _unnamed(scene: Scene, draft: Draft, harm: str) -> list[TollPart]:
    """Read persons without a noun: `وإصابة آخرين`, `وجرح ثالث`, `مصرع من كانوا على متنها`."""
    words, at = scene.reading.tokens.words, draft.trigger.last
    told = {part.harm for one in scene.drafts if one is not draft for part in one.toll}
    for place in range(at, min(at + 3, draft.right)):
        word = words[place]
        if word == "من" and place + 1 < len(words) and words[place + 1] in WHOEVER:
            return [TollPart(harm, 1, None, None, place, place + 1)]
        if word in ORDINALS and place == at:
            return [TollPart(harm, 1, 1, None, place, place + 1)]
        if word in ANY_OF and harm in told:
            return []
        if word in OTHERS and not (word in LAST and _names_thing(scene, place + 1)):
            low, high = OTHERS[word]
            return [TollPart(harm, low, high, None, place, place + 1)]
    return []


def _names_thing(scene: Scene, at: int) -> bool:
    """Tell whether a thing or place begins at a token: `القضاء على آخر تجمعات`, not `وأصيب آخر بقصف`."""
    named = scene.items_between(at, at + 1, "thing", "place", "trigger", "means")
    return any(item.prefix.removesuffix(ARTICLE) == "" for item in named)


def _died_of(scene: Scene, draft: Draft) -> bool:
    """Tell whether an injury is what the dead told before died of: `استشهد طفل إثر إصابته برصاص`."""
    first = draft.trigger.first
    led = first > scene.sentence.first and scene.reading.tokens.words[first - 1] in DIED_OF
    return led and any(one.frame.name == "kill" and one.trigger.first < first for one in scene.drafts)


def lethal(scene: Scene, draft: Draft) -> list[TollPart]:
    """Return the toll of an execution or assassination: those it was done to, or the one whom no table knows."""
    victim = draft.target
    right = scene.phrases_between(draft.trigger.last, draft.right)
    if victim is not None and victim.thing is None and count(scene, victim) is not None:
        return joined_parts(scene, "killed", victim, right) if victim in right else [part_of(scene, "killed", victim)]
    if draft.trigger.ref.owner.lemma not in DEADLY:
        return []
    if (meant := _meant(scene, draft)) is not None:
        return [part_of(scene, "killed", meant)]
    head = _head(scene, draft, right)
    if head is not None:
        return joined_parts(scene, "killed", head, right)
    if victim is not None and victim.thing is None and victim.actor is None:
        return []
    return [TollPart("killed", 1, 1, None, draft.trigger.first, draft.trigger.last)]


def _is_name(scene: Scene, trigger: Item) -> bool:
    """Tell whether what follows is a word that no table knows: a person's name, one person."""
    place = trigger.last
    word = scene.reading.tokens.words[place]
    if trigger.suffix or len(word) < 3 or not word.isalpha() or word in OTHERS or word in PREPOSITIONS:
        return False
    if word in STOPS or word[0] in "وفلب" or word.endswith(("ها", "هم", "هما")):
        return False
    return not any(item.first <= place < item.last for item in scene.items)
