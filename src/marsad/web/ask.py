"""What is asked for in an address: a view is a URL, and every link of a page is one with something changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from urllib.parse import urlencode

from marsad.errors import UsageError
from marsad.web.row import Row, key

REVIEWS = ("open", "accepted", "rejected", "unsure")
STATUSES = ("happened", "claimed", "disputed", "failed", "hypothetical")
SIZE = 50
"""Rows of a page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters and the page; an empty word asks for all."""

    since: str = ""
    until: str = ""
    place: str = ""
    kind: str = ""
    party: str = ""
    status: str = ""
    outlet: str = ""
    review: str = ""
    box: str = ""
    page: int = 1

    def query(self, **changes: object) -> str:
        """Return the address's query, with something changed; what asks for nothing is left out."""
        values = asdict(replace(self, **{"page": 1, **changes}))  # type: ignore[arg-type]
        return urlencode({name: value for name, value in values.items() if value not in ("", None) and
                          (name, value) != ("page", 1)})  # fmt: skip

    def chosen(self) -> dict[str, str]:
        """Return the filters that are set."""
        return {name: str(value) for name, value in asdict(self).items() if value and name != "page"}


def asked(given: Mapping[str, str]) -> Asked:
    """Read what an address asks for.

    Raises `UsageError` where a value is none that it can have.
    """
    names = Asked.__dataclass_fields__.keys() - {"page"}
    values = {name: given[name].strip()[:200] for name in names if name in given}
    for name in ("since", "until"):
        if values.get(name):
            _day(name, values[name])
    for name, known in (("status", STATUSES), ("review", REVIEWS)):
        if values.get(name) and values[name] not in known:
            raise UsageError(f"{name}: {values[name]!r} is none of {', '.join(known)}")
    if values.get("box"):
        corners(values["box"])
    page = given.get("page", "1")
    if not page.isascii() or not page.isdigit() or not 0 < int(page[:9]) < 1_000_000:
        raise UsageError(f"page: {page!r} is no number of a page")
    return Asked(**values, page=int(page))


def _day(name: str, value: str) -> None:
    try:
        date.fromisoformat(value)
    except ValueError:
        raise UsageError(f"{name}: {value!r} is no day; write it as 2017-04-05") from None


def corners(box: str) -> tuple[float, float, float, float]:
    """Return south, west, north, east of a box in degrees."""
    try:
        south, west, north, east = (float(part) for part in box.split(","))
    except ValueError:
        raise UsageError(f"box: {box!r}: write south,west,north,east in degrees, such as 35,36,36.5,38") from None
    if not (-90 <= south <= north <= 90 and -180 <= west <= east <= 180):
        raise UsageError(f"box: {box!r}: south must be below north and west before east, in degrees")
    return south, west, north, east


def choose(rows: Iterable[Row], wanted: Asked) -> Iterator[Row]:
    """Give the rows that are asked for, in their order."""
    party, place = (key(name) if name else "" for name in (wanted.party, wanted.place))
    box = corners(wanted.box) if wanted.box else None
    until = wanted.until or "9999"
    for row in rows:
        if (
            (not wanted.kind or row.kind == wanted.kind)
            and (not wanted.status or row.status == wanted.status)
            and (not wanted.review or row.review == wanted.review)
            and (not wanted.outlet or row.source.outlet == wanted.outlet)
            and (not wanted.since or (row.end or "") >= wanted.since)
            and (not wanted.until or "" < (row.start or "") <= until)
            and (not party or f"p:{party}" in row.keys)
            and (not place or f"l:{place}" in row.keys)
            and (box is None or _inside(row, box))
        ):
            yield row


def _inside(row: Row, box: tuple[float, float, float, float]) -> bool:
    if row.lat is None or row.lon is None:
        return False
    return box[0] <= row.lat <= box[2] and box[1] <= row.lon <= box[3]
