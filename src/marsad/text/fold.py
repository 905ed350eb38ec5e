"""One fold for all of Arabic's spellings, with a map back to the original text.

`fold("قُتِلَ ٣")` gives `"قتل 3"`; `starts` and `ends` tell where folded characters stood.
Marks, tatweel, direction controls and drawn-out letters (`عاااجل`) are dropped; alif, hamza, ya, ta marbuta, Persian
letters, digits and presentation forms each become one plain form.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

DROPPED = (
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"  # marks of vowels and of recitation, tatweel
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u061c"  # joiners, direction controls
    "\ufe00-\ufe0f\ufeff\u00ad"  # emoji variants, byte order mark, soft hyphen
)
FORMS = "\ufb50-\ufdff\ufe70-\ufefc"
_DROP = re.compile(f"[{DROPPED}]+")
_DRAWN = re.compile(r"([ء-ي])\1\1")
_LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
_DROP_DRAWN = re.compile(f"[{DROPPED}]+|" + "|".join(f"(?<!{one}){one}{{2,}}(?={one})" for one in _LETTERS))
"""A letter written three times or more is drawn out: `مدييينة`; its last one stands."""
_TRAIL = re.compile("[\u064b-\u065f\u0670\u0640]+")
_FORMS = re.compile(f"[{FORMS}]")
_RARE = re.compile("[^\u0000-\u007f\u0621-\u063a\u0641-\u064a\u060c\u061b\u061f\u00ab\u00bb\u2010-\u2027]")

_COMMON = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ي"), ("ة", "ه"), ("ؤ", "و"), ("ئ", "ي"))
_OTHERS = {
    "ٱ": "ا", "گ": "ك", "ک": "ك", "ی": "ي", "ې": "ي", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه", "ۃ": "ه",
    "چ": "ج", "پ": "ب", "ڤ": "ف", "ژ": "ز", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "٫": ".", "٬": ",",
    **{chr(0x660 + d): str(d) for d in range(10)}, **{chr(0x6F0 + d): str(d) for d in range(10)},
}  # fmt: skip


class Folded(NamedTuple):
    """Folded text and the way back: from character `cuts[i]` on, all stands `shifts[i + 1]` further on."""

    original: str
    text: str
    cuts: list[int]
    shifts: list[int]

    def starts(self, places: list[int]) -> list[int]:
        """Return where folded characters, in the order of the text, begin in the original."""
        return self._moved(places, 0)

    def _moved(self, places: list[int], back: int) -> list[int]:
        """Return where folded characters stand in the original, moved as those so many before them are."""
        if not self.cuts:
            return places
        if len(places) < len(self.cuts):
            return [place + self.shifts[bisect_right(self.cuts, place - back)] for place in places]
        found: list[int] = []
        first = 0
        for cut, shift in zip_longest(self.cuts, self.shifts):
            last = len(places) if cut is None else bisect_left(places, cut + back, first)
            found += [place + shift for place in places[first:last]]
            first = last
        return found

    def ends(self, places: list[int]) -> list[int]:
        """Return where the folded characters before some, in the order of the text, end, their marks included."""
        found = self._moved(places, 1)
        for cut in self.cuts:
            at = bisect_left(places, cut)
            trail = _TRAIL.match(self.original, found[at]) if places[at : at + 1] == [cut] else None
            if trail:
                found[at] = trail.end()
        return found


def fold_letters(text: str) -> str:
    """Fold letters and digits one to one; the length stays."""
    for old, new in _COMMON:
        text = text.replace(old, new)
    for char in set(_RARE.findall(text)):
        if char in _OTHERS:
            text = text.replace(char, _OTHERS[char])
    return text


@lru_cache(maxsize=8192)
def fold_word(word: str) -> str:
    """Fold a word of a data file: `fold_word("الغرّة")` gives `"الغره"`."""
    return fold(word).text if _FORMS.search(word) else fold_letters(_DROP.sub("", word))


def fold_words(words: Iterable[str]) -> list[str]:
    """Fold many words of data files at once, which is much faster; none of them has a line's end."""
    listed = list(words)
    text = "\n".join(listed)
    if not listed or _FORMS.search(text):
        return [fold_word(word) for word in listed]
    return fold_letters(_DROP.sub("", text)).split("\n")


def fold_plain(text: str) -> str:
    """Fold a text where nobody asks for the way back, which is faster."""
    if _FORMS.search(text):
        return _fold_forms(text).text
    return fold_letters((_DROP_DRAWN if _DRAWN.search(text) else _DROP).sub("", text))


def fold(text: str) -> Folded:
    """Fold a report's text and keep the map back to it."""
    if _FORMS.search(text):
        return _fold_forms(text)
    kept: list[str] = []
    cuts, shifts = [], [0]
    position = 0
    for match in (_DROP_DRAWN if _DRAWN.search(text) else _DROP).finditer(text):
        kept.append(text[position : match.start()])
        position = match.end()
        cuts.append(match.start() - shifts[-1])
        shifts.append(position - cuts[-1])
    plain = "".join([*kept, text[position:]]) if kept else text
    return Folded(text, fold_letters(plain), cuts, shifts)


def _fold_forms(text: str) -> Folded:
    """Fold text with presentation forms, of which one may stand for several letters or for a mark."""
    kept: list[str] = []
    cuts, shifts = [], [0]
    length = 0
    for place, char in enumerate(text):
        plain = unicodedata.normalize("NFKC", char).replace(" ", "") if _FORMS.match(char) else char
        plain = _DROP.sub("", plain)
        for at in range(length, length + len(plain)):
            if place - at != shifts[-1]:
                cuts.append(at)
                shifts.append(place - at)
        kept.append(plain)
        length += len(plain)
    if len(text) - length != shifts[-1]:
        cuts.append(length)
        shifts.append(len(text) - length)
    return Folded(text, fold_letters("".join(kept)), cuts, shifts)
