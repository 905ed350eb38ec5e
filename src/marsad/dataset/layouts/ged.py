"""UCDP GED's layout: 49 columns, one row a happening with its dead low, best and high, by side where that is told.

UCDP counts organised violence with at least one death; the rest is left out and counted.  Numbers that only UCDP
can give stay blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from marsad.dataset.cells import Row
from marsad.dataset.codes import PREFIX, Codes, kind_of
from marsad.dataset.item import Figures, Item, Json, name_of
from marsad.dataset.layout import Country
from marsad.dataset.layouts.table import join, row_id

CIVILIANS = "Civilians"


def rows(items: Iterable[Item], codes: Codes) -> Iterator[Row]:
    """Give the row of each item that UCDP would code."""
    for item in items:
        why = _no_row(item, codes)
        if why:
            codes.leave_out(item, why)
        else:
            yield _row(item, codes)


def _no_row(item: Item, codes: Codes) -> str | None:
    """Say why an item has no row; None where it has."""
    if not item.counted:
        return "a total of others" if item.sums_up else f"its toll is not counted ({item.status})"
    if codes.violence(item) is None:
        return "no organised violence of two known sides"
    if item.killed is None or (item.killed.high is not None and item.killed.high < 1):
        return "no death"
    if _spot(item, codes) is None:
        return "no place with a point"
    if item.first is None or item.last is None or _span(item) > 366:
        return "no day, or one vaguer than a year"
    return None


def _spot(item: Item, codes: Codes) -> Json | None:
    return next((place for place in item.places if place.get("lat") is not None and codes.country(place)), None)


def _row(item: Item, codes: Codes) -> Row:
    place, toll = _spot(item, codes), item.killed
    assert place is not None and toll is not None and item.first is not None and item.last is not None  # noqa: PT018
    country = codes.country(place)
    assert country is not None
    kind = codes.violence(item)
    first, second = _sides(item, kind)
    side_a, side_b = str(name_of(first)), CIVILIANS if kind == 3 else str(name_of(second))
    dead = _deaths(toll, first, second, kind)
    high = max(toll.high if toll.high is not None else toll.best, toll.best)
    return (
        *(row_id(item), f"{PREFIX}-{country.iso3}-{item.last[:4]}-{kind}-{item.id}", int(item.last[:4])),
        *(None, "Clear" if item.status == "happened" else f"Status: {item.status}", kind),
        *(None, None, None, None, None, f"{side_a} - {side_b}", None, None, side_a, None, None, side_b),
        *_sources(item),
        *(place.get("precision") or 5, name_of(place), place.get("text"), place.get("admin1"), place.get("admin2")),
        *(place["lat"], place["lon"], f"POINT ({place['lon']} {place['lat']})", grid_of(place["lat"], place["lon"])),
        *(country.name, int(country.gw) if country.gw else None, country.ged_region, 1, _date_precision(item)),
        *(f"{item.first} 00:00:00.000", f"{item.last} 00:00:00.000"),
        *(*dead, toll.best, high, toll.low),
        *(_state(first, codes), None if kind == 3 else _state(second, codes)),
    )


def _sides(item: Item, kind: int | None) -> tuple[Json | None, Json | None]:
    """Return side a and side b: of a state-based conflict the government is side a."""
    if kind == 1 and kind_of(item.actor) != "state":
        return item.target, item.actor
    return item.actor, item.target


def _deaths(toll: Figures, first: Json | None, second: Json | None, kind: int | None) -> tuple[int, int, int, int]:
    """Return the dead of side a, of side b, civilians, and those of whom it is not told; their sum is the best."""
    who, dead = toll.who, toll.best
    if kind == 3 or kind_of(who) == "civilians":
        return 0, 0, dead, 0
    for side, found in ((first, (dead, 0, 0, 0)), (second, (0, dead, 0, 0))):
        if who and side and (who["id"] or who["text"]) in (side["id"], side["text"]):
            return found
    return 0, 0, 0, dead


def _sources(item: Item) -> Row:
    told = [source for source in item.sources if source.outlet or source.title]
    cited = [", ".join(p for p in (s.outlet, s.published, s.title) if p) for s in told]
    return (
        *(len(item.sources) or -1, join(cited), join(s.outlet for s in told), join(s.published for s in told)),
        *(join(s.title for s in told), join(item.credits)),
    )


def grid_of(lat: float, lon: float) -> int:
    """Return the cell of the half-degree grid, counted from the south-west: `grid_of(-89.9, -179.9)` gives 1."""
    return min(int((lat + 90) * 2), 359) * 720 + min(int((lon + 180) * 2), 719) + 1


def _span(item: Item) -> int:
    return (date.fromisoformat(str(item.last)) - date.fromisoformat(str(item.first))).days + 1


def _date_precision(item: Item) -> int:
    length = _span(item)
    return next(code for longest, code in ((1, 1), (6, 2), (7, 3), (31, 4), (366, 5)) if length <= longest)


def _state(party: Json | None, codes: Codes) -> str | None:
    """Return the number of a state, None for a party that is none."""
    if party is None or party["kind"] != "state":
        return None
    country: Country | None = codes.countries.get(codes.parties.get(party["id"] or "", ""))
    return country.gw or None if country else None
