"""ACLED's layout: 31 columns, one row a place and day, the lowest toll divided evenly over them.

What it has no room for (no point, no day, hypothetical, a total of others) is left out and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from marsad.dataset.cells import Row
from marsad.dataset.codes import NOTICE, Codes, kind_of
from marsad.dataset.item import Item, Json, name_of
from marsad.dataset.layout import Country
from marsad.dataset.layouts.sides import Sides, sides_of
from marsad.dataset.layouts.table import join, row_id
from marsad.dataset.split import Day, days, shares

GEO_PRECISION = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3}
SCALES = {"un": "International", "agency": "International", "network": "Subnational"}


def rows(items: Iterable[Item], codes: Codes) -> Iterator[Row]:
    """Give the rows of each item that ACLED would code."""
    for item in items:
        why = _no_row(item, codes)
        if why:
            codes.leave_out(item, why)
        else:
            yield from _rows(item, codes)


def _no_row(item: Item, codes: Codes) -> str | None:
    """Say why an item has no row; None where it has."""
    if item.status == "hypothetical":
        return "hypothetical"
    if item.sums_up:
        return "a total of others"
    if not _spots(item, codes):
        return "no place with a point finer than a country"
    if not days(item):
        return "no day, or one vaguer than a month"
    if codes.acled(item)["sub_event_type"] not in codes.types:
        return "no type of ACLED"
    return None


def _spots(item: Item, codes: Codes) -> list[Json]:
    """Return the places that are coded."""
    return [place for place in item.places if _precision(place) and place.get("lat") is not None
            and codes.country(place)]  # fmt: skip


def _precision(place: Json) -> int | None:
    return place.get("geo_precision") or GEO_PRECISION.get(place.get("precision") or 0)


def _rows(item: Item, codes: Codes) -> Iterator[Row]:
    spots, told = _spots(item, codes), days(item)
    cells = [(place, day) for place in spots for day in told]
    total = item.killed.low if item.killed and item.counted else 0
    if len(cells) > 1:
        codes.split["events over several rows"] += 1
        codes.split["dead divided over several rows"] += total
    said = _said(item, total, len(spots), len(told))
    for number, ((place, day), dead) in enumerate(zip(cells, shares(total, len(cells)), strict=True), 1):
        yield _row(item, codes, row_id(item, number), place, day, dead, said)


def _row(item: Item, codes: Codes, name: str, place: Json, day: Day, dead: int, said: str) -> Row:
    country = codes.country(place)
    assert country is not None
    kind = codes.acled(item)
    event_type, disorder = codes.types[kind["sub_event_type"]]
    sides = sides_of(item, event_type, country, codes)
    return (
        *(name, day.day, int(day.day[:4]), day.precision, disorder, event_type, kind["sub_event_type"]),
        *(sides.actor1, sides.assoc1, sides.inter(1, codes.inter)),
        *(sides.actor2, sides.assoc2, sides.inter(2, codes.inter), sides.interaction(codes.inter)),
        "Civilians targeted" if kind_of(item.target) == "civilians" or sides.code2 == 7 else None,
        *(country.iso, country.acled_region, country.name),
        *(place.get("admin1"), place.get("admin2"), place.get("admin3"), name_of(place)),
        *(round(place["lat"], 4), round(place["lon"], 4), _precision(place)),
        *(join(item.outlets) or "not told", _scale(item, country, codes)),
        _notes(item, sides, place, day, said),
        *(dead, _tags(item), codes.stamp),
    )


def _said(item: Item, total: int, places: int, days: int) -> str:
    """Return the sentence of the toll, and of how it was divided."""
    told = []
    if item.killed:
        high = item.killed.high
        to = f" to {high}" if high and high != item.killed.low else " or more" if high is None else ""
        told.append(f"Killed: {item.killed.low}{to}.")
    if item.killed and not item.counted:
        told.append("One side alone claims it: the toll is not counted.")
    if places * days > 1:
        told.append(
            f"Told of {places} place(s) and {days} day(s): the toll of {total} is divided evenly over the rows."
        )
    return " ".join(told)


def _notes(item: Item, sides: Sides, place: Json, day: Day, said: str) -> str:
    """Return a row in a sentence, then the words of the reports, and whose row it is."""
    who = f"{sides.actor1} and {sides.actor2}" if sides.actor2 else sides.actor1
    around = {1: "On", 2: "In the week around", 3: "In the month around"}[day.precision]
    told = f"{around} {day.day}, {item.kind.replace('_', ' ')} ({who}) in {name_of(place)}. Status: {item.status}."
    words = f"Words: «{'» «'.join(item.quotes)}»." if item.quotes else ""
    return " ".join(part for part in (told, said, words, NOTICE) if part)


def _tags(item: Item) -> str | None:
    marks = [f"status={item.status}", f"grade={item.grade}" if item.grade else None]
    return join([*marks, f"happening={item.id}", *(f"account={name}" for name in item.accounts)])


def _scale(item: Item, country: Country, codes: Codes) -> str | None:
    """Return from how near the outlets report, joined with a dash; None where the table knows none of them."""
    found = set()
    for name in item.outlets:
        outlet = codes.outlets.find(name)
        if outlet is not None:
            near = "National" if outlet.country == country.id else "International"
            found.add(SCALES.get(outlet.kind, near))
    return join((near for near in ("Subnational", "National", "International") if near in found), "-")
