"""What the cells of a row must say together: sums, years, types and their sub-types."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Cells = Mapping[str, str]
Faults = Iterator[tuple[str, str]]
DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
SORTS = ("State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
         "External/Other forces")  # fmt: skip


def acled(row: Cells, types: Mapping[str, tuple[str, str]]) -> Faults:
    """Give what is wrong with a row of ACLED's layout."""
    event, disorder = types.get(row.get("sub_event_type", ""), ("", ""))
    if event and row.get("event_type") != event:
        yield "sub_event_type", f"belongs to {event}, not to {row.get('event_type')}"
    elif event and row.get("disorder_type") != disorder and row.get("civilian_targeting") != "Civilians targeted":
        yield "disorder_type", f"is {disorder} for {row.get('sub_event_type')}"
    if row.get("event_date", "")[:4] != row.get("year"):
        yield "year", "is not that of event_date"
    if bool(row.get("actor2")) != bool(row.get("inter2")) and row.get("inter2") != "0":
        yield "inter2", "goes with actor2: both or neither"
    if row.get("event_type") == "Battles" and not row.get("actor2"):
        yield "actor2", "is blank: a battle has two sides"
    if row.get("event_type") == "Violence against civilians" and _sort(row.get("inter2")) != 7:
        yield "inter2", "is Civilians (7) where civilians are attacked"
    pair = _pair(row)
    if pair and row.get("interaction") not in pair:
        yield "interaction", f"is {pair[0]} for these two sides"


def _sort(value: str | None) -> int:
    """Return the number of a sort of side, 0 where there is none."""
    if not value:
        return 0
    return SORTS.index(value) + 1 if value in SORTS else int(float(value))


def _pair(row: Cells) -> tuple[str, ...]:
    low, high = sorted((_sort(row.get("inter1")), _sort(row.get("inter2"))), key=lambda n: (n == 0, n))
    if not low:
        return ()
    words = f"{SORTS[low - 1]}-{SORTS[high - 1]}" if high else f"{SORTS[low - 1]} only"
    turned = f"{SORTS[high - 1]}-{SORTS[low - 1]}" if high else words
    return words, turned, str(low * 10 + high)


def ged(row: Cells, types: Any) -> Faults:  # noqa: ARG001 - every layout's check takes ACLED's types
    """Give what is wrong with a row of UCDP GED's layout."""
    best, high, low = (float(row.get(name) or 0) for name in ("best", "high", "low"))
    total = sum(float(row.get(name) or 0) for name in DEATHS)
    if total != best:
        yield "best", f"is not the sum of the deaths, {total:g}"
    if not low <= best <= high:
        yield "best", f"is not between low {low:g} and high {high:g}"
    start, end = row.get("date_start", ""), row.get("date_end", "")
    if start > end:
        yield "date_end", "lies before date_start"
    if row.get("year") not in (start[:4], end[:4]):
        yield "year", "is neither that of date_start nor of date_end"
    if row.get("type_of_violence") == "3" and row.get("side_b") != "Civilians":
        yield "side_b", "is Civilians in one-sided violence"


TOGETHER: dict[str, Callable[..., Faults]] = {"acled": acled, "ged": ged}
