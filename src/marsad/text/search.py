"""Words as full-text search keeps them: found with or without marks, hamza, article and what leans on them.

`words_of("قُتِلَ وبالرقّةِ")` gives `["قتل", "وبالرقه"]`, and `stems_of` of these adds `رقه`, `الرقه`, `بالرقه`: a search
for `الرَّقَّة` or for `رقة` finds them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from marsad.text.clitics import cuts, has_article, tails
from marsad.text.fold import fold_plain

_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile("[ء-ي]+")
_SHORT, _SHORT_NAME = 3, 2
"""Letters that must be left when something is cut: three, or two behind an article."""
_PHRASE = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|(\S+)')


@dataclass(frozen=True, slots=True)
class Sought:
    """One thing to find: any of these spellings, or words in a row."""

    forms: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in their order."""
    return _WORD.findall(fold_plain(text).lower())


def stems_of(folded: str) -> str:
    """Return what may be left of a folded text's words when clitics and pronouns are cut, joined by spaces."""
    if len(_STEMS) > _KEPT:
        _STEMS.clear()
    return " ".join(filter(None, map(_STEMS.__getitem__, set(_ARABIC.findall(folded)))))


class _Stems(dict[str, str]):
    """Words with their stems, each worked out once: in front conjunction, preposition, article, behind a pronoun."""

    def __missing__(self, word: str) -> str:
        fronts = _fronts(word)
        behind = {rest for front in (word, *fronts) for _, rest in tails(front) if len(rest) >= _SHORT}
        found = self[word] = " ".join({*fronts, *behind} - {word})
        return found


_STEMS = _Stems()
_KEPT = 200_000
"""Words whose stems are kept, so that a long run does not fill the memory."""


@lru_cache(maxsize=65536)
def _fronts(word: str) -> tuple[str, ...]:
    return tuple(
        rest for prefix, rest in cuts(word) if prefix and len(rest) >= (_SHORT_NAME if has_article(prefix) else _SHORT)
    )


def forms_of(word: str) -> tuple[str, ...]:
    """Return the folded spellings by which a searched word may be kept: itself, and what is left of it in front."""
    return (word, *dict.fromkeys(_fronts(word))) if "ء" <= word[:1] <= "ي" else (word,)


def sought(query: str) -> list[Sought]:
    """Read what a person searches for: words, all of which must be there, and phrases in quotation marks."""
    found: list[Sought] = []
    for quoted, curled, pointed, plain in _PHRASE.findall(query):
        phrase = words_of(quoted or curled or pointed)
        if len(phrase) > 1:
            found.append(Sought(phrase=tuple(phrase)))
        else:
            found.extend(Sought(forms=forms_of(word)) for word in phrase or words_of(plain))
    return found
