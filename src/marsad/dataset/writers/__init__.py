"""Items → files: one file of code a format, chosen by name; each writes as the items come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from marsad.dataset.codes import Codes
from marsad.dataset.item import Item
from marsad.dataset.layout import Layout
from marsad.errors import UsageError


class Job(NamedTuple):
    """What a writer is given: items, their layout, the tables, where to write, and whether to begin with a BOM."""

    items: Iterable[Item]
    layout: Layout
    codes: Codes
    out: Path
    bom: bool = False


Writer = Callable[[Job], int]


class Format(NamedTuple):
    """A format: its layout, the file of code that writes it, and what a file of it ends in."""

    layout: str
    writer: str
    ending: str


FORMATS = {
    "acled": Format("acled", "csv", ".csv"),
    "ged": Format("ged", "csv", ".csv"),
    "plover": Format("plover", "csv", ".csv"),
    "csv": Format("table", "csv", ".csv"),
    "hxl": Format("table", "hxl", ".csv"),
    "xlsx": Format("table", "xlsx", ".xlsx"),
    "parquet": Format("table", "parquet", ".parquet"),
    "geoparquet": Format("table", "geoparquet", ".parquet"),
    "geojson": Format("table", "geojson", ".geojson"),
    "kml": Format("table", "kml", ".kml"),
    "jsonl": Format("table", "jsonl", ".jsonl"),
    "prov": Format("table", "prov", ".json"),
    "ftm": Format("table", "ftm", ".jsonl"),
}
TABLES = {".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet", ".jsonl": "jsonl"}


def writer(format: str, out: Path) -> Writer:
    """Return the `write` function of a format; a layout of columns goes into what the file's ending says."""
    name = FORMATS[format].writer
    if name == "csv" and format != "csv":
        name = TABLES.get(out.suffix.lower(), "csv")
    try:
        found: Writer = import_module(f"marsad.dataset.writers.{name}").write
    except ImportError as error:
        raise UsageError(f"{format} needs {error.name}: install it with pip install 'marsad[export]'") from None
    return found
