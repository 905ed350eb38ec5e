"""All places that Marsad knows, by name: the tables of `data/places`, GeoNames, and a gazetteer of one's own."""

from marsad.gazetteer.entry import Entry, Unit
from marsad.gazetteer.lookup import Gazetteer
from marsad.gazetteer.spelling import Tier

__all__ = ["Entry", "Gazetteer", "Tier", "Unit"]
