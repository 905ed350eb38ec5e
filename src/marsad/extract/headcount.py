"""How many persons a phrase counts: `12 من عناصر اللواء`, `طفلان`, `4 أطفال وامرأتين ورجل`."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.extract.drafts import Scene, TollPart
from marsad.extract.phrases import Phrase
from marsad.text.grammar import AMONG, ONE_OF

GROUPS = frozenset({"عائلة", "طاقم"})
"""Nouns of several persons, whose number may be told behind `من`: `أسرة كاملة من 5 أفراد`."""
CUMULATIVE = 1000
"""A toll as high as this is that of a war, which reports repeat at their end; no single happening has it."""
APART = 5
"""So many tokens behind a toll its parts begin at the latest."""
NAME = 6
"""So many tokens a person's name takes at the most."""
MADE_OF = 4
"""So many tokens behind a family or crew its number is told at the latest."""


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
        return _made_of(scene, phrase)
    if number == "singular" and _construct(scene, phrase):
        return 2, 2
    if number == "singular" or before in ONE_OF:
        return 1, 1
    return (2, 2) if number == "dual" else (1, None)


def _made_of(scene: Scene, phrase: Phrase) -> tuple[int, int | None]:
    """Return of how many a family or crew is made up: `طاقمها المؤلف من ثلاثة عناصر`."""
    for other in scene.phrases_between(phrase.last, phrase.last + MADE_OF):
        if other.quantity is not None and other.prep == "من" and other.persons is not None:
            return other.quantity.min, other.quantity.max
    return 1, None


def _construct(scene: Scene, phrase: Phrase) -> bool:
    """Tell whether a noun in ـا is two, a party right behind it: `رجلا شرطة`; one alone would be `رجلا من الشرطة`."""
    persons, party = phrase.persons, phrase.party
    if persons is None or party is None or party.first != persons.last or party.prefix:
        return False
    return not persons.suffix and scene.reading.tokens.words[persons.first].endswith("ا")


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
