"""The tables of numbers: words of numbers, the hedges around them and the units behind them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad.codebook.tables import Row, read_table
from marsad.errors import Fault

NUMBER_ROLES = frozenset(
    {
        "unit", "teen_unit", "ten", "teen", "tens", "hundred", "hundreds", "scale", "scale_plural", "scale_dual",
        "ordinal", "ordinal_unit", "ordinal_tens",
    }
)  # fmt: skip
HEDGE_ROLES = frozenset(
    {"at_least", "at_most", "about", "between", "to", "or", "dash", "vague", "noun", "change", "stop"}
)
HEDGE_PLACES = frozenset({"before", "after", "between", "self"})
UNIT_PLACES = frozenset({"before", "before_dash", "after"})


class NumberWord(NamedTuple):
    """A word of numbers: its spellings, how it joins its neighbours, its value."""

    forms: tuple[str, ...]
    role: str
    value: int
    example: str


class Hedge(NamedTuple):
    """Words before, after or instead of a number; `max` None leaves it open (role `vague` only)."""

    forms: tuple[str, ...]
    place: str
    role: str
    min: int
    max: int | None
    example: str


class UnitWord(NamedTuple):
    """Words before or after a number that make it a time, a distance, a model …"""

    forms: tuple[str, ...]
    place: str
    unit: str
    example: str


class NumberTables(NamedTuple):
    """All that is known of numbers, as the tables spell it."""

    words: tuple[NumberWord, ...]
    hedges: tuple[Hedge, ...]
    units: tuple[UnitWord, ...]


def read_numbers(folder: Path, faults: list[Fault]) -> NumberTables:
    """Read `numbers.tsv`, `hedges.tsv` and `units.tsv` of the lexicon folder."""
    words = read_table(folder / "numbers.tsv", ("forms", "role", "value", "example"), faults)
    hedges = read_table(folder / "hedges.tsv", ("forms", "place", "role", "example"), faults, ("min", "max"))
    units = read_table(folder / "units.tsv", ("forms", "place", "unit", "example"), faults)
    return NumberTables(
        tuple(_word(row, faults) for row in words),
        tuple(_hedge(row, faults) for row in hedges),
        tuple(_unit(row, faults) for row in units),
    )


def whole(row: Row, column: str, faults: list[Fault], default: int = 0) -> int:
    """Return a cell as a whole number, or note a fault and return the default."""
    cell = row[column]
    if cell.removeprefix("-").isdecimal():
        return int(cell)
    if cell:
        faults.append(row.fault(column, f"is no whole number: {cell}"))
    return default


def one_of(row: Row, column: str, known: frozenset[str], faults: list[Fault]) -> str:
    """Return a cell, and note a fault if it is none of the known words."""
    if row[column] not in known:
        faults.append(row.fault(column, f"is {row[column]!r}, must be one of: {', '.join(sorted(known))}"))
    return row[column]


def _word(row: Row, faults: list[Fault]) -> NumberWord:
    role = one_of(row, "role", NUMBER_ROLES, faults)
    return NumberWord(row.values("forms"), role, whole(row, "value", faults), row["example"])


def _hedge(row: Row, faults: list[Fault]) -> Hedge:
    role = one_of(row, "role", HEDGE_ROLES, faults)
    place = one_of(row, "place", HEDGE_PLACES, faults)
    low = whole(row, "min", faults)
    high = whole(row, "max", faults) if row["max"] else None
    if high is not None and high < low:
        faults.append(row.fault("max", "is less than min"))
    return Hedge(row.values("forms"), place, role, low, high, row["example"])


def _unit(row: Row, faults: list[Fault]) -> UnitWord:
    return UnitWord(row.values("forms"), one_of(row, "place", UNIT_PLACES, faults), row["unit"], row["example"])
