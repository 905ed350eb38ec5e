"""What is struck, seized or shut where no table knows it: the first noun behind the trigger that is free."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from marsad.extract.drafts import Draft, Scene
from marsad.model import Span
from marsad.text.grammar import PARTICLES, PREPOSITIONS, STOPS, THAT, WITH_PRONOUN

NONE = STOPS | THAT | WITH_PRONOUN | PARTICLES
LONGEST = 3
SHORT = 3
REACH = 12
"""How many tokens behind the trigger an object is looked for."""
ENDS = frozenset('،,.؛:;\n()«»"')
SKIPPED = ("time", "means", "quantity")
"""What may stand between a verb and its object: `قصفت بالهاون ظهر اليوم قرى سكنية`."""


class Object(NamedTuple):
    """Words that may name what something is done to: where, the preposition before them or "", right behind or not."""

    span: Span
    prep: str
    near: bool


def object_of(scene: Scene, draft: Draft) -> Object | None:
    """Return the object that no table knows; None where what follows is known, or is no noun.

    In `أحرق مسلحون مساء أمس منشرة خشب في القرية` they are `منشرة خشب`.
    """
    words, start = scene.reading.tokens.words, draft.trigger.last
    wanted = {prep for prep, role in _slots(draft).items() if role == "target"}
    known = {item.first: item for item in scene.reading.between(start, draft.right)}
    actor = (draft.actor.first, draft.actor.last) if draft.actor is not None else (-1, -1)
    at, end, prep = start, min(draft.right, start + REACH), ""
    while at < end and words[at] not in ENDS:
        if at == actor[0]:
            at = actor[1]
        elif at in known and known[at].type in SKIPPED:
            at = known[at].last
        elif at in known or words[at] in THAT:
            return None
        elif PREPOSITIONS.get(words[at]) in wanted and not prep:
            prep, at = PREPOSITIONS[words[at]], at + 1
        else:
            return _noun(scene, at, end, known, prep, at == start)
    return None


def _slots(draft: Draft) -> dict[str, str]:
    """Return what role each slot of the trigger's frame holds."""
    return draft.frame.verb if draft.part == "verb" else draft.frame.noun


def _noun(scene: Scene, first: int, end: int, known: Mapping[int, object], prep: str, near: bool) -> Object | None:
    """Return the noun that begins at a token, with the words that go on with it."""
    words, last = scene.reading.tokens.words, first
    while last < min(end, first + LONGEST) and last not in known and _nominal(words[last], last == first):
        last += 1
    return Object(scene.reading.tokens.span(first, last), prep, near) if last > first else None


def _nominal(word: str, opens: bool) -> bool:
    """Tell whether a word may be (or go on with) a noun: no particle, and nothing led in by و ف ب ل."""
    if len(word) < SHORT or not word.isalpha() or word in PREPOSITIONS or word in NONE:
        return False
    return opens or word[0] not in "وفبل" or word.startswith(("ال", "لا"))
