"""The two sides of a fight or a truce that `بين` names, whether a table knows them or not."""

from __future__ import annotations

from marsad.extract.drafts import Draft, Scene
from marsad.extract.phrases import Phrase
from marsad.text.grammar import COMMAS, PREPOSITIONS, RELATIVE, SIDES, THAT

BETWEEN, AND = "بين", "و"
TWO_SIDED = frozenset({"clash", "agree"})
PAIRS = frozenset("الطرفين طرفين الجانبين جانبين الفريقين الفصيلين فصيلين المجموعتين مجموعتين طرفي جانبي".split())
"""Words for both sides at once, which name neither."""
OWN_LETTER = frozenset("وحدات وحده وزاره وزير وفد ولايه وكاله وكالات ولد وجهاء وجيه والي ورثه".split())
"""Words that begin with a و of their own."""
VERBAL = frozenset({"trigger", "light", "speech", "link", "connector", "time"})
STRETCHES = frozenset(
    "الممتد الممتده الواقع الواقعه الرابط الرابطه الواصل الواصله الفاصل الفاصله الطريق المسافه الحدود يربط تربط".split()
)
"""Behind these `بين` tells where something lies: `الطريق الممتد بين الجسر والسوق`."""
QUOTES = frozenset('"«»“”‘’()')
FARTHEST, LONGEST = 12, 8
"""How many words may stand between a trigger and `بين`, and how many a side has at most."""


def sides_of(scene: Scene, draft: Draft) -> tuple[Phrase, Phrase] | None:
    """Return both sides of a fight: `اشتباكات بين مسلحي القوز ومجموعة الصقر`; None where they are not told one by one.

    A side that a table knows is the phrase that names it; any other is all of its words.
    """
    if draft.frame.name not in TWO_SIDED:
        return None
    start = _between(scene, draft)
    if start is None:
        return None
    middle = _second(scene, start)
    if middle is None:
        return None
    joined = middle - (scene.reading.tokens.words[middle - 1] == AND)
    one, other = _side(scene, start, joined), _side(scene, middle, _end(scene, middle))
    return (one, other) if one is not None and other is not None else None


def _between(scene: Scene, draft: Draft) -> int | None:
    """Return the token behind the `بين` of a trigger, with no other happening in front of it."""
    words, first = scene.reading.tokens.words, draft.trigger.last
    for at in range(first, min(first + FARTHEST, scene.sentence.last - 1)):
        if words[at] == BETWEEN and words[at - 1] not in STRETCHES:
            others = [one for one in scene.drafts if one.frame.name != draft.frame.name]
            return None if any(first <= one.trigger.first < at for one in others) else at + 1
        if words[at] in THAT or scene.clauses.strong_between(first - 1, at):
            return None
    return None


def _second(scene: Scene, start: int) -> int | None:
    """Return the token where the second side begins: the first that و joins."""
    words = scene.reading.tokens.words
    for at in range(start, min(start + LONGEST + 4, scene.sentence.last)):
        word = words[at]
        if word == BETWEEN or word in THAT or word in PAIRS or (word in COMMAS and not _closes(scene, at)):
            return None
        if at > start and word == AND:
            return None if at + 1 == scene.sentence.last or _tells_on(scene, at + 1) else at + 1
        if at > start and word.startswith(AND) and word not in OWN_LETTER and not _inside(scene, at):
            return at
    return None


def _closes(scene: Scene, comma: int) -> bool:
    """Tell whether a comma stands behind `من جهة`, or right before a noun that و joins: `بين فتح، وحماس`."""
    words, after = scene.reading.tokens.words, comma + 1
    if words[comma - 1] in SIDES:
        return True
    return words[after : after + 1] != [] and words[after].startswith(AND) and not _tells_on(scene, after)


def _tells_on(scene: Scene, token: int) -> bool:
    """Tell whether something further is told from a token on: `و سقطت قذائف`."""
    return any(item.first == token and item.type in VERBAL for item in scene.items)


def _inside(scene: Scene, token: int) -> bool:
    """Tell whether a token is part of a name: `الجيش واللجان الشعبية`."""
    return any(item.first < token < item.last for item in scene.items)


def _end(scene: Scene, start: int) -> int:
    """Return where the second side ends: before a sign, a preposition, a relative clause or what happens next."""
    words, at = scene.reading.tokens.words, start + 1
    stops = {item.first for item in scene.items if item.type in VERBAL}
    held = next((phrase.last for phrase in scene.phrases if phrase.first == start), start + 1)
    while at < min(start + LONGEST, scene.sentence.last):
        if at >= held and (at in stops or _closed_by(words[at])):
            break
        at += 1
    return at


def _closed_by(word: str) -> bool:
    """Tell whether a word cannot go on with the name of a side."""
    if word in PREPOSITIONS:
        return word != "من"
    if word in RELATIVE or word in THAT or not (word.isalnum() or word in QUOTES):
        return True
    return word[0] in "وب" and word not in OWN_LETTER


def _side(scene: Scene, first: int, last: int) -> Phrase | None:
    """Return the phrase that names a side, else all of its words."""
    words = scene.reading.tokens.words
    while last > first and (words[last - 1] in COMMAS or words[last - 1] in QUOTES):
        last -= 1
    inside = (phrase for phrase in scene.phrases if phrase.first in (first, first + 1) and phrase.last <= last)
    known = next(inside, None)
    if known is not None and (known.actor is not None or known.thing is not None):
        return known if known.thing is None else None
    place = any(item.type == "place" and item.first == first and item.last == last for item in scene.items)
    if place or last <= first:
        return None
    prefix = "و" if words[first].startswith("و") and words[first] not in OWN_LETTER else ""
    if known is not None:
        return Phrase(first, last, BETWEEN, prefix, persons=known.persons)
    return Phrase(first, last, BETWEEN, prefix)
