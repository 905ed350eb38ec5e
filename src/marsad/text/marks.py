"""Marks that come in pairs: a name keeps both of its quotation marks."""

from __future__ import annotations

from marsad.model import Span

CLOSING = {"»": "«", "”": "“", ")": "(", '"': '"'}
OPENING = {opening: closing for closing, opening in CLOSING.items()}


def closed(text: str, span: Span) -> Span:
    """Take in the marks whose partner lies inside: `تنظيم «داعش` becomes `تنظيم «داعش»`."""
    while True:
        words, mark = span.of(text), text[span.end : span.end + 1]
        if not _lacks(words, mark):
            break
        span = Span(span.start, span.end + 1)
    before = text[span.start - 1 : span.start]
    closing = OPENING.get(before)
    if closing and before != closing and words.count(closing) > words.count(before):
        return Span(span.start - 1, span.end)
    return Span(span.start - 1, span.end) if before == '"' and words.count(before) % 2 else span


def _lacks(words: str, mark: str) -> bool:
    """Tell whether words need a closing mark: `تنظيم «داعش` needs `»`."""
    opening = CLOSING.get(mark)
    if opening is None:
        return False
    return words.count(opening) % 2 == 1 if opening == mark else words.count(opening) > words.count(mark)
