"""Text and JSON lines for a project: the readers of `marsad extract`, with the place of each report."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader, BytesIO
from typing import BinaryIO, cast

from marsad.intake import jsonlines, plain
from marsad.intake.source import Source, Unread, UnreadableError
from marsad.intake.taking import TEXT_LIMIT, File, Item, Taking
from marsad.model import Arrival, Report

TEXT, LINES = "marsad text 1", "marsad json lines 1"


def read_text(file: File, taking: Taking) -> Iterator[Item]:
    """Give a text file's one report."""
    with file.path.open("rb") as stream:
        data = stream.read(TEXT_LIMIT + 1)
    if len(data) > TEXT_LIMIT:
        yield Unread(file.name, f"is longer than {TEXT_LIMIT >> 20} MB; no report is so long")
        return
    for item in plain.read(Source(file.name, file.id, BytesIO(data)), taking.given, taking.encoding):
        yield Arrival(item, "", TEXT) if isinstance(item, Report) else item


def read_lines(file: File, taking: Taking) -> Iterator[Item]:
    """Give the report of each line of a JSON lines file; the locator is the line's number."""
    with file.path.open("rb") as opened:
        stream = _Lines(opened)
        try:
            source = Source(file.name, file.id, cast("BinaryIO", stream))
            for item in jsonlines.read(source, taking.given, taking.encoding):
                yield item if isinstance(item, Unread) else Arrival(item, f"line {stream.number}", LINES)
        except UnreadableError as error:
            yield Unread(f"{file.name}:{stream.number}", str(error))


class _Lines:
    """A file's lines, counted, none longer than a report may be."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self.number = 0

    def readline(self) -> bytes:
        """Return the next line."""
        line = self._stream.readline(TEXT_LIMIT + 1)
        self.number += bool(line)
        if len(line) > TEXT_LIMIT:
            raise UnreadableError(f"has a line longer than {TEXT_LIMIT >> 20} MB; a report is one line")
        return line

    def read(self) -> bytes:
        """Return all that is left, where a line's end is more than one byte."""
        data = self._stream.read(4 * TEXT_LIMIT + 1)
        if len(data) > 4 * TEXT_LIMIT:
            raise UnreadableError(f"is longer than {TEXT_LIMIT >> 18} MB in an encoding of wide characters; use UTF-8")
        return data

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.readline, b"")
