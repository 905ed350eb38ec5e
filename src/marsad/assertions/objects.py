"""What is struck, seized or shut where no table knows it: the words right behind the trigger."""

from __future__ import annotations

from marsad.extract.drafts import Draft, Scene
from marsad.model import Span
from marsad.text.grammar import PREPOSITIONS, STOPS, THAT

LONGEST = 3
SHORT = 3


def object_words(scene: Scene, draft: Draft) -> Span | None:
    """Return where the object's words stand; None where what follows is known, or is no noun.

    In `أحرق مسلحون معصرة زيتون في القرية` they are `معصرة زيتون`.
    """
    words = scene.reading.tokens.words
    items = scene.reading.between(draft.trigger.last, draft.right)
    covered = {token for item in items for token in range(item.first, item.last)}
    first = _behind_subject(scene, draft)
    last = first
    while last < min(draft.right, first + LONGEST) and last not in covered and _nominal(words[last], last == first):
        last += 1
    return scene.reading.tokens.span(first, last) if last > first else None


def _behind_subject(scene: Scene, draft: Draft) -> int:
    """Return the token after the trigger, and after the doer where he stands right behind it."""
    first = draft.trigger.last
    for phrase in scene.phrases_between(first, draft.right):
        if phrase.first == first and phrase is draft.actor:
            return phrase.last
    return first


def _nominal(word: str, opens: bool) -> bool:
    """Tell whether a word may be (or go on with) a noun: no particle, and nothing led in by و ف ب ل."""
    if len(word) < SHORT or not word.isalpha() or word in PREPOSITIONS or word in STOPS or word in THAT:
        return False
    return opens or word[0] not in "وفبل" or word.startswith(("ال", "لا"))
