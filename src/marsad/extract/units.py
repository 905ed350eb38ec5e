"""Organisations that no table knows: `قوة مكافحة الإرهاب`, `الفرقة الثانية والعشرين`, `كتيبة «الفاروق»`.

A head word says that an organisation is named, and the words behind it which; nothing is known of it but its words,
and the organ of the state that it belongs to where head and name tell (`الفرقة 17`: the army; `مديرية شرطة كركوك`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marsad.codebook.actors import Head
from marsad.model import Hit
from marsad.text.clitics import has_article
from marsad.text.grammar import PREPOSITIONS, STOPS
from marsad.text.tokens import BRACKETS, Tokens

LONGEST = 4
"""How many words behind the head name it at most."""
QUOTED = 6
"""How many words a name in quotation marks has at most."""
SHORT = 3
USES = frozenset({"unit", "formation", "office", "region"})
MARKS = frozenset({"العسكري", "العسكريه"})
"""Words that make a region one of an army: `منطقة الساحل العسكرية`."""
ADJECTIVES = frozenset(
    "اخري كبير كبيره صغيره اضافيه جديده كامله واسعه متفرقه متقدمه مختلفه معاديه مجهوله ثانيه".split()
)
"""Words of size and number, which name no organisation: `قوات إضافية`."""
ENDS = ADJECTIVES | frozenset(
    (
        "تابع تابعه تابعين التابع التابعه التابعين ايضا امس اليوم ان انها انه قد التي الذي الذين اللذين والتي والذي "
        "هي هو هم كانت كان"
    ).split()
)
ORDINALS = frozenset(
    (
        "الاول الاولي الثاني الثانيه الثالث الثالثه الرابع الرابعه الخامس الخامسه السادس السادسه السابع السابعه "
        "الثامن الثامنه التاسع التاسعه العاشر العاشره الحادي الحاديه"
    ).split()
)
"""Words of a number; the lower ones stand before `والعشرين` or `عشر`."""
TEENS = frozenset({"عشر", "عشره"})
MILITARY = frozenset(
    (
        "مشاه مدرع مدرعه مدفعيه مغاوير صاعقه مظليين دفاع حمايه حشد حرس حدود عمالقه ميكانيكي ميكانيكيه ميكا بحري جبلي "
        "اقتحام اسناد طواري مهام قتال مجحفل صواريخ شعبي خاصه خاص رياسيه ساحلي جوي احتياط مدرعات حرب عصابات"
    ).split()
)
"""Words behind the number of a unit: `اللواء السادس مشاة`."""
SERVICES = frozenset("البحريه البريه الخاصه المشتركه الصاروخيه المسانده".split())
"""Services: `القوات البحرية`."""
SPEAKS = ("trigger", "light", "speech", "according", "link", "status", "persons", "means")
"""Tables whose words name no organisation."""


class Unit(NamedTuple):
    """An organisation: tokens `first` to `last` (exclusive), the clitics of its head, the organ of state or ""."""

    first: int
    last: int
    prefix: str
    branch: str


class _Around(NamedTuple):
    """What stands in the report: its words (folded), where other tables' words begin, places, quotes, openers."""

    words: list[str]
    busy: frozenset[int]
    places: dict[int, int]
    quotes: dict[int, int]
    named: dict[int, int]


def find_units(tokens: Tokens, hits: dict[str, list[Hit]]) -> Iterator[Unit]:
    """Yield the organisations that a head word and the words behind it name; a head alone (`القوة`) names none.

    `كتيبة «شهداء الساحل»`, `لواء شهداء الجبل`, `الكتيبة 103 مشاة`, `محور الساحل العسكري` are one each.
    """
    around = _around(tokens, hits)
    for hit in hits.get("actor_head", ()):
        if isinstance(hit.row, Head) and hit.row.use in USES:
            last = _name_end(around, hit)
            if last > hit.last:
                numbered = hit.row.use != "formation" or _is_numbered(around.words, hit.last, last)
                organ = hit.row.branch if numbered else ""
                yield Unit(hit.first, last, hit.prefix, organ)


def tells_which(word: str) -> bool:
    """Tell whether a word behind a generic one makes it a name: `القوات البحرية`, `اللواء السادس`, `اللواء 22`."""
    return word in ORDINALS or word in SERVICES or word.isdigit()


def _around(tokens: Tokens, hits: dict[str, list[Hit]]) -> _Around:
    busy = frozenset(hit.first for table in SPEAKS for hit in hits.get(table, ()))
    places: dict[int, int] = {}
    for hit in hits.get("place_name", ()):
        if not hit.prefix:
            places[hit.first] = max(hit.last, places.get(hit.first, 0))
    quotes = {quote.first: quote.last for quote in tokens.quotes if quote.mark not in BRACKETS}
    named = {
        hit.first: hit.last
        for hit in hits.get("actor_head", ())
        if isinstance(hit.row, Head) and hit.row.use == "named" and not hit.prefix
    }
    return _Around(tokens.words, busy, places, quotes, named)


def _name_end(around: _Around, head: Hit) -> int:
    """Return the token after the last one that belongs to the name."""
    start, words = head.last, around.words
    if start >= len(words):
        return start
    use = getattr(head.row, "use", "")
    if use == "region":
        reach = range(start + 1, min(start + LONGEST, len(words)))
        return next((place + 1 for place in reach if words[place] in MARKS), 0)
    for opening in (start, head.first) if use != "office" else ():
        closing = around.quotes.get(opening, 0)
        if start < closing <= start + QUOTED:
            return closing
    if use == "formation" and words[start].isdigit():
        return _military(words, start + 1)
    if use == "formation" and start in around.named:
        return _go_on(around, head, around.named[start] + _is_name(around, around.named[start]))
    if use in ("formation", "office") and start in around.places and not has_article(head.prefix):
        return _go_on(around, head, around.places[start])
    return _go_on(around, head, start)


def _go_on(around: _Around, head: Hit, last: int) -> int:
    """Take in the words from `last` on that go on with the name: `لواء المشاة` takes `الأول`."""
    words, busy = around.words, around.busy
    definite = has_article(head.prefix)
    while last < len(words) and last - head.last < LONGEST:
        if words[last].isdigit() and _is_arm(words[last - 1]):
            return last + 1
        if not _names(words[last], last, busy):
            break
        if words[last].startswith("وال") and not (definite and words[last - 1] in ORDINALS):
            break
        if not words[last].startswith(("ال", "وال")) and not _opens(around, last, head, definite):
            break
        last += 1
    return last


def _names(word: str, place: int, busy: frozenset[int]) -> bool:
    """Tell whether a word may be part of a name at all."""
    if len(word) < SHORT or not word.isalpha() or (place in busy and word not in MILITARY):
        return False
    return word not in PREPOSITIONS and word not in STOPS and word not in ENDS


def _is_name(around: _Around, place: int) -> bool:
    """Tell whether a word may end the name of a formation: `لواء شهداء دوما`."""
    return place < len(around.words) and _names(around.words[place], place, around.busy)


def _opens(around: _Around, place: int, head: Hit, definite: bool) -> bool:
    """Tell whether an indefinite word goes on with the name: `لواء شهداء` before `الحرية`, `مجموعات منشقة`."""
    word, before = around.words[place], around.words[place - 1]
    if before in ORDINALS and (word in MILITARY or word in TEENS):
        return True
    if word in MILITARY and before in MILITARY | TEENS:
        return True
    if definite or place != head.last or word[:1] in "وفب":
        return False
    if word.endswith("ه"):
        return True
    after = around.words[place + 1] if place + 1 < len(around.words) else ""
    return after.startswith("ال") and _names(after, place + 1, around.busy)


def _military(words: list[str], last: int) -> int:
    """Take in what arm a numbered unit is of: `103 مشاة`, `4 حماية رئاسية`."""
    while last < len(words) and words[last] in MILITARY:
        last += 1
    return last


def _is_numbered(words: list[str], first: int, last: int) -> bool:
    """Tell whether a unit is numbered, its arm perhaps before the number: `17`, `المدرعة الثالثة`, `المشاة 24`."""
    if _is_number(words[first]):
        return True
    return first + 1 < last and _is_arm(words[first]) and _is_number(words[first + 1])


def _is_arm(word: str) -> bool:
    """Tell whether a word says of what arm a unit is: `المشاة`."""
    return word.removeprefix("ال") in MILITARY and word.startswith("ال")


def _is_number(word: str) -> bool:
    """Tell whether a word numbers a unit: `17`, `الثانية`."""
    return word.isdigit() or word in ORDINALS
