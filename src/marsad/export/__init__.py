"""Events → files: one file of code a format, chosen by name; each writes as the events come."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TextIO

from marsad.export.coded import Coded

__all__ = ["FORMATS", "Coded", "Writer", "writer"]

Writer = Callable[[Iterable[Coded], TextIO], None]

FORMATS = {
    "table": "marsad.export.as_table",
    "json": "marsad.export.as_json",
    "jsonl": "marsad.export.as_jsonl",
    "csv": "marsad.export.as_csv",
    "geojson": "marsad.export.as_geojson",
}


def writer(format: str) -> Writer:
    """Return the `write` function of a format; its module is loaded only now."""
    write: Writer = import_module(FORMATS[format]).write
    return write
