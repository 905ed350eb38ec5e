"""How much of a text is read: no report of news is longer, and what is longer must not hold up all others."""

from __future__ import annotations

import re
from itertools import islice

LONGEST = 100_000
"""Characters that are read of a report."""
MOST_WORDS = 16_000
"""Words that are read of a report: what so many characters hold of ordinary Arabic, six to a word and its space."""
_WORD = re.compile(r"\S+")


def readable(text: str) -> str:
    """Return what is read of a text: all of it, or its beginning up to the last word that is whole."""
    if len(text) > LONGEST:
        end = max(text.rfind(space, 0, LONGEST) for space in " \n")
        text = text[: end if end > 0 else LONGEST]
    if len(text) < 2 * MOST_WORDS:
        return text
    last = next(islice(_WORD.finditer(text), MOST_WORDS - 1, None), None)
    return text[: last.end()] if last else text


def unread(text: str) -> str | None:
    """Say what is left out of a text that is too long; None where all is read."""
    left = len(text) - len(readable(text))
    return f"has {len(text):,} characters: the last {left:,} were left unread; no report is so long" if left else None
