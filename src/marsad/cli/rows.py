"""Rows of a project printed: as a table for reading, as JSON lines, as CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import TextIOWrapper
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from marsad.cli.happenings import lines
from marsad.export import writer
from marsad.export.cells import safe as safe_cell
from marsad.project.telling import coded
from marsad.store.records import to_event

Row = dict[str, Any]
HAPPENING_COLUMNS = (
    "name", "date_start", "date_end", "kind", "status", "grade", "country", "admin1", "lat", "lon",
    "killed_low", "killed_best", "killed_high", "origins", "accounts",
)  # fmt: skip
_WIDEST = 160
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def utf8() -> None:
    """Write UTF-8 wherever the output goes."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def print_assertions(rows: Iterable[Row], format: str) -> int:
    """Print assertions; as JSON lines and CSV they are the events that `marsad extract` prints."""
    counted = _Counted(rows)
    if format == "table":
        _table(("date", "kind", "status", "actor", "target", "place", "killed", "id"), map(_assertion, counted))
    else:
        writer(format)(coded(counted), sys.stdout)
    return counted.number


def print_rows(rows: Iterable[Row], columns: Sequence[str], format: str, shown: Callable[[Row], Row] = dict) -> int:
    """Print rows with these columns."""
    counted = _Counted(rows)
    if format == "table":
        _table(columns, ([_words(shown(row).get(column)) for column in columns] for row in counted))
    elif format == "csv":
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(columns)
        table.writerows([safe_cell(row.get(column)) for column in columns] for row in counted)
    else:
        for row in counted:
            sys.stdout.write(json.dumps({column: row.get(column) for column in columns}, ensure_ascii=False) + "\n")
    return counted.number


def print_happenings(rows: Iterable[Row], format: str) -> int:
    """Print happenings; as JSON lines whole, as CSV the columns of a table."""
    if format == "csv":
        return print_rows(rows, HAPPENING_COLUMNS, format)
    counted = _Counted(rows)
    records = (json.loads(row["record"]) for row in counted)
    for line in lines(records, ids=True) if format == "table" else map(_json, records):
        sys.stdout.write(f"{line}\n")
    return counted.number


def _json(record: Row) -> str:
    return json.dumps(record, ensure_ascii=False)


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.number = 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.number += 1
            yield row


def _assertion(row: Row) -> list[str]:
    event = to_event(json.loads(row["record"]))
    parties = [(party.name or party.text) if party else "" for party in (event.actor, event.target)]
    places = "; ".join(place.name or place.text for place in event.places[:2]) + (" …" if event.places[2:] else "")
    toll = event.killed
    killed = "" if toll is None else f"{toll.min}+" if toll.max is None else str(toll.min)
    if toll and toll.max not in (None, toll.min):
        killed = f"{toll.min}-{toll.max}"
    day = event.date.start.isoformat() if event.date else ""
    return [day, event.kind.replace("_", " "), event.status, *parties, places, killed, event.event_id]


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    console = Console(file=sys.stdout, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _WIDEST
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column in ("id", "date", "name", "published"))
    for row in rows:
        table.add_row(*(Text(clean(cell, console)) for cell in row))
    with console.capture() as printed:
        console.print(table)
    lines = (line.rstrip() for line in printed.get().splitlines())
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def clean(words: str, console: Console) -> str:
    """Take out what could steer a terminal, and keep Arabic from mixing with its neighbours on one."""
    words = " ".join("".join(char if char.isprintable() else " " for char in words).split())
    return f"{_ISOLATE}{words}{_END_ISOLATE}" if console.is_terminal and not words.isascii() else words


def _words(value: object) -> str:
    return "" if value is None else str(value)
