"""Plain text: one file, one report."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.intake.source import Given, Source, Unread, UnreadableError, check_binary, check_text, decode
from marsad.model import Report


def read(source: Source, given: Given, encoding: str | None, head: bytes = b"") -> Iterator[Report | Unread]:
    """Give the file's one report, or why it cannot be read; `head` is what was already taken from it."""
    data = head + source.stream.read()
    try:
        check_binary(data, encoding)
        text = decode(data, encoding)
        check_text(text)
    except UnreadableError as error:
        yield Unread(source.name, str(error))
        return
    yield Report(source.id, text, given.published, given.outlet, country=given.country)
