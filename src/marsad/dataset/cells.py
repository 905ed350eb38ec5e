"""What a row is made of."""

from __future__ import annotations

Cell = str | int | float | None
Row = tuple[Cell, ...]
