"""The brackets with which an item of a bulletin ends, for they name who says so: `قصف على القرية (ناشطون) - 10:38`."""

from __future__ import annotations

import re
from bisect import bisect_left

from marsad.text.sentences import Sentence
from marsad.text.tokens import Tokens

CLOSING = re.compile(r"\(\s*([^()\n]{3,60}?)\s*\)[\s\d:.–-]*$")
BEHIND = 16
"""So many letters behind the last word of a sentence its brackets close."""
SHORTEST = 3
"""So many words an item has at least, for what is in brackets to be no part of it."""


def closing_brackets(tokens: Tokens, sentence: Sentence) -> range:
    """Return the tokens in the brackets with which a sentence ends; an empty range where it ends otherwise."""
    first, last = sentence.first, sentence.last
    stop = tokens.starts[last] if last < len(tokens) else tokens.ends[last - 1] + BEHIND
    start = tokens.starts[first]
    found = CLOSING.search(tokens.text[start:stop].split("\n")[0]) if ")" in tokens.text[start:stop] else None
    if found is None:
        return range(0)
    opens = bisect_left(tokens.starts, start + found.start(1))
    closes = bisect_left(tokens.starts, start + found.end(1))
    return range(opens, closes) if opens - first >= SHORTEST else range(0)
