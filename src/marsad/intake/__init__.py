"""Files and standard input → reports: one file of code a format, chosen by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from marsad.intake import jsonlines, plain
from marsad.intake.source import Given, Source, Unread, UnreadableError, codec, parse_day
from marsad.model import Report

__all__ = ["FORMATS", "Given", "Source", "Unread", "UnreadableError", "names", "parse_day", "read", "read_file"]

Reader = Callable[[Source, Given, str | None, bytes], Iterator[Report | Unread]]

FORMATS: dict[str, Reader] = {"text": plain.read, "jsonl": jsonlines.read}
SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl"}
_HEAD = 4096  # bytes of blank lines after which no more are looked at


def names(paths: list[Path]) -> list[str]:
    """Return an id for each file, unique in the run: `a/x.txt b/x.txt` gives `x` and `x-2`."""
    stems = [path.stem.encode(errors="replace").decode() for path in paths]
    used: set[str] = set()
    last: Counter[str] = Counter()
    found: list[str] = []
    for stem in stems:
        name = stem
        while name in used:
            last[stem] += 1
            name = f"{stem}-{last[stem] + 1}"
        used.add(name)
        found.append(name)
    return found


def read_file(
    path: Path, id: str, given: Given, format: str = "auto", encoding: str | None = None
) -> Iterator[Report | Unread]:
    """Give the reports of a file, told by its ending where `format` is `auto`; never raises for a bad file."""
    try:
        if path.is_dir():
            yield Unread(str(path), f"is a folder; name the files in it, such as {path / '*.txt'}")
            return
        with path.open("rb") as stream:
            kind = SUFFIXES.get(path.suffix.lower(), "text") if format == "auto" else format
            yield from FORMATS[kind](Source(str(path), id, stream), given, encoding, b"")
    except OSError as error:
        yield Unread(str(path), _reason(error))


def read(source: Source, given: Given, format: str = "auto", encoding: str | None = None) -> Iterator[Report | Unread]:
    """Give the reports of an open stream; `auto` takes it for JSON lines where it begins with a brace."""
    head = _head(source, encoding)
    if format == "auto":
        format = "jsonl" if _start(head, encoding).startswith("{") else "text"
    return FORMATS[format](source, given, encoding, head)


def _head(source: Source, encoding: str | None) -> bytes:
    """Take lines from a stream up to the first with anything on it."""
    head = line = source.stream.readline()
    while line and len(head) < _HEAD and not _start(head, encoding):
        line = source.stream.readline()
        head += line
    return head


def _start(head: bytes, encoding: str | None) -> str:
    return head.decode(codec(head, encoding), errors="ignore").lstrip()


def _reason(error: OSError) -> str:
    plain_words = {FileNotFoundError: "no such file", PermissionError: "may not be read (no permission)"}
    return plain_words.get(type(error), error.strerror or str(error))
