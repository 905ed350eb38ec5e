"""The table of borders: which two countries, and a rough line between them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad.codebook.tables import Row, read_table
from marsad.errors import Fault


class BorderRow(NamedTuple):
    """A border of two countries: `line` holds points as latitude and longitude, from one end to the other."""

    countries: tuple[str, str]
    line: tuple[tuple[float, float], ...]
    source: str
    example: str
    where: str


def load_borders(path: Path, faults: list[Fault]) -> tuple[BorderRow, ...]:
    """Read the borders; bad rows go to `faults`."""
    rows = read_table(path, ("countries", "line", "source", "example"), faults)
    return tuple(row for row in (_border(one, faults) for one in rows) if row)


def _border(row: Row, faults: list[Fault]) -> BorderRow | None:
    pair = row["countries"].split()
    if len(pair) != 2:
        faults.append(row.fault("countries", "names not two countries"))
        return None
    points: list[tuple[float, float]] = []
    for text in row["line"].split():
        try:
            lat, lon = map(float, text.split(","))
        except ValueError:
            faults.append(row.fault("line", f"{text!r} is no point such as 36.9,40.1"))
            continue
        if not -60 <= lat <= 80 or not -180 <= lon <= 180:
            faults.append(row.fault("line", f"{text} is no point of latitude, longitude"))
        points.append((lat, lon))
    if len(points) < 2:
        faults.append(row.fault("line", "has fewer than two points"))
        return None
    return BorderRow((pair[0], pair[1]), tuple(points), row["source"], row["example"], row.where())
