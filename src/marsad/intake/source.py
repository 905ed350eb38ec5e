"""Where reports come from, what is said about them beforehand, and what could not be read."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word or ZIP file"),
    (b"\x1f\x8b", "compressed"),
    (b"{\\rtf", "RTF"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype|html|head|body|div|p|article|section|script|meta|br)\b",
    re.IGNORECASE | re.DOTALL,
)
SURROGATE = re.compile("[\ud800-\udfff]")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Source:
    """An open file: `name` as the person wrote it, `id` for the reports in it."""

    name: str
    id: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Given:
    """What the person says of all reports; a report's own date and outlet win over it."""

    published: date | None = None
    outlet: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read as a report: where it stands and what is wrong with it."""

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


class UnreadableError(ValueError):
    """Bytes or text that cannot be a report; the message says what to do about it."""


def byte_order_mark(head: bytes) -> str | None:
    """Return the encoding that a byte order mark tells, or None."""
    return next((encoding for mark, encoding in _BOMS if head.startswith(mark)), None)


def codec(data: bytes, encoding: str | None) -> str:
    """Return the name of the encoding to read bytes in: a byte order mark wins, then `encoding`, then UTF-8."""
    return codecs.lookup(byte_order_mark(data) or encoding or "utf-8").name


def decode(data: bytes, encoding: str | None, offset: int = 0) -> str:
    """Decode a report's bytes, which stand at `offset` of their file.

    Raises `UnreadableError` with the byte at fault.
    """
    name = codec(data, encoding)
    try:
        return data.decode(name)
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        hint = "for an older Arabic file try --encoding windows-1256" if "utf" in name else "try another --encoding"
        place = f"byte 0x{data[start]:02X} at offset {offset + start}"
        raise UnreadableError(f"is not {name.removesuffix('-sig').upper()}: {place}; {hint}") from None


def check_binary(data: bytes, encoding: str | None) -> None:
    """Raise `UnreadableError` where bytes are those of a PDF, a Word file and the like, or of no text at all."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(f"is {what}; plain text is needed")
    if b"\x00" in data and not codec(data, encoding).startswith(("utf-16", "utf-32")):
        raise UnreadableError("is a binary file (it has NUL bytes); plain text is needed")


def check_text(text: str) -> None:
    """Raise `UnreadableError` where there are no words, or where the words are a web page's code."""
    if not text.strip():
        raise UnreadableError("is empty")
    if SURROGATE.search(text):
        raise UnreadableError("has half a character (a lone \\ud… code)")
    if _HTML.match(text, 0, 2000):
        raise UnreadableError(
            "is HTML; plain text is needed: save the page as text, or copy the report's words out of it"
        )


def parse_day(value: str) -> date:
    """Return the day of an ISO date or time: `parse_day("2017-04-05T09:30Z")` is 5 April 2017.

    Raises `ValueError` for anything else, such as a thirtieth of February.
    """
    match = _DAY.fullmatch(value.strip())
    if match is None:
        raise ValueError(f"{value!r} is not a date; write it as YYYY-MM-DD")
    try:
        return date.fromisoformat(match[1])
    except ValueError:
        raise ValueError(f"{value!r} is not a day of the calendar") from None
