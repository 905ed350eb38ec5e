"""Marsad's own table: one row an item, every value with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.dataset.cells import Row
from marsad.dataset.codes import PREFIX, Codes
from marsad.dataset.item import Figures, Item, Json, name_of


def rows(items: Iterable[Item], codes: Codes) -> Iterator[Row]:
    """Give a row for each item, in the order of `data/layouts/table.tsv`."""
    for item in items:
        yield row_of(item, codes)


def row_id(item: Item, number: int | None = None) -> str:
    """Return the id of a row: our prefix, the item's id, and a number where an item has several rows."""
    return f"{PREFIX}-{item.id}" if number is None else f"{PREFIX}-{item.id}-{number}"


def row_of(item: Item, codes: Codes) -> Row:
    """Return an item as a row."""
    kind = codes.kinds.get(item.kind)
    acled = codes.acled(item)
    return (
        *(row_id(item), item.id, item.kind, item.status, item.grade, item.confidence),
        *(item.first, item.last, item.precision, item.date_text),
        *_party(item.actor),
        *_party(item.target),
        *_place(item.places[0] if item.places else None),
        join([name_of(place) for place in item.places]) if len(item.places) > 1 else None,
        *_toll(item.killed),
        item.killed.text if item.killed else None,
        *_toll(item.injured),
        *(int(item.counted), item.means, join(item.credits), join(item.outlets)),
        join([source.url for source in item.sources]),
        min((source.published for source in item.sources if source.published), default=None),
        *(item.origins, join(item.accounts), join(item.quotes, " … ")),
        *(acled["event_type"], acled["sub_event_type"], codes.violence(item)),
        *(kind.plover_event if kind else None, kind.plover_mode if kind else None, item.extractor),
    )


def join(values: Iterable[str | None], mark: str = "; ") -> str | None:
    """Join what is there; None where nothing is."""
    return mark.join([value for value in values if value]) or None


def _party(party: Json | None) -> Row:
    if party is None:
        return (None,) * 5
    return party["id"], party["name"] or party["text"], party["name_ar"], party["kind"], party["text"]


def _place(place: Json | None) -> Row:
    if place is None:
        return (None,) * 13
    return (
        *(name_of(place), place.get("name_ar"), place.get("text"), place.get("lat"), place.get("lon")),
        *(place.get("radius_km"), place.get("precision"), place.get("gazetteer_id"), place.get("pcode")),
        *(place.get("admin1"), place.get("admin2"), place.get("admin3")),
        place.get("country"),
    )


def _toll(toll: Figures | None) -> Row:
    return (toll.low, toll.best, toll.high) if toll else (None,) * 3
