"""GeoJSON (RFC 7946): a feature for each place of each event, a point, or a line or area where the place is one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from marsad.export.coded import Coded
from marsad.model import Place


def write(reports: Iterable[Coded], out: TextIO) -> None:
    """Write a FeatureCollection; a place that was not found, or an event without one, has a null geometry."""
    out.write('{"type": "FeatureCollection", "features": [')
    before = "\n"
    for coded in reports:
        for feature in _features(coded):
            out.write(before + json.dumps(feature, ensure_ascii=False, allow_nan=False))
            before = ",\n"
    out.write("\n]}\n")


def _features(coded: Coded) -> Iterator[dict[str, object]]:
    for event, record in zip(coded.events, coded.records(), strict=True):
        for number, place in enumerate(event.places or (None,), 1):
            yield {
                "type": "Feature",
                "id": f"{event.event_id}-{number}",
                "geometry": _geometry(place),
                "properties": record | {"place": place.to_dict() if place else None},
            }


def _geometry(place: Place | None) -> dict[str, object] | None:
    """Return a point, longitude first, the line or area where it is one, or None where it is not known."""
    if place is None or place.lat is None or place.lon is None:
        return None
    if place.geometry is not None:
        return place.geometry
    return {"type": "Point", "coordinates": [place.lon, place.lat]}
