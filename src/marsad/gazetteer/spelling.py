"""How else a name may be spelled, in ordered tiers: the nearer to what the report wrote, the better."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"
SHORTEST = 5
"""Names of fewer letters are not looked for with a letter wrong: too many others are near."""
FATHERS = ("ابو", "ابي", "ابا", "بو", "البو")
HEADS = ("عبد", "ابو", "البو", "دير", "ام", "بو", "تل", "خان", "بيت", "كفر", "عين", "جب", "بير")


class Tier(IntEnum):
    """How a name of the gazetteer was found in a report, the surest first."""

    EXACT = 0
    FOLDED = 1
    ARTICLE = 2
    CLITIC = 3
    VARIANT = 4
    FUZZY = 5


def spellings(name: str) -> Iterator[tuple[Tier, str]]:
    """Yield other spellings of a folded name, tier by tier: `رصافه` gives `الرصافه`, `عبدالله` gives `عبد الله`."""
    yield from ((Tier.ARTICLE, other) for other in _articles(name))
    yield from ((Tier.CLITIC, other) for other in _unattached(name))
    yield from ((Tier.VARIANT, other) for other in _variants(name))


def _articles(name: str) -> list[str]:
    """Return the name with the article of its first word, of its last word, or of none, changed."""
    first, *rest = name.split()
    found = [" ".join([_swapped(first), *rest])]
    if rest:
        found.append(" ".join([first, *rest[:-1], _swapped(rest[-1])]))
        found.append(" ".join(word.removeprefix("ال") for word in (first, *rest)))
    return [other for other in found if other != name]


def _swapped(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) > 3 else "ال" + word


def _unattached(name: str) -> list[str]:
    """Return what is left where the first letter is no part of the name: `وتكريت`, `بصنعاء`, `للرقه`."""
    if name.startswith("لل"):
        return ["ال" + name[2:]]
    return [name[1:]] if name[0] in "وبلفك" and len(name) > 4 else []


def _variants(name: str) -> list[str]:
    """Return the usual variants: fathers, words written together or apart, `تا` for `ته` at the end."""
    first, *rest = name.split()
    found: list[str] = []
    if rest:
        found.append("".join(name.split()))
        if first in FATHERS:
            found += [" ".join([other, *rest]) for other in FATHERS if other != first]
    for head in HEADS:
        if name.startswith(head) and name[len(head) : len(head) + 1] not in ("", " "):
            found.append(f"{head} {name[len(head) :]}")
            if head in FATHERS:
                found += [f"{other} {name[len(head) :]}" for other in FATHERS if other != head]
    if name.endswith("ا"):
        found.append(name[:-1] + "ه")
    elif name.endswith("ه"):
        found.append(name[:-1] + "ا")
    found += [name.replace(one, other) for one, other in (("ض", "ظ"), ("ظ", "ض"), ("اء", "ا")) if one in name]
    return list(dict.fromkeys(other for other in found if other != name))


def near(name: str) -> Iterator[str]:
    """Yield every string that one letter more, less, other or swapped makes of a name; the first letter stays."""
    if len(name) < SHORTEST:
        return
    start = 3 if name.startswith("ال") else 1
    for at in range(start, len(name) + 1):
        head, tail = name[:at], name[at:]
        yield from (head + letter + tail for letter in LETTERS)
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in LETTERS if letter != tail[0])
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
