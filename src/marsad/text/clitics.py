"""What may be cut from a word: و ف before, then ب ل ك س, then the article; pronouns behind.

A cut is only a candidate: it counts where the rest is known.  Nothing is stemmed.
"""

from __future__ import annotations

from functools import lru_cache

ARTICLE = "ال"
_SUFFIXES = ("هما", "كم", "نا", "ها", "هم", "هن", "ه", "ي")


@lru_cache(maxsize=65536)
def cuts(word: str) -> tuple[tuple[str, str], ...]:
    """Return (prefix, rest) for every way to cut proclitics, the uncut word first.

    `cuts("وبالرقه")` gives `("", "وبالرقه"), ("و", "بالرقه"), ("وب", "الرقه"), ("وبال", "رقه")`;
    `للرقه` gives `("ل", "الرقه")` and `("لل", "رقه")` too, and `للاذقيه`, which writes two
    of its three lams, `("ل", "اللاذقيه")`.
    """
    found = [("", word)]
    for conjunction in ("", "و", "ف"):
        if conjunction and not word.startswith(conjunction):
            continue
        rest = word[len(conjunction) :]
        if conjunction and len(rest) > 1:
            found.append((conjunction, rest))
        found.extend((conjunction + prefix, tail) for prefix, tail in _inner(rest) if len(tail) > 1)
    return tuple(found)


def _inner(word: str) -> list[tuple[str, str]]:
    """Cut a preposition, the future س and the article."""
    found: list[tuple[str, str]] = []
    if word.startswith(ARTICLE):
        found.append((ARTICLE, word[2:]))
    if word.startswith("لل"):
        found += [("ل", "ا" + word[1:]), ("لل", word[2:]), ("ل", word[1:]), ("ل", ARTICLE + word[1:])]
    elif word[:1] in ("ب", "ل", "ك"):
        found.append((word[0], word[1:]))
        if word.startswith(ARTICLE, 1):
            found.append((word[:3], word[3:]))
    elif word[:1] == "س" and word[1:2] in ("ي", "ت"):
        found.append(("س", word[1:]))
    return found


@lru_cache(maxsize=65536)
def tails(word: str) -> tuple[tuple[str, str], ...]:
    """Return (suffix, rest) for every attached pronoun: `سيطرته` gives `("ه", "سيطره")`.

    A ت before the pronoun may stand for ta marbuta (folded to ه), the alif of a plural verb
    comes back: `قتلوه` gives `("ه", "قتلوا")`, and so does a last hamza that leant on the
    pronoun: `حلفائه` (folded `حلفايه`) gives `("ه", "حلفاء")`.
    """
    found: list[tuple[str, str]] = []
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            rest = word[: -len(suffix)]
            found.append((suffix, rest))
            if rest.endswith("ت"):
                found.append((suffix, rest[:-1] + "ه"))
            if rest.endswith("و"):
                found.append((suffix, rest + "ا"))
            if rest.endswith("ا"):
                found.append((suffix, rest[:-1] + "ي"))
            if rest.endswith(("او", "اي")):
                found.append((suffix, rest[:-1] + "ء"))
    return tuple(found)


@lru_cache(maxsize=65536)
def stems(word: str) -> frozenset[str]:
    """Return all that may be left of a word, clitics cut before it and pronouns behind: `وصواريخهم` holds `صواريخ`."""
    return frozenset(stem for _, rest in cuts(word) for stem in (rest, *(short for _, short in tails(rest))))


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """Return a folded word without article and the particles before it: `والمدينة` gives `مدينه`."""
    for prefix in ("وال", "بال", "فال", "كال", "ال", "لل"):
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return word[len(prefix) :]
    return word


def has_article(prefix: str) -> bool:
    """Tell whether the cut took the article: `"وبال"`, `"لل"`."""
    return prefix.endswith((ARTICLE, "لل"))


def stands_apart(word: str, before: str) -> bool:
    """Tell whether an accusative is no adjective of the word before it, which is none: `قتل مسلحون مدنيا`."""
    return word.endswith("ا") and not before.endswith(("ا", "ء"))
