"""PLOVER in the columns of a POLECAT file: one row an item, what Marsad does not code left blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.dataset.cells import Row
from marsad.dataset.codes import Codes
from marsad.dataset.item import Item, Json, name_of
from marsad.dataset.layouts.table import join, row_id

SECTORS = {"state": "GOV", "rebel": "REB", "militia": "UAF", "civilians": "CVL", "international": "UNK"}
BRANCHES = (("army", "MIL"), ("air-force", "MIL"), ("police", "COP"), ("security", "COP"), ("navy", "MIL"))
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "1"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "2"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "3"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "4"),
}


def rows(items: Iterable[Item], codes: Codes) -> Iterator[Row]:
    """Give the row of each item that has a type of PLOVER."""
    for item in items:
        kind = codes.kinds.get(item.kind)
        if kind is None or kind.plover_event is None:
            codes.leave_out(item, "no type of PLOVER")
        elif item.status == "hypothetical":
            codes.leave_out(item, "hypothetical")
        else:
            yield _row(item, kind.plover_event, kind.plover_mode, codes)


def _row(item: Item, event: str, mode: str | None, codes: Codes) -> Row:
    place = item.places[0] if item.places else {}
    country = codes.country(place)
    published = min((source.published for source in item.sources if source.published), default=None)
    return (
        *(row_id(item), item.first, event, mode, None, QUADS[event], "military" if event == "ASSAULT" else None),
        *_party(item.actor, codes),
        *_party(item.target, codes),
        *(name_of(place), name_of(place), place.get("admin2"), place.get("admin1")),
        *(country.iso3 if country else None, place.get("lat"), place.get("lon"), _geonames(place)),
        *(place.get("text"), place.get("feature"), join(item.outlets), published),
        *(None, None, None, "ar", item.extractor or f"codebook {codes.codebook}"),
    )


def _party(party: Json | None, codes: Codes) -> Row:
    """Return name, country, number, sectors, title, words and Wikipedia id."""
    if party is None:
        return (None,) * 8
    home = codes.countries.get(codes.parties.get(party["id"] or "", ""))
    sector = _sector(party)
    return (
        *(name_of(party), home.iso3 if home else None, home.gw or None if home else None),
        *(sector, sector, None, party["text"], None),
    )


def _sector(party: Json) -> str:
    name = str(party["id"] or "")
    special = next((sector for branch, sector in BRANCHES if name.endswith(branch)), None)
    return special or SECTORS.get(party["kind"], "UNK")


def _geonames(place: Json) -> str | None:
    """Return the number of a place of GeoNames: `g:12` gives `12`."""
    name = str(place.get("gazetteer_id") or "")
    digits = name.rsplit(":", 1)[-1].rsplit("-", 1)[-1]
    return digits if name.startswith(("g:", "gn", "geonames")) and digits.isdigit() else None
