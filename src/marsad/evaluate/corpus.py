"""What is wrong with annotated reports: shape, codebook, words quoted as they stand, days, and reports too alike."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from marsad.codebook.calendar import read_calendar
from marsad.codebook.kinds import load_kinds
from marsad.errors import DataError, Fault, UsageError
from marsad.evaluate.shape import REPORT, event_tests, misshapen
from marsad.evaluate.words import plain

SHORTEST, LONGEST = 50, 420
"""Words of a report."""
RUN = 12
"""As many words in a row may not stand in two reports."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file with an annotated report, and the folder (`dev`, `blind`) that it counts for."""

    path: Path
    split: str
    report: Json

    @property
    def words(self) -> int:
        """Return how long the report is."""
        return len(self.report["text"].split())


@dataclass(frozen=True, slots=True)
class Rules:
    """What the codebook and the calendar know: names of kinds, and weekdays (Monday is 1) by folded name."""

    kinds: tuple[str, ...]
    weekdays: dict[str, int]


def load_rules(data: Path) -> Rules:
    """Read the kinds and the weekdays of a data folder; raises `DataError` with every fault."""
    faults: list[Fault] = []
    kinds, calendar = load_kinds(data, faults), read_calendar(data / "calendar", faults)
    if faults:
        raise DataError(faults)
    days = {plain(form): word.value for word in calendar.words if word.role == "weekday" for form in word.forms}
    return Rules(tuple(kinds), days)


def read_corpus(root: Path, rules: Rules) -> tuple[list[Sheet], list[str]]:
    """Read every report below a folder; return the well-formed ones, and all faults of all of them."""
    sheets, faults = list[Sheet](), list[str]()
    for path in sorted(root.rglob("*.json")):
        try:
            report = json.loads(path.read_bytes())
        except ValueError as error:
            faults.append(f"{path}: is not JSON in UTF-8 ({error})")
            continue
        wrong = list(misshapen(report, REPORT))
        faults += [f"{path}: {fault}" for fault in wrong]
        if not wrong:
            sheets.append(Sheet(path, path.relative_to(root).parts[0], report))
    if not sheets and not faults:
        raise UsageError(f"{root}: no annotated report in it (a JSON object with 'id' and 'events')")
    faults += [f"{sheet.path}: {fault}" for sheet in sheets for fault in sheet_faults(sheet, rules)]
    return sheets, [*faults, *_namesakes(sheets), *_copies(sheets)]


def sheet_faults(sheet: Sheet, rules: Rules) -> Iterator[str]:
    """Give the faults of one well-formed report and of its events."""
    if sheet.report["id"] != sheet.path.stem:
        yield f"id: {sheet.report['id']} is not the file's name"
    if not SHORTEST <= sheet.words <= LONGEST:
        yield f"text: {sheet.words} words; {SHORTEST} to {LONGEST} are wanted"
    for number, event in enumerate(sheet.report["events"]):
        wrong = list(misshapen(event, event_tests(rules.kinds))) or event_faults(event, sheet.report["text"], rules)
        yield from (f"event {number}: {fault}" for fault in wrong)


def event_faults(event: Json, text: str, rules: Rules) -> Iterator[str]:
    """Give the faults of one well-formed event: words that the text has not, evidence outside it, a wrong weekday."""
    first, last = event["evidence"]
    if not 0 <= first < last <= len(text):
        yield f"evidence: {first} to {last} is no part of the text, which has {len(text)} characters"
    elif text[first:last] != text[first:last].strip():
        yield f"evidence: {first} to {last} begins or ends with a space"
    for name in ("actor_text", "target_text", "date_text"):
        if event[name] is not None and not quoted(event[name], text):
            yield f"{name}: not in the text: {event[name]}"
    for name in ("places", "to"):
        for place in event[name]:
            words = (place["text"], *place["within"])
            yield from (f"{name}: not in the text: {each}" for each in words if not quoted(each, text))
    if event["killed_who"] and not event["killed"]:
        yield f"killed_who: {event['killed_who']}, but nobody is killed"
    if event["date"] and event["date_text"] and not _right_weekday(event["date"], event["date_text"], rules):
        yield f"date: {event['date']} is no {event['date_text']}"


def quoted(words: str, text: str) -> bool:
    """Tell whether whole words stand in a text, perhaps with a preposition joined: `quoted("حلب", "بحلب")`."""
    return re.search(rf"(?<!\w)[وفبكل]{{0,2}}{re.escape(words)}(?!\w)", text) is not None


def _right_weekday(days: str, words: str, rules: Rules) -> bool:
    """Tell whether every weekday named is one of the days; a night may belong to the day before or after."""
    first, *rest = [date.fromisoformat(day) for day in days.split("/")]
    last, said = (rest or [first])[-1], plain(words).split()
    night = timedelta(days=any(word.startswith("ليل") for word in said))
    span = range((first - night).toordinal(), (last + night).toordinal() + 1)
    named = {rules.weekdays.get(word) or rules.weekdays.get(word[1:]) for word in said} - {None}
    return named <= {date.fromordinal(day).isoweekday() for day in span}


def _namesakes(sheets: Iterable[Sheet]) -> Iterator[str]:
    """Give a fault for every id that a report before has."""
    seen: dict[str, Path] = {}
    for sheet in sheets:
        other = seen.setdefault(sheet.report["id"], sheet.path)
        if other != sheet.path:
            yield f"{sheet.path}: id: {other} has it too"


def _copies(sheets: Iterable[Sheet]) -> Iterator[str]:
    """Give a fault for every two reports that share a run of words, spelling and signs apart."""
    seen: dict[tuple[str, ...], Path] = {}
    told: set[tuple[Path, Path]] = set()
    for sheet in sheets:
        words = plain(sheet.report["text"]).split()
        for start in range(len(words) - RUN + 1):
            other = seen.setdefault(tuple(words[start : start + RUN]), sheet.path)
            if other != sheet.path and (other, sheet.path) not in told:
                told.add((other, sheet.path))
                yield f"{sheet.path}: text: {RUN} words from word {start + 1} stand in {other} too"
