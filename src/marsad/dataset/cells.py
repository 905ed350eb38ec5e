"""What a row is made of."""

from __future__ import annotations

Cell = str | int | float | bytes | None
Row = tuple[Cell, ...]
