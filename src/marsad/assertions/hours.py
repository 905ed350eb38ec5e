"""At which hour a statement says that it happened: digests tell one strike after the other by the clock."""

from __future__ import annotations

from collections.abc import Sequence

from marsad.assertions.statement import Statement
from marsad.extract.drafts import Draft, Scene

HOUR, TENTH = "الساعه", "عشره"
ORDINALS = {
    word: hour
    for hour, word in enumerate(
        "الواحده الثانيه الثالثه الرابعه الخامسه السادسه السابعه الثامنه التاسعه العاشره الحاديه".split(), 1
    )
}
PARTS = {"والنصف": 30, "والربع": 15, "والثلث": 20}
OPEN = frozenset("من حتي منذ قبل بعد الي لغايه".split())
"""Words before an hour at which it began, or was over: `منذ الساعة الخامسة`."""
SIGNS = frozenset('(":')
HALF_DAY, REACH = 12, 30
Clock = tuple[int, int | None]


def other_hour(statement: Statement, other: Statement, scenes: Sequence[Scene]) -> bool:
    """Tell whether two statements name two hours: `عند الساعة 01:00 استهدف ... وعند الساعة 03:45 استهدف`."""
    one = hour_of(statement.draft, scenes[statement.draft.sentence])
    if one is None:
        return False
    two = hour_of(other.draft, scenes[other.draft.sentence])
    if two is None or one == two:
        return False
    return one[0] % HALF_DAY != two[0] % HALF_DAY or (None not in (one[1], two[1]) and one[1] != two[1])


def hour_of(draft: Draft, scene: Scene) -> Clock | None:
    """Return the hour nearest to the trigger of a draft, none that another trigger is nearer to."""
    words, at = scene.reading.tokens.words, draft.trigger.first
    others = [one.trigger.first for one in scene.drafts if one is not draft]
    best, found = REACH, None
    for token in range(scene.sentence.first, scene.sentence.last):
        gap = abs(token - at)
        if gap >= best or words[token] not in (HOUR, "و" + HOUR, ":"):
            continue
        clock = _clock(words, token)
        low, high = min(token, at), max(token, at)
        if clock is not None and not any(low < one < high for one in others):
            best, found = gap, clock
    return found


def _clock(words: list[str], token: int) -> Clock | None:
    """Read `الساعة 03:45`, `الساعة السابعة والنصف`, and a bare `03:45`."""
    if words[token] == ":":
        return _figures(words, token - 1)
    if token and words[token - 1] in OPEN:
        return None
    at = token + 1
    while at < len(words) and words[at] in SIGNS:
        at += 1
    if at >= len(words):
        return None
    if words[at] in ORDINALS:
        behind = words[at + 1] if at + 1 < len(words) else ""
        hour = ORDINALS[words[at]] + (10 if behind == TENTH and words[at] == "الثانيه" else 0)
        return hour, PARTS.get(words[at + 2] if behind == TENTH and at + 2 < len(words) else behind)
    return _figures(words, at)


def _figures(words: list[str], at: int) -> Clock | None:
    """Read an hour in figures, with its minutes where they are told."""
    hour, _, minute = words[at].partition(".")
    if not hour.isdecimal() or int(hour) > 24:
        return None
    if words[at + 1 : at + 2] == [":"] and words[at + 2 : at + 3] != [] and words[at + 2].isdecimal():
        minute = words[at + 2]
    return int(hour), int(minute) if minute.isdecimal() else None
