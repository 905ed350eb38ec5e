"""KML: a placemark an item with a point, its stretch of time, and its row as data."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from marsad.dataset.codes import NOTICE
from marsad.dataset.item import Item
from marsad.dataset.layouts.table import row_of
from marsad.dataset.writers import Job
from marsad.dataset.writers.geo import Point, points
from marsad.dataset.writers.xml import clean

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    f"<name>Marsad</name><description>{NOTICE}</description>\n"
)


def write(job: Job) -> int:
    """Write the placemarks; return how many there are.  What has no point is left out and counted."""
    count = 0
    with job.out.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        for item in job.items:
            found = points(item)
            if found:
                file.write(_placemark(item, found, job))
                count += 1
            else:
                job.codes.leave_out(item, "no point")
        file.write("</Document></kml>\n")
    return count


def _placemark(item: Item, found: Sequence[Point], job: Job) -> str:
    row = dict(zip(job.layout.header, row_of(item, job.codes), strict=True))
    data = "".join(
        f'<Data name="{name}"><value>{escape(clean(str(value)))}</value></Data>'
        for name, value in row.items()
        if value is not None
    )
    name = escape(clean(f"{item.kind.replace('_', ' ')}, {row['place']}"))
    return (
        f'<Placemark id="{escape(str(row["id"]))}"><name>{name}</name>{_time(item)}'
        f"<ExtendedData>{data}</ExtendedData>{_geometry(found)}</Placemark>\n"
    )


def _time(item: Item) -> str:
    return f"<TimeSpan><begin>{item.first}</begin><end>{item.last}</end></TimeSpan>" if item.first else ""


def _geometry(found: Sequence[Point]) -> str:
    parts = [f"<Point><coordinates>{lon},{lat}</coordinates></Point>" for lon, lat in found]
    return parts[0] if len(parts) == 1 else f"<MultiGeometry>{''.join(parts)}</MultiGeometry>"
