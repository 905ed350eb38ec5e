"""Organisations that no table knows: `قوة مكافحة الإرهاب`, `الفرقة الثانية والعشرين`, `مجموعات منشقة`.

A head word says that an organisation is named, and the words behind it which; nothing is known of it but its words.
"""

from __future__ import annotations

from collections.abc import Iterator

from marsad.codebook.actors import Head
from marsad.model import Hit
from marsad.text.clitics import has_article
from marsad.text.grammar import PREPOSITIONS, STOPS

LONGEST = 4
"""How many words behind the head name it at most."""
SHORT = 3
ENDS = frozenset("ايضا امس اليوم ان انها انه قد التي الذي الذين اللذين والتي والذي هي هو هم كانت كان".split())
ORDINALS = frozenset(
    (
        "الاول الاولي الثاني الثانيه الثالث الثالثه الرابع الرابعه الخامس الخامسه السادس السادسه السابع السابعه "
        "الثامن الثامنه التاسع التاسعه الحادي الحاديه"
    ).split()
)
"""Words before `والعشرين`."""
MILITARY = frozenset("مشاه مدرع مدرعه مدفعيه مغاوير صاعقه مظليين دفاع حمايه حشد حرس حدود عمالقه مدفعيه".split())
"""Words behind the number of a unit: `اللواء السادس مشاة`."""
SERVICES = frozenset("البحريه البريه الخاصه المشتركه الصاروخيه المسانده".split())
"""Services: `القوات البحرية`."""
SPEAKS = ("trigger", "light", "speech", "according", "link", "status", "persons", "means")
"""Tables whose words name no organisation."""


def find_units(words: list[str], hits: dict[str, list[Hit]]) -> Iterator[tuple[int, int, str]]:
    """Yield the organisations that a head word and the words behind it name: first and last token, and the clitics.

    Words are folded; a head alone (`القوة`) names none.
    """
    busy = {hit.first for table in SPEAKS for hit in hits.get(table, ())}
    for hit in hits.get("actor_head", ()):
        if isinstance(hit.row, Head) and hit.row.use == "unit":
            last = _name_end(words, hit, busy)
            if last > hit.last:
                yield hit.first, last, hit.prefix


def tells_which(word: str) -> bool:
    """Tell whether a word behind a generic one makes it a name: `القوات البحرية`, `اللواء السادس`."""
    return word in ORDINALS or word in SERVICES


def _name_end(words: list[str], head: Hit, busy: set[int]) -> int:
    """Return the token after the last one that belongs to the name."""
    definite = has_article(head.prefix)
    last = head.last
    while last < len(words) and last - head.last < LONGEST and _names(words[last], last, busy):
        if words[last].startswith("ال") or words[last].startswith("وال"):
            if words[last].startswith("وال") and not (definite and words[last - 1] in ORDINALS):
                break
        elif not _opens(words, last, head, definite, busy):
            break
        last += 1
    return last


def _names(word: str, place: int, busy: set[int]) -> bool:
    """Tell whether a word may be part of a name at all."""
    if len(word) < SHORT or not word.isalpha() or place in busy:
        return False
    return word not in PREPOSITIONS and word not in STOPS and word not in ENDS


def _opens(words: list[str], place: int, head: Hit, definite: bool, busy: set[int]) -> bool:
    """Tell whether an indefinite word goes on with the name: `لواء شهداء` before `الحرية`, `مجموعات منشقة`."""
    word = words[place]
    if word in MILITARY and words[place - 1] in ORDINALS:
        return True
    if definite or place != head.last or word[:1] in "وفب":
        return False
    if word.endswith("ه"):
        return True
    after = words[place + 1] if place + 1 < len(words) else ""
    return after.startswith("ال") and _names(after, place + 1, busy)
