"""What every format of a project's intake is given, and the small things that they share."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo

from marsad.intake.source import Given, Unread, UnreadableError, check_text, parse_day
from marsad.model import Arrival, Report

TEXT_LIMIT = 16 << 20
"""Bytes that one report may have at most; a line of JSON, a field of a table, a page of HTML too."""
_MEMBERS, _INFLATED, _RATIO = 20_000, 200 << 20, 300


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: where it lies, what the person calls it, and an id for the reports in it."""

    path: Path
    name: str
    id: str


@dataclass(frozen=True, slots=True)
class Taking:
    """How to read: what is said of all reports, an encoding, names of columns, and the zone of days."""

    given: Given = field(default_factory=Given)
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    zone: str = "UTC"

    def day(self, moment: datetime) -> date:
        """Return the day of a moment in the project's zone; a moment without a zone keeps its own day."""
        return moment.date() if moment.tzinfo is None else moment.astimezone(ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that is no report and is not meant to be one: a photo without words, a service message."""

    where: str
    what: str


Item = Arrival | Unread | Passed
Reader = Callable[[File, Taking], Iterator[Item]]


@cache
def version_of(package: str) -> str:
    """Return a package's name and version, as texts name what took them out: `trafilatura 2.3.1`."""
    return f"{package} {metadata.version(package)}"


def arrival(
    taking: Taking, id: str, text: str, locator: str, extractor: str, *, published: date | None = None,
    outlet: str | None = None, url: str | None = None, title: str | None = None,
    meta: Mapping[str, object | None] | None = None,
) -> Arrival:  # fmt: skip
    """Make a report of what was found; what it says of itself wins over what the person said.

    Raises `UnreadableError` where there are no words.
    """
    check_text(text)
    if len(text) > TEXT_LIMIT:
        raise UnreadableError(f"has more than {TEXT_LIMIT >> 20} million characters; no report is so long")
    given = taking.given
    report = Report(
        id, text, published or given.published, clean(outlet) or given.outlet, clean(url), clean(title), given.country
    )
    kept = {name: value for name, value in (meta or {}).items() if value not in (None, "", [])}
    return Arrival(report, locator, extractor, kept)


def clean(words: str | None) -> str | None:
    """Return words on one line, or None where there are none."""
    if words is None:
        return None
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", words).strip() or None


def find_day(value: str | None) -> date | None:
    """Return the day that a value begins with; None where it is no ISO date."""
    try:
        return parse_day(value) if value else None
    except ValueError:
        return None


def check_zip(path: Path) -> zipfile.ZipFile:
    """Open a ZIP file after looking at what it promises to hold.

    Raises `UnreadableError` for one that would inflate beyond measure or has names that lead out of it.
    """
    try:
        opened = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableError(f"is a damaged ZIP file ({error})") from None
    members = opened.infolist()
    if len(members) > _MEMBERS:
        raise UnreadableError(f"holds {len(members):,} files; more than {_MEMBERS:,} are not opened")
    for member in members:
        _check_member(member)
    return opened


def check_office(opened: zipfile.ZipFile) -> None:
    """Raise `UnreadableError` where an office file would fill more than 200 MB, or defines entities of its own."""
    inflated = sum(member.file_size for member in opened.infolist())
    if inflated > _INFLATED:
        raise UnreadableError(f"would inflate to {inflated >> 20:,} MB; more than {_INFLATED >> 20} MB are not opened")
    for member in opened.infolist():
        if member.filename.endswith((".xml", ".rels")) and _defines(opened, member):
            raise UnreadableError(f"holds {clean(member.filename)} with a DOCTYPE, which no office file has")


def _defines(opened: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Tell whether a part of an office file has a document type, in the few kilobytes where one may stand."""
    try:
        with opened.open(member) as stream:
            head = stream.read(1 << 16)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, zlib.error) as error:
        raise UnreadableError(f"is a damaged ZIP file ({error})") from None
    return b"<!DOCTYPE" in head.replace(b"\x00", b"")


def _check_member(member: zipfile.ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or re.match("[A-Za-z]:", name):
        raise UnreadableError(f"holds a file whose name leads out of it: {clean(name)}")
    if member.flag_bits & 1:
        raise UnreadableError("is locked with a password; save it without one")
    if member.file_size > 1 << 20 and member.file_size > _RATIO * max(1, member.compress_size):
        raise UnreadableError(f"holds {clean(name)}, which inflates more than {_RATIO} times; it looks like a bomb")
