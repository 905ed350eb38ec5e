"""What XML may hold."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(words: str) -> str:
    """Take out the signs that XML may not hold, not even escaped."""
    return words if words.isprintable() else _FORBIDDEN.sub("", words)
