"""Persons counted: how many, low to high, and whose they were.

`ما لا يقل عن 12 من عناصر اللواء` gives 12 to open; `طفلان` two; `قتلى` one to open;
`4 أطفال وامرأتين ورجل` seven.
"""

from __future__ import annotations

from marsad.extract.drafts import Draft, Scene, TollPart
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Item
from marsad.text.grammar import OTHERS, PREPOSITIONS, STOPS

GROUPS = frozenset({"عائلة"})
DEADLY = frozenset({"اغتال", "ذبح", "شنق"})
"""Acts that kill whom they are done to, though no table knows the word."""
DEAD_AND_HURT = [["قتيل", "وجريح"], ["شهيد", "وجريح"], ["قتيل", "ومصاب"], ["شهيد", "ومصاب"], ["قتلي", "وجرحي"]]


def harm_of(draft: Draft) -> str:
    """Return `killed` or `injured` for a draft of the harm group."""
    return "killed" if draft.frame.name == "kill" else "injured"


def count(phrase: Phrase) -> tuple[int, int | None] | None:
    """Return how many persons a phrase counts; None where it counts no persons."""
    quantity = phrase.quantity
    if quantity is not None:
        if quantity.unit != "count":
            return None
        if phrase.persons is None and phrase.thing is not None:
            return None
        return quantity.min, quantity.max
    if phrase.persons is None:
        return None
    number = phrase.persons.ref.number
    if phrase.persons.ref.person.lemma in GROUPS:
        return 1, None
    if number == "singular":
        return 1, 1
    return (2, 2) if number == "dual" else (1, None)


def toll_from(scene: Scene, draft: Draft, harm: str) -> list[TollPart]:
    """Return what a trigger of harm counts: its object, and what is joined to it by و."""
    right = scene.phrases_between(draft.trigger.last, draft.right)
    subject = scene.phrases_between(draft.left, draft.trigger.first)
    head = _head(draft, right)
    if head is None and draft.part == "verb":
        head = next((phrase for phrase in reversed(subject) if not phrase.prep and count(phrase)), None)
        return [_part(harm, head)] if head else _others(scene, draft, harm)
    if head is None:
        return _others(scene, draft, harm)
    parts = [_part(harm, head)]
    for phrase in right[right.index(head) + 1 :]:
        if not (phrase.coordinated and count(phrase)) or _names_harm(phrase):
            break
        parts.append(_part(harm, phrase))
    return parts


def _head(draft: Draft, right: list[Phrase]) -> Phrase | None:
    """Return the phrase that says who was hurt."""
    for phrase in right:
        if phrase is draft.actor:
            continue
        if not _countable(phrase):
            if phrase.prep:
                continue
            return None
        if not phrase.prep or phrase.prep == "ل" or (draft.part == "noun" and phrase.prep in ("ب", "بين")):
            return phrase
        if phrase.prep == "في" and phrase.quantity is None:
            continue
    return None


def _countable(phrase: Phrase) -> bool:
    return count(phrase) is not None


def _names_harm(phrase: Phrase) -> bool:
    """Tell whether the noun itself says killed or injured (`وجرحى`)."""
    return phrase.persons is not None and bool(phrase.persons.ref.person.harm)


def _part(harm: str, phrase: Phrase) -> TollPart:
    low, high = count(phrase) or (1, None)
    return TollPart(harm, low, high, phrase, phrase.first, phrase.last)


def _others(scene: Scene, draft: Draft, harm: str) -> list[TollPart]:
    """Read `وإصابة آخرين` and `مقتل فلان`, where no noun of persons follows."""
    words = scene.reading.tokens.words
    if harm == "killed" and draft.trigger.last < draft.right and _is_name(scene, draft.trigger):
        return [TollPart(harm, 1, 1, None, draft.trigger.last, draft.trigger.last + 1)]
    for place in range(draft.trigger.last, min(draft.trigger.last + 3, draft.right)):
        if words[place] in OTHERS:
            low, high = OTHERS[words[place]]
            return [TollPart(harm, low, high, None, place, place + 1)]
    return []


def lethal(draft: Draft) -> list[TollPart]:
    """Return the toll of an execution or assassination: those it was done to, or the one whom no table knows."""
    victim = draft.target
    if victim is not None and count(victim) is not None and victim.thing is None:
        return [_part("killed", victim)]
    lemma = draft.trigger.ref.owner.lemma
    if lemma not in DEADLY or (victim is not None and victim.thing is None and victim.actor is None):
        return []
    return [TollPart("killed", 1, 1, None, draft.trigger.first, draft.trigger.last)]


def between_dead_and_hurt(scene: Scene, draft: Draft) -> list[TollPart]:
    """Read `سقط 20 بين قتيل وجريح`: one number for both, so each is one to nineteen."""
    words = scene.reading.tokens.words
    for place in range(draft.trigger.first, min(draft.right, draft.trigger.last + 12) - 2):
        if words[place] in ("بين", "مابين") and words[place + 1 : place + 3] in DEAD_AND_HURT:
            numbers = [p for p in scene.phrases_between(max(place - 6, draft.left), place) if p.quantity is not None]
            quantity = numbers[-1].quantity if numbers else None
            high = None if quantity is None or quantity.max is None else max(quantity.max - 1, 1)
            who = numbers[-1] if numbers else None
            first = who.first if who is not None else place
            return [TollPart(harm, 1, high, who, first, place + 3) for harm in ("killed", "injured")]
    return []


def _is_name(scene: Scene, trigger: Item) -> bool:
    """Tell whether what follows is a word that no table knows: a person's name, one person."""
    place = trigger.last
    word = scene.reading.tokens.words[place]
    if trigger.suffix or len(word) < 3 or not word.isalpha() or word in OTHERS or word in PREPOSITIONS:
        return False
    if word in STOPS or word[0] in "وفلب" or word.endswith(("ها", "هم", "هما")):
        return False
    return not any(item.first <= place < item.last for item in scene.items)


def casualties(scene: Scene) -> list[tuple[Phrase, list[TollPart]]]:
    """Return the phrases that are a toll of themselves: `قتلى`, `15 جريحا`, `شهيدين`."""
    found: list[tuple[Phrase, list[TollPart]]] = []
    for phrase in scene.phrases:
        if phrase.persons is None or phrase.persons.ref.person.harm not in ("killed", "injured"):
            continue
        if phrase.persons.definite and phrase.quantity is None:
            if not (phrase.coordinated and found and found[-1][0].quantity is not None):
                continue
            phrase.quantity = found[-1][0].quantity
        found.append((phrase, [_part(phrase.persons.ref.person.harm, phrase)]))
    return found
