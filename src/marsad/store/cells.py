"""Half-degree cells: one whole number for a point, which an index finds faster than two coordinates."""

from __future__ import annotations

from collections.abc import Iterator

_ROW = 720
"""Cells in a row around the earth."""


def cell(lat: float | None, lon: float | None) -> int | None:
    """Return the cell of a point in WGS 84 degrees: `cell(35.86, 36.80)` is 181153; None where there is no point."""
    if lat is None or lon is None:
        return None
    row = min(359, max(0, int((lat + 90) * 2)))
    return row * _ROW + int((lon + 180) * 2) % _ROW


def cells(south: float, west: float, north: float, east: float) -> Iterator[tuple[int, int]]:
    """Give the first and last cell of each row that a box touches."""
    low, high = cell(south, west), cell(north, east)
    if low is None or high is None:
        return
    for row in range(low // _ROW, high // _ROW + 1):
        yield row * _ROW + low % _ROW, row * _ROW + high % _ROW
