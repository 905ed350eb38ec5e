"""Tolls that need no happening of their own: `15 جريحا` and `قتلى` by themselves, and what a toll has risen to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from marsad.extract.drafts import Draft, Scene, TollPart
from marsad.extract.headcount import count, names_harm, part_of
from marsad.extract.phrases import Phrase
from marsad.extract.tolls import CLOSE, HURT_NOUNS, REACH
from marsad.text.tokens import among

DEAD, HURT = frozenset("قتيل شهيد قتلي".split()), frozenset("وجريح وجريحا ومصاب ومصابا وجرحي".split())
"""The two halves of `بين قتيل وجريح`."""
RISE = 24
"""So many words behind the verb stands what a toll has risen to: `ارتفع عدد ضحايا الهجوم أمس على حي ... إلى 31`."""
HURT_REACH = 4
"""So many tokens before the word that it rose the toll may be named: `حصيلة القتلى ارتفعت إلى`."""
RISES = frozenset("ارتفع ارتفعت يرتفع ترتفع لترتفع ليرتفع وارتفع وارتفعت ارتفاع بارتفاع وارتفاع".split())
AGAINST = frozenset("لكن ولكن لكنه لكنها بينما وبينما فيما".split())
"""Words that set one account against another."""
SPEAKS = frozenset("تحدث تحدثت تحدثوا".split())
"""Who speaks of so many tells a toll of his own: `بينما تحدثت مصادر عن`."""
BUT = frozenset("الا غير بيد".split())
"""Words that do so before أن: `إلا أن`, `غير أن`."""
SINCE = "منذ"
"""What is counted since some day is no toll of one happening."""
COUNTED = frozenset("عدد حصيله محصله قتلي ضحايا شهداء وفيات".split())
"""What rises where a toll does."""


def may_count(words: list[str], persons: Iterable[Any]) -> bool:
    """Tell whether words may count dead or hurt without a trigger; `persons` are the nouns of persons among them."""
    return not RISES.isdisjoint(words) or any(noun.person.harm for noun in persons)


def between_dead_and_hurt(scene: Scene, draft: Draft) -> list[TollPart]:
    """Read `سقط 20 بين قتيل وجريح` and `سقط 20 شهيداً وجريحاً`: one number for both, so each is one to nineteen."""
    words = scene.reading.tokens.words
    stop = min(draft.right, draft.trigger.last + REACH)
    for phrase in scene.phrases_between(draft.trigger.last, stop):
        if (
            phrase.quantity is not None
            and names_harm(phrase)
            and not HURT.isdisjoint(words[phrase.last : phrase.last + 1])
        ):
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


def casualties(scene: Scene) -> list[tuple[Phrase, list[TollPart]]]:
    """Return the phrases that are a toll of themselves: `قتلى`, `15 جريحا`, `شهيدين`."""
    found: list[tuple[Phrase, list[TollPart]]] = []
    if not any(item.ref.person.harm for item in scene.all("persons")):
        return found
    for phrase in scene.phrases:
        harm = names_harm(phrase)
        if phrase.persons is None or harm not in ("killed", "injured") or count(scene, phrase) is None:
            continue
        if phrase.persons.definite and phrase.quantity is None:
            if not (phrase.coordinated and found and found[-1][0].quantity is not None):
                continue
            phrase.quantity = found[-1][0].quantity
        found.append((phrase, [part_of(scene, harm, phrase)]))
        _share(scene, found)
    return found


def countered(scene: Scene, draft: Draft) -> bool:
    """Tell whether a toll is told by somebody against another: `لكن طبيبا قال إن القتلى تسعة`, `بينما تحدث ... عن`."""
    toll = next((part.first for part in draft.toll), None)
    at = None if toll is None else set_against(scene, scene.sentence.first, toll)
    return at is not None and at < draft.trigger.first


def set_against(scene: Scene, first: int, last: int) -> int | None:
    """Return where, in a range of tokens, what somebody says is set against what was told before."""
    words = scene.words_between(first, last)
    at = max((first + place for place, word in enumerate(words) if _against(words, place, word)), default=None)
    if at is None or not (scene.items_between(at, last, "speech") or not SPEAKS.isdisjoint(words[at - first :])):
        return None
    return at


def _against(words: list[str], place: int, word: str) -> bool:
    """Tell whether a word sets what follows against what was told: `لكن`, `في حين`, `إلا أن`."""
    after = words[place + 1 : place + 2]
    return word in AGAINST or (word in BUT and after in (["ان"], ["انه"])) or (word == "في" and after == ["حين"])


def risen(scene: Scene) -> tuple[int, list[TollPart]] | None:
    """Return where a toll is told to have risen, and what to: `ارتفعت حصيلة القتلى إلى 45`; the last one told."""
    first, last, _ = scene.sentence
    found = None
    for at in among(scene.words_between(first, last), RISES, first):
        found = _risen(scene, at) or found
    return found


def _risen(scene: Scene, at: int) -> tuple[int, list[TollPart]] | None:
    """Return the numbers behind `إلى` that a rise told at a token ends at."""
    near = scene.phrases_between(at, min(at + RISE, scene.sentence.last))
    first = next((p for p in near if p.prep == "إلى" and p.quantity is not None and p.thing is None), None)
    if first is None:
        return None
    between = scene.words_between(max(at - HURT_REACH, scene.sentence.first), first.first)
    if not any(word.removeprefix("ال") in COUNTED for word in between):
        between += scene.words_between(first.last, first.last + CLOSE)
    caused = scene.items_between(at, first.first, "trigger") or scene.items_between(first.first, first.last + 2, "link")
    if SINCE in scene.words_between(at, first.last + REACH):
        return None
    if scene.items_between(at, first.first, "party") and not caused:
        return None
    counting = next((word for word in between if word.removeprefix("ال") in COUNTED), None)
    harm = names_harm(first) or ("injured" if not HURT_NOUNS.isdisjoint(between) else "killed" if counting else "")
    if harm not in ("killed", "injured", "victim") or count(scene, first) is None:
        return None
    parts = [part_of(scene, "injured" if harm == "injured" else "killed", first)]
    for phrase in scene.phrases_between(first.last, first.last + CLOSE):
        if phrase.coordinated and names_harm(phrase) in ("killed", "injured") and phrase.quantity is not None:
            parts.append(part_of(scene, names_harm(phrase), phrase))
    return at, parts


def _share(scene: Scene, found: list[tuple[Phrase, list[TollPart]]]) -> None:
    """Read `19 شهيداً وجريحاً` and `معظمهم بين قتيل وجريح`: one number for both, so that neither is known."""
    if len(found) < 2:
        return
    (one, first), (other, second) = found[-2:]
    harms = {first[0].harm, second[0].harm}
    persons = other.persons
    singular = other.quantity is None and persons is not None and persons.ref.number == "singular"
    if len(harms) < 2 or not singular or other.first - one.last > 0 or other.prefix[:1] != "و":
        return
    between = scene.reading.tokens.words[one.first - 1] in ("بين", "مابين") if one.first else False
    if one.quantity is None and not between:
        return
    counted = one.quantity or _all_of(scene, one.first - 1)
    top = None if counted is None or counted.max is None else max(counted.max - 1, 1)
    for parts in (first, second):
        parts[:] = [replace(part, min=1, max=top) for part in parts]


def _all_of(scene: Scene, at: int) -> Any:
    """Return the number of persons right before a token: `ثمانية أشخاص بين قتيل وجريح`."""
    before = [phrase for phrase in scene.phrases_between(at - HURT_REACH, at) if phrase.last == at]
    return before[-1].quantity if before and count(scene, before[-1]) is not None else None
