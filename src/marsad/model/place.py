"""Where something happened, and how well that is known."""

from __future__ import annotations

from typing import NamedTuple

from marsad.model.span import Span, listed

Json = dict[str, object]
SMALL_AREA_KM = 30.0
"""A line or area that reaches no further is a small part of a region."""


class Place(NamedTuple):
    """A place as the report names it; `lat` and `lon` (WGS 84 degrees) are null where unresolved.

    `precision` is UCDP's where_prec: 1 exact, 2 near a known point, 3 second-order unit,
    4 first-order unit, 5 fuzzy area or line, 6 country, 7 international waters or airspace.
    `radius_km` says how far the point may be off; `geometry` is a GeoJSON line or area where the place is one.
    `units` are the administrative units that hold it, `alternatives` what else its name may mean, the likelier first,
    and `reason` tells why there is no point, or not the place's own.
    """

    text: str
    span: Span
    name: str | None = None
    name_ar: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    precision: int | None = None
    feature: str | None = None
    gazetteer_id: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    pcode: str | None = None
    country: str | None = None
    within: tuple[str, ...] = ()
    admin3: str | None = None
    units: tuple[Json, ...] = ()
    geometry: Json | None = None
    alternatives: tuple[Json, ...] = ()
    reason: str | None = None

    @property
    def geo_precision(self) -> int | None:
        """Return ACLED's geo_precision: 1 a town, 2 near one or a small area, 3 a larger region; None: not coded."""
        if self.precision == 5:
            return 2 if (self.radius_km or 0.0) <= SMALL_AREA_KM else 3
        return {1: 1, 2: 2, 3: 2, 4: 3}.get(self.precision or 0)

    def to_dict(self) -> dict[str, object]:
        """Return a member of the `places` or `to` list of the event record."""
        return {
            "text": self.text,
            "span": listed(self.span),
            "name": self.name,
            "name_ar": self.name_ar,
            "lat": self.lat,
            "lon": self.lon,
            "radius_km": self.radius_km,
            "precision": self.precision,
            "feature": self.feature,
            "gazetteer_id": self.gazetteer_id,
            "admin1": self.admin1,
            "admin2": self.admin2,
            "pcode": self.pcode,
            "country": self.country,
            "within": list(self.within),
            "admin3": self.admin3,
            "units": list(self.units),
            "geo_precision": self.geo_precision,
            "geometry": self.geometry,
            "alternatives": list(self.alternatives),
            "reason": self.reason,
        }
