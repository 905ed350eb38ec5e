"""JSON lines: one report a line, read line by line however long the file is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from itertools import chain

from marsad.intake.source import (
    SURROGATE,
    Given,
    Source,
    Unread,
    UnreadableError,
    check_binary,
    check_text,
    codec,
    decode,
    parse_day,
)
from marsad.model import Report

_EXAMPLE = 'a report is one line such as {"id": "r1", "text": "…", "published": "2017-04-05"}'


def read(source: Source, given: Given, encoding: str | None, head: bytes = b"") -> Iterator[Report | Unread]:
    """Give each line's report, or why the line is none; `head` is what was already taken from the file."""
    empty = True
    try:
        for number, line in _lines(source, encoding, head):
            if isinstance(line, str) and not line.strip():
                continue
            if empty and isinstance(line, str):
                _check_shape(line)
            empty = False
            yield _report(source, number, line, given)
    except UnreadableError as error:
        yield Unread(source.name, str(error))
    else:
        if empty:
            yield Unread(source.name, "is empty")


def report_of_line(line: bytes, where: str, id: str, given: Given) -> Report | Unread:
    """Return the report of one line in UTF-8, or why it is none; `id` is its own where the line gives none."""
    try:
        return _from_json(_object(decode(line, None)), id, given)
    except UnreadableError as error:
        return Unread(where, str(error))


def _lines(source: Source, encoding: str | None, head: bytes) -> Iterator[tuple[int, str | UnreadableError]]:
    """Give each line's number and text, or why its bytes are no text."""
    head += source.stream.readline()
    if codec(head, encoding).startswith(("utf-16", "utf-32")):  # a line break is more than one byte
        yield from enumerate(decode(head + source.stream.read(), encoding).split("\n"), 1)
        return
    offset = 0
    for number, line in enumerate(chain(BytesIO(head), source.stream), 1):
        check_binary(line, encoding)
        yield number, _decoded(line, encoding, offset)
        offset += len(line)


def _decoded(line: bytes, encoding: str | None, offset: int) -> str | UnreadableError:
    try:
        return decode(line, encoding, offset)
    except UnreadableError as error:
        return error


def _check_shape(line: str) -> None:
    """Raise `UnreadableError` where the first line shows that the file is not one report a line."""
    check_text(line)
    start = line.strip()
    if start == "{" or start.startswith("["):
        raise UnreadableError(f"is one JSON value, not one report a line; {_EXAMPLE}")


def _report(source: Source, number: int, line: str | UnreadableError, given: Given) -> Report | Unread:
    where = f"{source.name}:{number}"
    try:
        if isinstance(line, UnreadableError):
            raise line
        return _from_json(_object(line), f"{source.id}:{number}", given)
    except UnreadableError as error:
        return Unread(where, str(error))


def _object(line: str) -> dict[str, object]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
        raise UnreadableError(f"is not JSON ({reason}); {_EXAMPLE}") from None
    if not isinstance(value, dict):
        raise UnreadableError(f"is not an object; {_EXAMPLE}")
    return value


def _from_json(value: dict[str, object], id: str, given: Given) -> Report:
    text = _words(value, "text")
    if text is None:
        raise UnreadableError(f'has no "text"; {_EXAMPLE}')
    try:
        check_text(text)
    except UnreadableError as error:
        raise UnreadableError(f'"text" {error}') from None
    return Report(
        id=_id(value) or id,
        text=text,
        published=_published(value) or given.published,
        outlet=_words(value, "outlet") or given.outlet,
        url=_words(value, "url"),
        title=_words(value, "title"),
        country=given.country,
    )


def _words(value: dict[str, object], field: str) -> str | None:
    words = value.get(field)
    if words is None:
        return None
    if not isinstance(words, str):
        raise UnreadableError(f'"{field}" is not a string')
    if SURROGATE.search(words):
        raise UnreadableError(f'"{field}" has half a character (a lone \\ud… code)')
    return words


def _id(value: dict[str, object]) -> str | None:
    number = value.get("id")
    return str(number) if isinstance(number, int) and not isinstance(number, bool) else _words(value, "id")


def _published(value: dict[str, object]) -> date | None:
    """Return the report's own date; a wrong one is refused, for nothing is invented in its place."""
    day = _words(value, "published")
    if not day:
        return None
    try:
        return parse_day(day)
    except ValueError as error:
        raise UnreadableError(f'"published": {error}') from None
