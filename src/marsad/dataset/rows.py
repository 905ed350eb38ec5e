"""Where exports get their items: happenings with their events and reports, or events alone.

A project on disk gives its own rows by making an `Input` of records and two look-ups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad.dataset.item import Figures, Item, Source, words_of
from marsad.dataset.lines import ById, Json, records
from marsad.errors import UsageError

Lookup = Callable[[str], Mapping[str, Any] | None]
TENS, HUNDREDS = "عشرات", "مئات"


def _nothing(_name: str) -> None:
    """Find nothing: no events and no reports are given."""


@dataclass(frozen=True, slots=True)
class Input:
    """Records of happenings or events, and where their events and reports are found."""

    records: Iterable[Mapping[str, Any]]
    event: Lookup = _nothing
    report: Lookup = _nothing


@contextmanager
def opened(happenings: Path, events: Path | None = None, reports: Path | None = None) -> Iterator[Input]:
    """Open files as `marsad merge` and `marsad extract` write them."""
    by_event, by_report = ById(events, "event_id"), ById(reports, "id")
    try:
        yield Input(records(happenings), by_event.get, by_report.get)
    finally:
        by_event.close()
        by_report.close()


def items(given: Input, tens: int | None = None) -> Iterator[Item]:
    """Give the items of an input; `tens` is what *عشرات* counts, None: as read."""
    for number, record in enumerate(given.records, 1):
        try:
            item = _happening(record, given) if "happening_id" in record else _event(record, given)
        except (KeyError, TypeError, AttributeError) as error:
            name = record.get("happening_id") or record.get("event_id") or f"record {number}"
            raise UsageError(
                f"{name}: neither a happening nor an event ({error!r}); give what `marsad merge --format jsonl` "
                "or `marsad extract --format jsonl` wrote"
            ) from None
        yield item if tens is None else _with_tens(item, tens)


def _happening(record: Mapping[str, Any], given: Input) -> Item:
    accounts = tuple(record["accounts"])
    events: list[Mapping[str, Any]] = [event for name in accounts if (event := given.event(name))]
    place = record["place"]
    best = max(events, key=lambda event: (_has(event, place), event["confidence"]), default=None)
    date = record["date"]
    means = (record.get("values") or {}).get("means")
    return Item(
        id=record["happening_id"],
        kind=record["kind"],
        status=record["status"],
        grade=record["grade"],
        confidence=max((event["confidence"] for event in events), default=None),
        actor=record["actor"],
        target=record["target"],
        places=_places(place, best),
        first=date["start"] if date else None,
        last=date["end"] if date else None,
        precision=_precision(date, events),
        date_text=next((e["date"]["text"] for e in events if e["date"] and e["date"]["text"]), None),
        killed=_figures(record["killed"], events, "killed"),
        injured=_figures(record["injured"], events, "injured"),
        means=means[0]["value"] if means else None,
        sources=tuple(_source(name, given.report(name)) for name in record["reports"]) or _outlets(record),
        credits=_credits(events),
        accounts=accounts,
        quotes=words_of([quote for event in events for quote in _quotes(event, given)]),
        origins=record["origins"],
        sums_up=tuple(record["sums_up"]),
        extractor=best["extractor"] if best else None,
    )


def _event(record: Mapping[str, Any], given: Input) -> Item:
    date = record["date"]
    return Item(
        id=record["event_id"],
        kind=record["kind"],
        status=record["status"],
        grade=None,
        confidence=record["confidence"],
        actor=record["actor"],
        target=record["target"],
        places=tuple(record["places"]),
        first=date["start"] if date else None,
        last=date["end"] if date else None,
        precision=date["precision"] if date else None,
        date_text=date["text"] if date else None,
        killed=_toll(record["killed"]),
        injured=_toll(record["injured"]),
        means=record["means"],
        sources=(_source(record["report_id"], given.report(record["report_id"])),),
        credits=_credits([record]),
        accounts=(record["event_id"],),
        quotes=words_of(_quotes(record, given)),
        origins=1,
        sums_up=(),
        extractor=record["extractor"],
    )


def _has(event: Mapping[str, Any], place: Json | None) -> bool:
    """Tell whether an event names the place that was chosen."""
    return place is not None and any(one["gazetteer_id"] == place["gazetteer_id"] for one in event["places"])


def _places(place: Json | None, best: Mapping[str, Any] | None) -> tuple[Json, ...]:
    """Return the chosen place first, then those that the surest account names beside it."""
    if place is None:
        return ()
    beside = best["places"] if best is not None and _has(best, place) else ()
    return (place, *(one for one in beside if one["gazetteer_id"] != place["gazetteer_id"]))


def _precision(date: Json | None, events: list[Mapping[str, Any]]) -> str | None:
    """Return how exactly the day is told: by the account that gave it, else by its length."""
    if date is None:
        return None
    for event in events:
        if event["date"] and (event["date"]["start"], event["date"]["end"]) == (date["start"], date["end"]):
            return str(event["date"]["precision"])
    return "day" if date["start"] == date["end"] else "week" if date["start"][:7] == date["end"][:7] else "month"


def _figures(toll: Json | None, events: list[Mapping[str, Any]], name: str) -> Figures | None:
    """Return a happening's toll; who and which words are those of the account that gives the chosen figure."""
    if toll is None:
        return None
    told = [event[name] for event in events if event[name]]
    chosen = next((one for one in told if one["min"] == toll["best"]), told[0] if told else None)
    who, text = (chosen["who"], chosen["text"]) if chosen else (None, None)
    return Figures(toll["low"], toll["best"], toll["high"], who, text)


def _toll(toll: Json | None) -> Figures | None:
    if toll is None:
        return None
    return Figures(toll["min"], toll["min"], toll["max"], toll["who"], toll["text"])


def _source(name: str, report: Mapping[str, Any] | None) -> Source:
    if report is None:
        return Source(name)
    return Source(name, report.get("outlet"), report.get("published"), report.get("url"), report.get("title"))


def _outlets(record: Mapping[str, Any]) -> tuple[Source, ...]:
    return tuple(Source("", outlet) for outlet in record["outlets"])


def _credits(events: list[Mapping[str, Any]]) -> tuple[str, ...]:
    named = (event["attribution"] for event in events)
    return words_of([one["name"] or one["text"] for one in named if one])


def _quotes(event: Mapping[str, Any], given: Input) -> list[str | None]:
    """Return the words that state an event: as they are given with it, else out of its report."""
    if "quotes" in event:
        return list(event["quotes"])
    report = given.report(event["report_id"])
    text = report["text"] if report else ""
    return [" ".join(text[start:end].split()) for start, end in event["evidence"]] if text else []


def _with_tens(item: Item, tens: int) -> Item:
    return item._replace(killed=_counted(item.killed, tens), injured=_counted(item.injured, tens))


def _counted(toll: Figures | None, tens: int) -> Figures | None:
    """Return a toll that is worded in tens or hundreds as the rule counts it."""
    if toll is None or not toll.text:
        return toll
    vague = {24: tens} if TENS in toll.text else {200: 100} if HUNDREDS in toll.text else {}
    low, best = vague.get(toll.low, toll.low), vague.get(toll.best, toll.best)
    return toll._replace(low=low, best=best)
