"""All places that Marsad knows, by name: the tables of `data/places` and GeoNames."""

from marsad.gazetteer.build import Entry
from marsad.gazetteer.lookup import Gazetteer

__all__ = ["Entry", "Gazetteer"]
