"""Rows of ACLED's or UCDP's layout, reduced to what is compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from marsad.dataset.codes import Codes
from marsad.dataset.compare import Point
from marsad.dataset.item import Item
from marsad.dataset.layout import load_layout
from marsad.dataset.layouts import rows_of
from marsad.dataset.readers import read_rows
from marsad.errors import UsageError

FIELDS = {
    "acled": ("event_id_cnty", "event_date", "latitude", "longitude", "country", "admin1", "event_type", "fatalities",
              "location"),
    "ged": ("id", "date_start", "latitude", "longitude", "country", "adm_1", "type_of_violence", "best",
            "where_coordinates"),
}  # fmt: skip
"""Id, day, point, country, region, type, dead and place, as each layout names them."""


def layout_of(header: Iterable[str], path: Path) -> str:
    """Return whose layout a file has, by its columns."""
    names = set(header)
    for layout, fields in FIELDS.items():
        if names >= set(fields):
            return layout
    missing = {layout: sorted(set(fields) - names) for layout, fields in FIELDS.items()}
    raise UsageError(
        f"{path}: neither ACLED's nor UCDP's columns; missing of ACLED: {', '.join(missing['acled'])}; "
        f"of UCDP: {', '.join(missing['ged'])}"
    )


def read_points(path: Path) -> tuple[str, list[Point]]:
    """Return whose layout a file has, and its rows."""
    header, rows = read_rows(path)
    layout = layout_of(header, path)
    found = []
    for number, row in enumerate(rows, 1):
        cells = [row.get(name) or "" for name in FIELDS[layout]]
        try:
            found.append(_point(cells))
        except ValueError as error:
            raise UsageError(
                f"{path}: row {number}: {error}; `marsad validate --layout {layout}` lists what is wrong"
            ) from None
    return layout, found


def points_of(items: Iterable[Item], layout: str, codes: Codes, root: Path) -> Iterator[Point]:
    """Give our items as rows of a layout, so that like is compared with like."""
    header = load_layout(root, layout).header
    places = [header.index(name) for name in FIELDS[layout]]
    for row in rows_of(layout)(items, codes):
        yield _point(["" if row[place] is None else str(row[place]) for place in places])


def _point(cells: list[str]) -> Point:
    name, day, lat, lon, country, region, kind, dead, place = cells
    return Point(name, date.fromisoformat(day[:10]).toordinal(), float(lat), float(lon), country,
                 region, kind, int(float(dead or 0)), place)  # fmt: skip
