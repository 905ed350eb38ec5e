"""Cells that a spreadsheet may open: words on one line, and nothing that it would run."""

from __future__ import annotations

import re

Cell = str | int | float | None

_STARTS = frozenset("=+-@ '")
_HIDDEN = "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_FORMULA = re.compile(f"[{_HIDDEN} ]*[=+\\-@]")
_MARKED = re.compile(f"'[{_HIDDEN} ]*[=+\\-@]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NUMBERS = re.compile(r"-?\d+(?:\.\d+)?(?:; (?:-?\d+(?:\.\d+)?)?)*")


def safe(cell: Cell) -> Cell:
    """Keep words on one line, an apostrophe before what a spreadsheet would run: `=1+1` gives `'=1+1`."""
    if not isinstance(cell, str) or (cell.isprintable() and cell[:1] not in _STARTS):
        return cell
    cell = _CONTROLS.sub(" ", cell)
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBERS.fullmatch(cell) else cell


def unmarked(cell: str) -> str:
    """Return a cell as it was before `safe` marked it."""
    return cell[1:] if _MARKED.match(cell) else cell
