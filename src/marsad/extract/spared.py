"""That nobody was killed: `لم تقع خسائر بشرية`, `عدم وقوع قتلى` count nobody, which is a number too."""

from __future__ import annotations

from marsad.extract.causes import HARMLESS
from marsad.extract.drafts import Draft, Scene, TollPart

REACH = 4
"""So many tokens behind a denial the harm denied is named."""
DEAD = frozenset("قتلي وفيات".split())
"""Whom there were none of.  `دون إصابات` says less: neither how many were hurt nor what kind of harm is meant."""
OF_LIVES = frozenset("بشريه الارواح ارواح بالارواح".split())
"""Words behind `خسائر` that make it the dead."""
LOSSES = frozenset("خساير خساره".split())
CUT = "،.؛"


def spare(scene: Scene, kept: list[Draft]) -> None:
    """Give the happening before a denial of harm a toll of nobody, where none is counted."""
    for cue in scene.items_between(scene.sentence.first, scene.sentence.last, "status"):
        before = [draft for draft in kept if draft.trigger.first < cue.first and draft.frame.name not in HARMLESS]
        if cue.ref.effect != "negated" or not before:
            continue
        host = before[-1]
        at = _denied(scene, cue.first)
        if at is not None and not any(part.harm == "killed" for part in host.toll):
            host.toll.append(TollPart("killed", 0, 0, None, at, at + 1))


def _denied(scene: Scene, first: int) -> int | None:
    """Return where the dead are named of whom a denial that begins at a token says that there were none."""
    words = scene.reading.tokens.words
    for at in range(first, min(first + REACH + 1, scene.sentence.last)):
        word = words[at].removeprefix("ال")
        if word in CUT:
            return None
        if word in DEAD or (word in LOSSES and not OF_LIVES.isdisjoint(words[at + 1 : at + 3])):
            return at
    return None
