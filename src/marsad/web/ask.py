"""What is asked for in an address: a view is a URL, and every link of a page is one with something changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlencode

from marsad.errors import UsageError
from marsad.store.conditions import Filter

REVIEWS = ("open", "accepted", "rejected", "unsure")
STATUSES = ("happened", "claimed", "disputed", "failed", "hypothetical")
GRADES = ("confirmed", "corroborated", "contested", "claimed", "single")
SIZE = 50
"""Rows of a page."""
_KNOWN = {"status": STATUSES, "review": REVIEWS, "grade": GRADES, "flag": ("flagged",)}


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
    toll: str = ""
    grade: str = ""
    review: str = ""
    assigned: str = ""
    flag: str = ""
    words: str = ""
    box: str = ""
    page: int = 1

    def query(self, **changes: object) -> str:
        """Return the address's query, with something changed; what asks for nothing is left out."""
        values = {name: changes.get(name, getattr(self, name)) for name in _NAMES}
        values["page"] = changes.get("page", 1)
        return urlencode({name: value for name, value in values.items() if value not in ("", None) and
                          (name, value) != ("page", 1)})  # fmt: skip

    def chosen(self) -> dict[str, str]:
        """Return the filters that are set."""
        return {name: str(value) for name, value in asdict(self).items() if value and name != "page"}

    def filter(self) -> Filter:
        """Return the filter as the store takes it."""
        plain = ("since", "until", "place", "kind", "party", "status", "outlet", "grade", "review", "assigned", "words")
        return Filter(
            **{name: getattr(self, name) or None for name in plain},
            killed=int(self.toll) if self.toll else None, flagged=True if self.flag else None,
            box=corners(self.box) if self.box else None,
        )  # fmt: skip

    @property
    def start(self) -> int:
        """Return how many rows stand before the page."""
        return (self.page - 1) * SIZE


_NAMES = tuple(Asked.__dataclass_fields__)


def asked(given: Mapping[str, str]) -> Asked:
    """Read what an address asks for.

    Raises `UsageError` where a value is none that it can have.
    """
    names = Asked.__dataclass_fields__.keys() - {"page"}
    values = {name: given[name].strip()[:200] for name in names if name in given}
    for name in ("since", "until"):
        if values.get(name):
            _day(name, values[name])
    for name, known in _KNOWN.items():
        if values.get(name) and values[name] not in known:
            raise UsageError(f"{name}: {values[name]!r} is none of {', '.join(known)}")
    if values.get("box"):
        corners(values["box"])
    if values.get("toll") and not (values["toll"].isascii() and values["toll"].isdigit() and len(values["toll"]) < 8):
        raise UsageError(f"toll: {values['toll']!r} is no number of dead; write 10 for ten or more")
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
