"""Subjects that the words do not show at once: the speaker behind `أنه`, and nouns that no table knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from marsad.extract.drafts import Draft, Scene
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Item
from marsad.text.gender import gender_of
from marsad.text.grammar import (
    ADVERBS,
    ITSELF,
    PARTICLES,
    PREPOSITIONS,
    PRESENT,
    PRONOUNS,
    RELATIVE,
    STOPS,
    THAT,
    WITH_PRONOUN,
)

LONGEST = 4
"""How many words a doer has at most that no table knows."""
SHORT = 3
REACH = 12
"""How many words may stand between an order and what is ordered."""
BELIEVED = re.compile("(يعتقد|يشتبه|يرجح|يظن) (ب?ان(هم|ه|ها|هما) |في ان(هم|ه) |ب?انتما[ءي])")
"""What tells whose gunmen are: `مسلحون يعتقد أنهم من التنظيم`."""
SENT = frozenset("اطلقتها اطلقها سيرتها ارسلتها تشغلها يشغلها تسيرها".split())
"""Verbs that tell whose an aircraft is: `مسيرة أطلقتها القوات`."""
WAS = frozenset("كان كانت وكان وكانت".split())
"""Verbs in front of a subject whose own verb follows: `كانت السلطة المحلية قد أغلقت`."""
OFFICES = frozenset({"مسؤول", "مدير", "وزارة", "سلطات"})
"""Sorts of sources that may order what they announce."""
CLOSING = ("ال", "ذات", "نفس")
"""Beginnings of words that may stand behind a definite noun: `القوة المشتركة ذاتها`."""
DECREES = frozenset({"أعلن", "أصدر"})
"""Verbs of saying by which something is ordered."""
SKIPPED = frozenset({"connector", "link", "source"})
NO_NOUNS = frozenset(PREPOSITIONS) | STOPS | THAT | PRONOUNS | RELATIVE | PARTICLES | WITH_PRONOUN | ADVERBS


def speaker(scene: Scene, verb: int) -> Phrase | None:
    """Return who speaks, where what is said is said of the speaker: `أعلن الحزب أنه استهدف`.

    In `أعلنت الوزارة أنه` the pronoun means nobody: it does not agree.
    """
    words = scene.reading.tokens.words
    place = verb - 1
    while place >= scene.sentence.first and words[place] in PARTICLES:
        place -= 1
    if place < scene.sentence.first or words[place] not in ITSELF:
        return None
    speech = [item for item in scene.all("speech") if item.last <= place]
    if not speech:
        return None
    said = [p for p in scene.phrases if p.actor is not None and p.last <= place and p.prep != "ل"]
    after = [p for p in said if p.first >= speech[-1].last]
    found = next(iter(after or said[-1:]), None)
    return found if found is not None and _means(words, words[place], speech[-1], found) else None


def _means(words: Sequence[str], pronoun: str, speech: Item, phrase: Phrase) -> bool:
    """Tell whether a masculine pronoun may mean a speaker who is named right behind the verb of saying."""
    plain = phrase.first == speech.last and pronoun in ("انه", "بانه")
    return not plain or gender_of(words[phrase.first], phrase.prefix) != "she"


def left_subject(scene: Scene, left: int, verb: int, joined: bool) -> Phrase | None:
    """Return the phrase before a verb that is its subject: `إن القوات التركية شنت`, `مقاتلين الذين تركوا`."""
    if joined or scene.items_between(left, verb, "according"):
        return None
    words = scene.reading.tokens.words
    place = verb - 1
    while place >= scene.sentence.first and words[place] in PARTICLES:
        place -= 1
    if place >= scene.sentence.first and words[place] == ":":
        return None
    if place >= scene.sentence.first and words[place] in RELATIVE:
        before = [phrase for phrase in scene.phrases if phrase.last <= place]
        return before[-1] if before and place - before[-1].last <= 1 else None
    before = [phrase for phrase in scene.named_phrases(left, verb) if not phrase.prep]
    if not before:
        return unknown_subject(scene, left, place + 1)
    head = before[-1]
    if scene.reading.tokens.words[verb].endswith("وا"):
        head = next((phrase for phrase in reversed(before) if phrase.armed or phrase.persons is not None), head)
        before = before[: before.index(head) + 1]
    while head.coordinated and len(before) > 1:
        before.pop()
        head = before[-1]
    return head


def crowd_before(scene: Scene, verb: Item) -> Phrase | None:
    """Return the people whose deed a plural verb goes on to tell: `طالب المحتجون بإقالة الوزير وأحرقوا مدرعتين`."""
    if not verb.joined or not scene.reading.tokens.words[verb.last - 1].endswith("وا"):
        return None
    people = (p for p in scene.phrases_between(scene.sentence.first, verb.first) if not p.prep and not p.coordinated)
    return next((p for p in people if p.persons is not None and p.persons.ref.number == "plural"), None)


def unknown_subject(scene: Scene, left: int, verb: int) -> Phrase | None:
    """Return the words between `أن` and its verb, where no table knows them: `أن القوة الصاروخية قصفت`.

    So too behind `كان`, and at the head of a line: `الهندسة العسكرية ترفع ألغاماً`.
    """
    words = scene.reading.tokens.words
    if left < verb and words[left] in WAS:
        left += 1
    elif left == scene.sentence.first and words[left].startswith("ال"):
        if not words[verb].startswith(PRESENT):
            return None
    elif left == 0 or words[left - 1] not in THAT:
        return None
    if not 1 <= verb - left <= LONGEST:
        return None
    if any(item.first < verb and item.last > left and item.type not in SKIPPED for item in scene.items):
        return None
    if any(not word.isalpha() or word in PREPOSITIONS or word in PRONOUNS or word in THAT for word in words[left:verb]):
        return None
    return Phrase(left, verb, "")


def unknown_doer(scene: Scene, verb: Item, end: int) -> Phrase | None:
    """Return the noun right behind a verb that agrees with it, where no table knows it: `أبطلت فرق الهندسة عبوتين`.

    It ends before `end` and before any word that a table knows; places may be part of it.
    """
    words, last = scene.reading.tokens.words, verb.last
    places = {item.first: item.last for item in scene.items_between(last, end, "place")}
    wanted = getattr(verb.ref, "after", ())
    known = {item.first for item in scene.reading.between(last, end) if item.type not in SKIPPED}
    while last < min(end, verb.last + LONGEST):
        closed = last > verb.last and words[last - 1].startswith("ال") and not words[last].startswith(CLOSING)
        if last in places and last > verb.last and not closed:
            last = places[last]
            break
        if closed or last in known or words[last] in wanted or not _nominal(words[last], last == verb.last):
            break
        last += 1
    if last == verb.last or verb.suffix or not _agrees(words, verb, words[verb.last]):
        return None
    return Phrase(verb.last, min(last, end), "")


def _nominal(word: str, opens: bool) -> bool:
    """Tell whether a word may be, or go on with, a noun that does something: no particle, no adverb."""
    if len(word) < SHORT or not word.isalpha() or word in NO_NOUNS:
        return False
    if opens:
        return word.startswith("ال") or not (word[0] in "بل" or word.startswith("وال") or word.endswith("ا"))
    return word[0] not in "وفبل" or word.startswith("ال")


def _agrees(words: Sequence[str], verb: Item, noun: str) -> bool:
    """Tell whether a verb in front of a noun takes its gender."""
    word = words[verb.first][len(verb.prefix) :]
    present = getattr(verb.ref, "tense", "") == "present"
    she = word.startswith("ت") if present else word.endswith("ت")
    return she == (gender_of(noun) == "she")


def decider(scene: Scene, draft: Draft) -> Phrase | None:
    """Return who orders what a noun tells: `أعلن محافظ كركوك حظر التجوال`, `اللجنة الأمنية تعلن إغلاق الجسر`."""
    trigger = draft.trigger.first
    speech = next((s for s in reversed(scene.all("speech")) if s.last <= trigger), None)
    if speech is None or speech.ref.lemma not in DECREES or trigger - speech.last > REACH:
        return None
    if set(scene.words_between(speech.last, trigger)) & THAT:
        return None
    named = next((phrase for phrase in scene.phrases if phrase.first == speech.last), None)
    if named is not None:
        return named if _official(named) or (draft.frame.name == "agree" and named.armed) else None
    source = next((item for item in scene.all("source") if item.first == speech.last), None)
    if source is not None and source.ref.lemma in OFFICES:
        return Phrase(source.first, _end(scene, source.last, trigger), "")
    return None if source is not None else unknown_doer(scene, speech, trigger)


def _end(scene: Scene, last: int, end: int) -> int:
    """Return where the name of an office ends: with a place, or words that no table knows."""
    words, held = scene.reading.tokens.words, scene.reading.between(last, min(end, last + LONGEST))
    for item in held:
        if item.type == "place" and item.first == last:
            return item.last
    known = {item.first for item in held}
    while last < min(end, last + LONGEST) and last not in known and _nominal(words[last], False):
        last += 1
    return last


def _official(phrase: Phrase) -> bool:
    """Tell whether a phrase names somebody who may order something."""
    return phrase.persons is not None and phrase.persons.ref.person.who == "official"


def sender(scene: Scene, phrase: Phrase) -> Phrase:
    """Return who sent an aircraft or whose gunmen are, where a clause right behind says so, or the phrase itself."""
    words = scene.reading.tokens.words
    if phrase.party is not None or (phrase.means is None and phrase.persons is None):
        return phrase
    at = phrase.last
    if phrase.means is not None and words[at : at + 1] and words[at] in SENT:
        at += 1
    elif phrase.persons is not None and BELIEVED.match(" ".join(words[at : at + 4])):
        at += 2
    else:
        return phrase
    behind = [one for one in scene.phrases_between(at, at + 3) if one.actor is not None]
    return behind[0] if behind and behind[0].prep in ("", "من", "ل", "إلى") else phrase


def announcer(scene: Scene, draft: Draft) -> Phrase | None:
    """Return who says that they did it: `أعلن الجيش القبض على`; or who is accused: `اتهمت المنظمة الجيش بإعدام`."""
    speech = [item for item in scene.all("speech") if item.last <= draft.trigger.first]
    if not speech:
        return None
    said = scene.words_between(speech[-1].last, draft.trigger.first)
    if set(said) & THAT or "،" in said or len(said) > 8:
        return None
    named = [p for p in scene.phrases_between(speech[-1].last, draft.trigger.first) if p.armed]
    if speech[-1].ref.stance == "accuses":
        return named[-1] if named and draft.trigger.prefix.startswith("ب") else None
    return named[0] if named and not draft.trigger.prefix else None
