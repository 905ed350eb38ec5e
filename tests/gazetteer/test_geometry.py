"""Areas, distances and points inside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.gazetteer.geometry import area_km2, holds, inner_point, middle, radius_of, shape

RING = [[37, 36], [38, 36], [38, 37], [37, 37], [37, 36]]
HOLE = [[37.4, 36.4], [37.6, 36.4], [37.6, 36.6], [37.4, 36.6], [37.4, 36.4]]


@given(st.floats(36.01, 36.99), st.floats(37.01, 37.99))
def test_an_area_holds_what_is_in_it_but_not_its_holes(lat: float, lon: float) -> None:
    area = shape({"type": "Polygon", "coordinates": [RING, HOLE]})
    assert (
        holds(area, lat, lon) == (not (36.4 < lat < 36.6 and 37.4 < lon < 37.6))
        or lat in (36.4, 36.6)
        or lon in (37.4, 37.6)
    )
    assert not holds(area, lat + 1, lon)
    assert not holds(area, lat, lon - 1)


def test_size_and_radius() -> None:
    whole, holed = (shape({"type": "Polygon", "coordinates": rings}) for rings in ([RING], [RING, HOLE]))
    assert area_km2(whole) == pytest.approx(9960, rel=0.01)
    assert area_km2(holed) == pytest.approx(0.96 * area_km2(whole), rel=0.001)
    assert radius_of(whole) == pytest.approx(56.3, abs=0.5)


def test_the_inner_point_of_a_horseshoe_lies_in_it() -> None:
    ring = [[0, 0], [9, 0], [9, 9], [8, 9], [8, 1], [1, 1], [1, 9], [0, 9], [0, 0]]
    area = shape({"type": "Polygon", "coordinates": [ring]})
    assert holds(area, *inner_point(area))


def test_islands_are_parts_of_one_area() -> None:
    far = [[40, 36], [41, 36], [41, 37], [40, 37], [40, 36]]
    area = shape({"type": "MultiPolygon", "coordinates": [[RING], [far]]})
    assert holds(area, 36.5, 40.5)
    assert not holds(area, 36.5, 39.0)
    assert (area.west, area.east) == (37, 41)


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        (None, "missing"),
        ({"type": "Point", "coordinates": [1, 2]}, "is Point"),
        ({"type": "Polygon", "coordinates": [RING[:-1]]}, "does not close"),
        ({"type": "Polygon", "coordinates": [[[0, 0], [0, 95], [1, 95], [0, 0]]]}, "out of range"),
        ({"type": "Polygon"}, "no rings"),
        ({"type": "Polygon", "coordinates": []}, "no rings"),
    ],
)
def test_what_is_no_area_is_told(geometry: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        shape(geometry)


def test_the_middle_of_two_places() -> None:
    assert middle(36.0, 37.0, 34.0, 39.0) == (35.0, 38.0)
