"""Telegram Desktop's JSON exports → reports, one a message; a long export is read piece by piece."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, TextIO

from marsad.intake.source import Unread, UnreadableError
from marsad.intake.taking import TEXT_LIMIT, File, Item, Passed, Taking, arrival, clean, find_day

EXTRACTOR = "marsad telegram 1"
_PIECE = 1 << 20
_NAME = re.compile(r'"name"\s*:\s*("(?:[^"\\]|\\.)*")')
_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_KEPT = ("from", "forwarded_from", "edited", "edited_unixtime", "reply_to_message_id", "photo", "file", "media_type")


def read_telegram(file: File, taking: Taking) -> Iterator[Item]:
    """Give the report of each message with words; the locator is the message's number in its chat."""
    with file.path.open(encoding="utf-8-sig") as stream:
        found = False
        try:
            for chat, value in _messages(stream):
                found = True
                yield _message(file, taking, chat, value)
        except UnicodeDecodeError:
            yield Unread(file.name, "is not UTF-8, as every export of Telegram is")
        except UnreadableError as error:
            yield Unread(file.name, str(error))
        else:
            if not found:
                yield Unread(file.name, 'has no "messages"; export the chat from Telegram Desktop as JSON')


def _messages(stream: TextIO) -> Iterator[tuple[str | None, object]]:
    """Give each chat's name and message, holding no more than a few of them."""
    buffer = _Buffer(stream)
    while buffer.seek(_MESSAGES):
        names = _NAME.findall(buffer.before)
        chat = json.loads(names[-1]) if names else None
        while True:
            value = buffer.value()
            if value is None:
                break
            yield chat, value


class _Buffer:
    """The part of a long text that is being read."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._text = ""
        self._place = 0
        self._decoder = json.JSONDecoder()
        self.before = ""

    def _more(self) -> bool:
        piece = self._stream.read(_PIECE)
        self._text = self._text[self._place :] + piece
        self._place = 0
        if len(self._text) > TEXT_LIMIT + _PIECE:
            raise UnreadableError(f"has a message longer than {TEXT_LIMIT >> 20} million characters")
        return bool(piece)

    def seek(self, mark: re.Pattern[str]) -> bool:
        """Go behind the next mark; what stood before it is kept in `before`."""
        while True:
            match = mark.search(self._text, self._place)
            if match:
                self.before = self._text[self._place : match.start()]
                self._place = match.end()
                return True
            self._place = max(self._place, len(self._text) - 4096)
            if not self._more():
                return False

    def value(self) -> object | None:
        """Return the next value of a list; None at the list's end.

        Raises `UnreadableError` where the file is cut off or damaged.
        """
        while True:
            self._skip()
            if self._text.startswith("]", self._place):
                self._place += 1
                return None
            try:
                value, self._place = self._decoder.raw_decode(self._text, self._place)
            except RecursionError:
                raise UnreadableError("is nested too deeply for an export of Telegram") from None
            except ValueError as error:
                if not self._more():
                    raise UnreadableError(f"is cut off or damaged JSON ({error})") from None
            else:
                return value if value is not None else {}

    def _skip(self) -> None:
        while True:
            rest = re.compile(r"[\s,]*").match(self._text, self._place)
            self._place = rest.end() if rest else self._place
            if self._place < len(self._text) or not self._more():
                return


def _message(file: File, taking: Taking, chat: str | None, value: object) -> Item:
    if not isinstance(value, dict):
        return Unread(file.name, "has a message that is no object")
    number = value.get("id")
    where = f"{file.name}: message {number}"
    text = _words(value)
    if value.get("type") != "message" or not text.strip():
        return Passed(where, "a message without words" if value.get("type") == "message" else "a service message")
    try:
        return arrival(
            taking,
            f"{file.id}:{number}",
            text,
            f"{chat or 'chat'}, message {number}",
            EXTRACTOR,
            published=_day(taking, value),
            outlet=chat or clean(_string(value.get("from"))),
            meta={name: value.get(name) for name in _KEPT} | {"date": _string(value.get("date"))},
        )
    except UnreadableError as error:
        return Unread(where, str(error))


def _words(value: Mapping[str, Any]) -> str:
    """Return a message's words: a string, or a list of strings and of pieces that are bold, links and the like."""
    text = value.get("text")
    parts = text or value.get("text_entities") or ""
    if isinstance(parts, str):
        return parts
    if not isinstance(parts, list):
        return ""
    return "".join(_string(part.get("text")) if isinstance(part, dict) else _string(part) for part in parts)


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""


def _day(taking: Taking, value: Mapping[str, Any]) -> date | None:
    """Return the message's day: by its second since 1970, which has no zone, else by the day as written."""
    try:
        return taking.day(datetime.fromtimestamp(int(value["date_unixtime"]), UTC))
    except (KeyError, ValueError, TypeError, OverflowError, OSError):
        return find_day(_string(value.get("date")))
