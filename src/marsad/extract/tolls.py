"""Persons counted: how many, low to high, and whose they were.

`ما لا يقل عن 12 من عناصر اللواء` gives 12 to open; `طفلان` two; `قتلى` one to open;
`4 أطفال وامرأتين ورجل` seven.
"""

from __future__ import annotations

from collections.abc import Iterator

from marsad.extract.drafts import Draft, Scene, TollPart
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Item
from marsad.text.grammar import AMONG, ONE_OF, OTHERS, PREPOSITIONS, STOPS

GROUPS = frozenset({"عائلة"})
DEADLY = frozenset({"اغتال", "ذبح", "شنق", "أعدم"})
"""Acts that kill whom they are done to, though no table knows the word."""
CUMULATIVE = 1000
"""A toll as high as this is that of a war, which reports repeat at their end; no single happening has it."""
DEAD, HURT = frozenset("قتيل شهيد قتلي".split()), frozenset("وجريح وجريحا ومصاب ومصابا وجرحي".split())
"""The two halves of `بين قتيل وجريح`."""
PRONOUNS: dict[str, tuple[int, int | None]] = {"ه": (1, 1), "ها": (1, 1), "هما": (2, 2), "هم": (1, None)}
"""How many a pronoun stands for: `مقتله`, `وقتلته`, `مقتلهما`."""
REACH = 12
APART = 5
"""So many tokens behind a toll its parts begin at the latest."""
NAME = 6
"""So many tokens a person's name takes at the most."""
DIED_OF = frozenset("اثر جراء نتيجه بسبب بعد عقب متاثرا متاثره متاثرين من".split())
DEAD_NOUNS = frozenset("قتلي شهداء ضحايا جثث وفيات".split())


def harm_of(draft: Draft) -> str:
    """Return `killed` or `injured` for a draft of the harm group."""
    return "killed" if draft.frame.name == "kill" else "injured"


def count(scene: Scene, phrase: Phrase) -> tuple[int, int | None] | None:
    """Return how many persons a phrase counts; None where it counts no persons, or a part of others (`بينهم طفلان`)."""
    quantity = phrase.quantity
    before = scene.reading.tokens.words[phrase.first - 1] if phrase.first > scene.sentence.first else ""
    if before in AMONG:
        return None
    if quantity is not None:
        if quantity.unit != "count" or quantity.min >= CUMULATIVE:
            return None
        if phrase.persons is None and phrase.thing is not None:
            return None
        return quantity.min, quantity.max
    if phrase.persons is None:
        return None
    number = phrase.persons.ref.number
    if phrase.persons.ref.person.lemma in GROUPS:
        return 1, None
    if number == "singular" or before in ONE_OF:
        return 1, 1
    return (2, 2) if number == "dual" else (1, None)


def toll_from(scene: Scene, draft: Draft, harm: str) -> list[TollPart]:
    """Return what a trigger of harm counts: its subject or object, and what is joined to it by و."""
    right = scene.phrases_between(draft.trigger.last, draft.right)
    if draft.part == "verb" and right and right[0].first == draft.trigger.last and _struck(right[0]):
        return []
    before = _subject(scene, draft) if draft.part == "verb" else []
    head = _head(scene, draft, right)
    if head is None or (before and _plural_verb(scene, draft) and not _object(draft, head)):
        return [part_of(scene, harm, one) for one in before] or _others(scene, draft, harm)
    return joined_parts(scene, harm, head, right)


def _object(draft: Draft, head: Phrase) -> bool:
    """Tell whether persons stand right behind a plural verb, which then is theirs who killed: `وقتلوا خمسة منهم`."""
    return head.first == draft.trigger.last and not head.joined and not head.prep


def _struck(phrase: Phrase) -> bool:
    """Tell whether a thing, no person, is hit: `أصابت معملاً`."""
    return phrase.thing is not None and phrase.persons is None and not phrase.prep


def _subject(scene: Scene, draft: Draft) -> list[Phrase]:
    """Return the phrases before a verb that say who was hurt: `خمسة مواطنين استشهدوا`, `رجلا وابنتيه استشهدوا`.

    A verb joined by و has its own subject behind it, unless it is plural.
    """
    plural = _plural_verb(scene, draft)
    if draft.trigger.joined and not plural:
        return []
    left = max(draft.trigger.first - REACH, scene.sentence.first) if plural else draft.left
    before = [phrase for phrase in scene.phrases_between(left, draft.trigger.first) if count(scene, phrase)]
    found: list[Phrase] = []
    while before and (not found or found[-1].coordinated):
        phrase = before.pop()
        if phrase.prep:
            continue
        found.append(phrase)
    return found[::-1]


def _plural_verb(scene: Scene, draft: Draft) -> bool:
    """Tell whether the verb is plural, as only one behind its subject is: `قتلوا`."""
    return scene.reading.tokens.words[draft.trigger.first].endswith(("وا", "ون"))


def joined_parts(scene: Scene, harm: str, head: Phrase, right: list[Phrase]) -> list[TollPart]:
    """Return the toll of a phrase and of those joined to it: `امرأة وطفلها`."""
    parts = [part_of(scene, harm, head)]
    for phrase in right[right.index(head) + 1 :]:
        joined = phrase.coordinated or _named_too(scene, parts[-1], phrase)
        if not (joined and count(scene, phrase)) or names_harm(phrase):
            break
        parts.append(part_of(scene, harm, phrase))
    return parts


def _named_too(scene: Scene, before: TollPart, phrase: Phrase) -> bool:
    """Tell whether more are told behind a person's name: `الطفلة مواهب حسان، والطفلة فرح`, `الملازم فارس و4 مجندين`."""
    one, other = before.who.persons if before.who is not None else None, phrase.persons
    if one is None or other is None or phrase.first - before.last > NAME:
        return False
    if not phrase.joined and scene.reading.tokens.words[phrase.first - 1] != "و":
        return False
    named = one.ref.number == "singular" and one.definite
    more = phrase.quantity is not None or (other.ref.number == "singular" and other.definite)
    return named and more and not any(before.last <= item.first < phrase.first for item in scene.items)


def _head(scene: Scene, draft: Draft, right: list[Phrase]) -> Phrase | None:
    """Return the phrase that says who was hurt."""
    for phrase in right:
        if phrase is draft.actor:
            continue
        if count(scene, phrase) is None:
            if phrase.prep:
                continue
            return None
        if phrase.prep == "على" and phrase.prep in draft.trigger.ref.after:
            return phrase
        if draft.part == "verb" and phrase.prep == "ل" and phrase.first - draft.trigger.last > 1:
            return None
        if not phrase.prep or phrase.prep == "ل" or (draft.part == "noun" and phrase.prep in ("ب", "بين")):
            return phrase
        if phrase.prep == "في" and phrase.quantity is None:
            continue
    return None


def names_harm(phrase: Phrase) -> str:
    """Return what the noun itself says, killed or injured (`وجرحى`); nothing where it says neither."""
    return str(phrase.persons.ref.person.harm) if phrase.persons is not None else ""


def part_of(scene: Scene, harm: str, phrase: Phrase) -> TollPart:
    """Return what one phrase counts as a part of a toll."""
    low, high = count(scene, phrase) or (1, None)
    return TollPart(harm, low, high, phrase, phrase.first, phrase.last, tuple(_among(scene, phrase)))


def _among(scene: Scene, phrase: Phrase) -> Iterator[Phrase]:
    """Yield the persons that are counted apart behind a toll: `12 مدنياً، بينهم ثلاثة أطفال وامرأة`."""
    words = scene.reading.tokens.words
    opening = next((at for at in range(phrase.last, min(phrase.last + APART, len(words))) if words[at] in AMONG), None)
    if opening is None:
        return
    expected = opening + 1
    for other in scene.phrases_between(opening + 1, scene.sentence.last):
        if other.persons is None or other.first > expected + (words[expected] in ONE_OF):
            return
        yield other
        expected = other.last


def counted(phrase: Phrase) -> tuple[int, int | None]:
    """Return how many persons a phrase counts, whatever stands before it."""
    if phrase.quantity is not None and phrase.quantity.unit == "count":
        return phrase.quantity.min, phrase.quantity.max
    number = phrase.persons.ref.number if phrase.persons is not None else "plural"
    return (1, 1) if number == "singular" else (2, 2) if number == "dual" else (1, None)


def _others(scene: Scene, draft: Draft, harm: str) -> list[TollPart]:
    """Read `وإصابة آخرين`, `مقتله` and `مقتل فلان`, where no noun of persons follows."""
    words, trigger = scene.reading.tokens.words, draft.trigger
    if not DEAD_NOUNS.isdisjoint(words[trigger.first : trigger.last]):
        return [TollPart(harm, 1, None, None, trigger.first, trigger.last)]
    if trigger.suffix and (draft.part == "noun" or trigger.suffix in PRONOUNS):
        if harm == "injured" and _died_of(scene, draft):
            return []
        low, high = PRONOUNS.get(trigger.suffix, (1, None))
        return [TollPart(harm, low, high, None, trigger.first, trigger.last)]
    if harm == "killed" and trigger.last < draft.right and _is_name(scene, trigger):
        return [TollPart(harm, 1, 1, None, trigger.last, trigger.last + 1)]
    for place in range(trigger.last, min(trigger.last + 3, draft.right)):
        if words[place] in OTHERS:
            low, high = OTHERS[words[place]]
            return [TollPart(harm, low, high, None, place, place + 1)]
    return []


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
    head = _head(scene, draft, right)
    if head is not None:
        return joined_parts(scene, "killed", head, right)
    if victim is not None and victim.thing is None and victim.actor is None:
        return []
    return [TollPart("killed", 1, 1, None, draft.trigger.first, draft.trigger.last)]


def between_dead_and_hurt(scene: Scene, draft: Draft) -> list[TollPart]:
    """Read `سقط 20 بين قتيل وجريح` and `سقط 20 شهيداً وجريحاً`: one number for both, so each is one to nineteen."""
    words = scene.reading.tokens.words
    stop = min(draft.right, draft.trigger.last + REACH)
    for phrase in scene.phrases_between(draft.trigger.last, stop):
        if phrase.quantity is not None and names_harm(phrase) and words[phrase.last] in HURT:
            return _halves(phrase, phrase.first, phrase.last + 1)
    for place in range(draft.trigger.first, stop - 2):
        if words[place] in ("بين", "مابين") and words[place + 1] in DEAD and words[place + 2] in HURT:
            numbers = [p for p in scene.phrases_between(max(place - 6, draft.left), place) if p.quantity is not None]
            who = numbers[-1] if numbers else None
            return _halves(who, who.first if who is not None else place, place + 3)
    return []


def _halves(phrase: Phrase | None, first: int, last: int) -> list[TollPart]:
    """Return one number as that of the dead and of the hurt, each at least one, at most one less than all."""
    quantity = phrase.quantity if phrase is not None else None
    high = None if quantity is None or quantity.max is None else max(quantity.max - 1, 1)
    return [TollPart(harm, 1, high, phrase, first, last) for harm in ("killed", "injured")]


def _is_name(scene: Scene, trigger: Item) -> bool:
    """Tell whether what follows is a word that no table knows: a person's name, one person."""
    place = trigger.last
    word = scene.reading.tokens.words[place]
    if trigger.suffix or len(word) < 3 or not word.isalpha() or word in OTHERS or word in PREPOSITIONS:
        return False
    if word in STOPS or word[0] in "وفلب" or word.endswith(("ها", "هم", "هما")):
        return False
    return not any(item.first <= place < item.last for item in scene.items)
