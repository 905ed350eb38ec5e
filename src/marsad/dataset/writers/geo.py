"""Where an item is: its points, longitude first, each once."""

from __future__ import annotations

from marsad.dataset.item import Item

Point = tuple[float, float]


def points(item: Item) -> list[Point]:
    """Return the points of the places that have one."""
    found = [(place["lon"], place["lat"]) for place in item.places if place.get("lat") is not None]
    return list(dict.fromkeys(found))
