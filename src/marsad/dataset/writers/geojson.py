"""GeoJSON (RFC 7946): a feature an item, with a point for each place, null where it has none."""

from __future__ import annotations

import json
from collections.abc import Sequence

from marsad.dataset.layouts.table import row_of
from marsad.dataset.writers import Job
from marsad.dataset.writers.geo import Point, points


def write(job: Job) -> int:
    """Write a FeatureCollection; return how many features it has."""
    count = 0
    with job.out.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for item in job.items:
            properties = dict(zip(job.layout.header, row_of(item, job.codes), strict=True))
            feature = {
                "type": "Feature",
                "id": properties["id"],
                "geometry": _geometry(points(item)),
                "properties": properties,
            }
            file.write((",\n" if count else "\n") + json.dumps(feature, ensure_ascii=False, allow_nan=False))
            count += 1
        file.write("\n]}\n")
    return count


def _geometry(found: Sequence[Point]) -> dict[str, object] | None:
    if not found:
        return None
    if len(found) == 1:
        return {"type": "Point", "coordinates": list(found[0])}
    return {"type": "MultiPoint", "coordinates": [list(point) for point in found]}
