"""Tolls told by the number of the dead: `بلغ عدد القتلى ثمانية`, `قدر عدد الجرحى بعشرين`, `قال إن القتلى تسعة`."""

from __future__ import annotations

from typing import NamedTuple

from marsad.extract.counts import COUNTED, RISES, SINCE, set_against
from marsad.extract.drafts import Scene, TollPart
from marsad.extract.headcount import count, names_harm, part_of
from marsad.extract.phrases import Phrase
from marsad.extract.reading import Item
from marsad.text.clitics import ARTICLE
from marsad.text.grammar import AMONG, COMMAS, MOST

NUMBERS = COUNTED | frozenset("اجمالي مجموع اعداد".split())
"""Words before `القتلى` that count them."""
JOINED = ("", "و", "ب", "ل", "ال")
"""What may be written together with such a word."""
GROWS = RISES | frozenset("بلغ بلغت وبلغ وبلغت يبلغ ليبلغ بالغا وصل وصلت ووصل ووصلت يصل ليصل تجاوز وتجاوز".split())
"""Verbs of a number that is the last so far."""
PREPOSITIONS = frozenset({"", "إلى", "ب", "عن"})
"""What a number stands behind: `بلغ ثمانية`, `وصل إلى`, `قدر ب`, `لا يقل عن`."""
BEFORE, REACH = 3, 9
"""So many tokens before `القتلى` the verb stands, and so many behind them the number begins, at most."""
PERIODS = frozenset({SINCE, "خلال", "طوال", "طيله"})
"""What is counted over a time is no toll of one happening."""
OF = AMONG | MOST | frozenset({"من", "بين", "ضمن"})


class Numbered(NamedTuple):
    """How many the dead and the hurt are told to be: where, the tolls, whether another than before says so."""

    at: int
    parts: list[TollPart]
    by_another: bool


def numbered(scene: Scene) -> Numbered | None:
    """Return the number of the dead or hurt that a sentence tells, of both where it tells both; the last one told."""
    found: Numbered | None = None
    for noun in scene.all("persons"):
        if noun.ref.person.harm and noun.definite and noun.ref.number == "plural":
            found = _numbered(scene, noun, found) or found
    return found


def _numbered(scene: Scene, noun: Item, before: Numbered | None) -> Numbered | None:
    """Return the number told of a noun, with those told before where it is joined to them."""
    words, first = scene.reading.tokens.words, scene.sentence.first
    head = words[noun.first - 1] if noun.first > first else ""
    counts = any(head.removeprefix(joined) in NUMBERS for joined in JOINED)
    if not counts and (head in OF or head.removeprefix("و") in OF):
        return None
    phrase = _number(scene, noun, REACH if counts else 0)
    if phrase is None:
        return None
    harm = names_harm(phrase) or noun.ref.person.harm
    part = part_of(scene, "injured" if harm == "injured" else "killed", phrase)
    if before is not None and before.parts[-1].harm != part.harm:
        return before._replace(parts=[*before.parts, part])
    return Numbered(noun.first, [part], _by_another(scene, noun, phrase))


def _by_another(scene: Scene, noun: Item, phrase: Phrase) -> bool:
    """Tell whether somebody counts otherwise than was told before, and does not only count on: `قال إن القتلى تسعة`."""
    first = scene.sentence.first
    if set_against(scene, first, noun.first) is not None:
        return True
    grows = not GROWS.isdisjoint(scene.words_between(max(noun.first - BEFORE, first), phrase.first))
    return not grows and bool(scene.items_between(first, noun.first, "speech"))


def _number(scene: Scene, noun: Item, reach: int) -> Phrase | None:
    """Return the first number of persons behind a noun, within so many tokens of its clause."""
    words, stop = scene.reading.tokens.words, min(noun.last + reach + 1, scene.sentence.last)
    if any(one.persons is noun and one.quantity is not None for one in scene.phrases):
        return None
    for phrase in scene.phrases_between(noun.last, stop):
        if phrase.quantity is None or phrase.thing is not None or count(scene, phrase) is None:
            continue
        between = scene.words_between(noun.last, phrase.first)
        alone = not reach and words[phrase.first].startswith(ARTICLE)
        timed = not PERIODS.isdisjoint([*between, *scene.words_between(phrase.first, phrase.last + 2)])
        theirs = bool(scene.items_between(noun.last, phrase.first, "party", "time"))
        wrong = alone or timed or theirs or phrase.prep not in PREPOSITIONS or not COMMAS.isdisjoint(between)
        return None if wrong else phrase
    return None
