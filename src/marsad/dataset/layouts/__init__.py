"""Items → rows of a layout: one file a layout, each with `rows(items, codes)`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from marsad.dataset.cells import Row
from marsad.dataset.codes import Codes
from marsad.dataset.item import Item

Rows = Callable[[Iterable[Item], Codes], Iterator[Row]]


def rows_of(layout: str) -> Rows:
    """Return the `rows` function of a layout."""
    found: Rows = import_module(f"marsad.dataset.layouts.{layout}").rows
    return found
