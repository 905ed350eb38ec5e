"""The layouts of `data/layouts`: which columns a file has, in which order, and what a cell may hold."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad.codebook.tables import Row, read_table
from marsad.errors import DataError, Fault

TYPES = ("text", "list", "int", "decimal", "day", "daytime")
NAMES = ("table", "acled", "ged", "plover")


class Column(NamedTuple):
    """One column: `allowed` are the only values, `low` and `high` the bounds of a number; None where there are none."""

    name: str
    type: str
    needed: bool
    allowed: frozenset[str]
    low: float | None
    high: float | None
    hxl: str
    meaning: str


class Layout(NamedTuple):
    """A file's columns in their order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return tuple(column.name for column in self.columns)


class Country(NamedTuple):
    """What other datasets call a country; `gw` is its Gleditsch-Ward number, blank where it has none."""

    id: str
    name: str
    iso: int
    iso3: str
    gw: str
    acled_region: str
    ged_region: str


def load_layout(root: Path, name: str) -> Layout:
    """Read a layout below the data folder; raises DataError with all faults."""
    faults: list[Fault] = []
    path = root / "layouts" / f"{name}.tsv"
    rows = read_table(path, ("name", "type", "meaning"), faults, ("needed", "allowed", "hxl"))
    columns = tuple(_column(row, faults) for row in rows)
    if faults:
        raise DataError(faults)
    return Layout(name, columns)


def load_countries(root: Path) -> dict[str, Country]:
    """Read what other datasets call each country, by its two letters."""
    faults: list[Fault] = []
    needed = ("id", "name", "iso", "iso3", "gw", "acled_region", "ged_region")
    found = {}
    for row in read_table(root / "layouts" / "countries.tsv", needed, faults):
        if not row["iso"].isdigit():
            faults.append(row.fault("iso", f"'{row['iso']}' is no number"))
            continue
        gw = "" if row["gw"] == "-" else row["gw"]
        regions = (row["acled_region"], row["ged_region"])
        found[row["id"]] = Country(row["id"], row["name"], int(row["iso"]), row["iso3"], gw, *regions)
    if faults:
        raise DataError(faults)
    return found


def load_types(root: Path) -> dict[str, tuple[str, str]]:
    """Read ACLED's sub-types, each with its type and its group."""
    faults: list[Fault] = []
    needed = ("sub_event_type", "event_type", "disorder_type")
    rows = read_table(root / "layouts" / "acled_types.tsv", needed, faults)
    if faults:
        raise DataError(faults)
    return {row["sub_event_type"]: (row["event_type"], row["disorder_type"]) for row in rows}


def _column(row: Row, faults: list[Fault]) -> Column:
    """Return a column; `1..3` among the allowed values are bounds."""
    if row["type"] not in TYPES:
        faults.append(row.fault("type", f"'{row['type']}' is none of {', '.join(TYPES)}"))
    bounds = next((value for value in row.values("allowed") if ".." in value), "")
    low, _, high = bounds.partition("..")
    try:
        limits = (float(low) if low else None, float(high) if high else None)
    except ValueError:
        faults.append(row.fault("allowed", f"'{bounds}' are no two numbers"))
        limits = (None, None)
    allowed = frozenset(value for value in row.values("allowed") if ".." not in value)
    name = row["name"].replace("_", " ") if row.path.stem == "plover" else row["name"]
    return Column(name, row["type"], row["needed"] == "y", allowed, *limits, row["hxl"], row["meaning"])
