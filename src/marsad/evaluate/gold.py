"""Annotated reports and files of extracted events, read from disk."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.errors import UsageError
from marsad.evaluate.told import Told, from_gold, from_record
from marsad.evaluate.words import Words


@dataclass(frozen=True, slots=True)
class Annotated:
    """A report as it was annotated; `text` is None where the words are not there."""

    id: str
    text: str | None
    published: str | None
    outlet: str | None
    events: tuple[Told, ...]
    conflict: str | None = None


def load_gold(root: Path, words: Words, texts: Path | None = None) -> list[Annotated]:
    """Read an annotated report, or all below a folder; `texts` may hold their words as `<id>.txt`.

    Raises `UsageError` for a file that cannot be read or an event that lacks a field.
    """
    if not root.exists():
        raise UsageError(f"{root}: no such file or folder")
    reports: dict[str, Annotated] = {}
    for path in sorted(root.rglob("*.json")) if root.is_dir() else [root]:
        value = _json(_content(path), str(path))
        if isinstance(value, dict) and "events" in value:
            report = _annotated(path, value, words, texts)
            reports[report.id] = report
    if not reports:
        raise UsageError(f"{root}: no annotated report in it (a JSON object with 'id' and 'events')")
    return list(reports.values())


def load_records(path: Path, words: Words) -> dict[str, list[Told]]:
    """Read extracted events, one a line, by the id of their report."""
    found: dict[str, list[Told]] = defaultdict(list)
    for number, line in enumerate(_content(path).split("\n"), 1):
        if line.strip():
            event = _json(line, f"{path}:{number}")
            try:
                found[str(event["report_id"])].append(from_record(event, words))
            except (KeyError, TypeError, AttributeError, ValueError):
                raise UsageError(f"{path}:{number}: is not an event record with a report_id") from None
    return found


def _annotated(path: Path, value: dict[str, Any], words: Words, texts: Path | None) -> Annotated:
    events: list[Told] = []
    for number, event in enumerate(value["events"], 1):
        try:
            events.append(from_gold(event, words))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UsageError(f"{path}: event {number} is not annotated as it should be: {error!r}") from None
    if "id" not in value:
        raise UsageError(f"{path}: has no id")
    return Annotated(
        id=str(value["id"]),
        text=_text(path, value, texts),
        published=value.get("published"),
        outlet=value.get("outlet"),
        events=tuple(events),
        conflict=value.get("conflict"),
    )


def _text(path: Path, value: dict[str, Any], texts: Path | None) -> str | None:
    """Return the words: of the file itself, of the file it names, or of `<id>.txt`, bytes untouched."""
    if isinstance(value.get("text"), str):
        return str(value["text"])
    places = [path.parent / value["text_file"]] if value.get("text_file") else []
    places += [texts / f"{value['id']}.txt"] if texts else []
    return next((place.read_bytes().decode("utf-8-sig") for place in places if place.is_file()), None)


def _content(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 ({error.reason} at offset {error.start})") from None


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{where}: is not JSON ({error})") from None
