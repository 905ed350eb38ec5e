"""How much of a text is read: no report of news is longer, and what is longer must not hold up all others."""

from __future__ import annotations

LONGEST = 100_000
"""Characters that are read of a report, some sixteen thousand words."""


def readable(text: str) -> str:
    """Return what is read of a text: all of it, or its beginning up to the last word that is whole."""
    if len(text) <= LONGEST:
        return text
    end = max(text.rfind(space, 0, LONGEST) for space in " \n")
    return text[: end if end > 0 else LONGEST]


def unread(text: str) -> str | None:
    """Say what is left out of a text that is too long; None where all is read."""
    left = len(text) - len(readable(text))
    return f"has {len(text):,} characters: the last {left:,} were left unread; no report is so long" if left else None
