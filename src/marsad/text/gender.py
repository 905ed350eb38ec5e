"""Whether a noun is masculine, feminine or of people, by its ending: what the verb before or behind it agrees with.

Broken plurals of things and of groups count as feminine (`كتائب`, `فصائل`).
"""

from __future__ import annotations

from functools import lru_cache

from marsad.text.clitics import has_article

FEMININE = frozenset(
    (
        "كتايب فصايل عشاير قبايل عناصر فرق الويه سرايا قوي دول عصابات اسراب طواقم مدافع راجمات زوارق مصادر اجهزه خلايا "
        "حشود جموع نساء حرب نار شمس"
    ).split()
)
PEOPLE = ("ون", "وا", "ين")
KEPT = 20_000
"""How many words are kept with their gender."""


@lru_cache(maxsize=KEPT)
def gender_of(word: str, prefix: str = "") -> str:
    """Return `people`, `she` or `he` by the ending of a noun, clitics cut: `مسلحون`, `قوات`, `جيش`."""
    word = word[len(prefix) :]
    bare = word if has_article(prefix) else word.removeprefix("ال")
    if bare in FEMININE or bare.endswith(("ه", "ات")):
        return "she"
    return "people" if bare.endswith(PEOPLE) and len(bare) > 4 else "he"
