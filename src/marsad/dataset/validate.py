"""A file checked against a layout, column by column, and what the cells of a row say together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from math import isfinite
from pathlib import Path
from typing import NamedTuple

from marsad.dataset.layout import Column, Layout, load_layout, load_types
from marsad.dataset.layouts.sides import interactions
from marsad.dataset.readers import read_rows
from marsad.dataset.together import TOGETHER

Cells = Mapping[str, str]
DAYTIMES = ("%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d")
ENOUGH = 1000
"""So many faults are listed; all are counted."""


class Flaw(NamedTuple):
    """What is wrong with a cell: its row (1 is the first under the header; 0 the header), column and value."""

    row: int
    column: str
    value: str
    problem: str

    def __str__(self) -> str:
        where = f"row {self.row}" if self.row else "header"
        shown = f" {self.value[:60]!r}" if self.value else ""
        return f"{where}: {self.column}:{shown} {self.problem}"


class Checked(NamedTuple):
    """How many rows and faults there are, and the first faults."""

    rows: int
    faults: int
    listed: tuple[Flaw, ...]


def validate(path: Path, layout: str, root: Path) -> Checked:
    """Check a CSV, XLSX or Parquet file; rows of other hands are checked like our own."""
    found = load_layout(root, layout)
    header, rows = read_rows(path)
    listed = list(_header(header, found))
    count, faults = 0, len(listed)
    together = TOGETHER.get(layout)
    checks = [(column, checker(column)) for column in _known(found, header, root)]
    types = load_types(root)
    for count, row in enumerate(rows, 1):
        for flaw in _row(count, row, checks, partial(together, types=types) if together else None):
            faults += 1
            if len(listed) < ENOUGH:
                listed.append(flaw)
    return Checked(count, faults, tuple(listed))


def _known(layout: Layout, header: Iterable[str], root: Path) -> list[Column]:
    """Return the columns that the file has; what ACLED's tables allow is added to them."""
    types = load_types(root)
    allowed = {
        "sub_event_type": frozenset(types),
        "interaction": interactions("text") | interactions("numeric"),
    }
    columns = [column for column in layout.columns if column.name in header]
    if layout.name != "acled":
        return columns
    return [column._replace(allowed=allowed.get(column.name, column.allowed)) for column in columns]


def _header(header: list[str], layout: Layout) -> Iterator[Flaw]:
    """Give what is wrong with the names of the columns and their order."""
    wanted = list(layout.header)
    for name in wanted:
        if name not in header:
            yield Flaw(0, name, "", "column is missing")
    for name in header:
        if name not in wanted:
            yield Flaw(0, name, "", f"column is not one of {layout.name}'s")
    if sorted(header) == sorted(wanted) and header != wanted:
        place = next(n for n, (one, other) in enumerate(zip(header, wanted, strict=True)) if one != other)
        yield Flaw(0, header[place], "", f"stands where {wanted[place]} belongs (column {place + 1})")


def _row(
    number: int,
    row: Cells,
    checks: list[tuple[Column, Callable[[str], str | None]]],
    together: Callable[[Cells], Iterator[tuple[str, str]]] | None,
) -> Iterator[Flaw]:
    sound = True
    for column, check in checks:
        value = row.get(column.name) or ""
        problem = check(value)
        if problem:
            sound = False
            yield Flaw(number, column.name, value, problem)
    if sound and together is not None:
        for name, problem in together(row):
            yield Flaw(number, name, row.get(name) or "", problem)


def checker(column: Column) -> Callable[[str], str | None]:
    """Return a function that says what is wrong with a cell of a column, None where nothing is."""

    def check(value: str) -> str | None:
        if not value:
            return "is blank" if column.needed else None
        if column.type in ("int", "decimal"):
            return _number(value, column)
        if column.type in ("day", "daytime"):
            return _day(value, column)
        if column.allowed and value not in column.allowed and not _in_bounds(value, column):
            return f"is none of {_some(column.allowed)}"
        return None

    return check


def _number(value: str, column: Column) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "is no number"
    if not isfinite(number):
        return "is no number"
    if column.type == "int" and not number.is_integer():
        return "is no whole number"
    return None if _in_bounds(value, column) else f"is not within {_bounds(column)}"


def _in_bounds(value: str, column: Column) -> bool:
    """Tell whether a value is a number within the bounds; where there are none, any is."""
    try:
        number = float(value)
    except ValueError:
        return False
    if column.allowed and column.low is None:
        return False
    return (column.low is None or number >= column.low) and (column.high is None or number <= column.high)


def _bounds(column: Column) -> str:
    return f"{column.low:g}..{column.high:g}" if column.high is not None else f"{column.low:g} or more"


def _day(value: str, column: Column) -> str | None:
    forms = DAYTIMES if column.type == "daytime" else ("%Y-%m-%d",)
    for form in forms:
        try:
            datetime.strptime(value, form)  # noqa: DTZ007 - a day of the calendar, without a zone
        except ValueError:
            continue
        return None
    return f"is no day such as {'2017-03-14 00:00:00.000' if column.type == 'daytime' else '2017-03-14'}"


def _some(values: Iterable[str]) -> str:
    found = sorted(values)
    return ", ".join(found[:8]) + (f" and {len(found) - 8} others" if len(found) > 8 else "")
