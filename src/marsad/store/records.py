"""The public event record, back into an `Event`, so that every output format can write what is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marsad.model import DateRange, Event, Party, Place, Span, Toll


def to_event(record: Mapping[str, Any]) -> Event:
    """Return the event that a record was written from; `to_event(event.to_dict())` equals the event."""
    return Event(
        **{name: record[name] for name in ("report_id", "event_id", "kind", "means", "status", "confidence")},
        **{name: record[name] for name in ("acled", "ucdp", "plover", "extractor")},
        actor=_party(record["actor"]),
        target=_party(record["target"]),
        places=tuple(map(_place, record["places"])),
        to=tuple(map(_place, record["to"])),
        date=_date(record["date"]),
        killed=_toll(record["killed"]),
        injured=_toll(record["injured"]),
        attribution=_party(record["attribution"]),
        evidence=tuple(Span(*span) for span in record["evidence"]),
    )


def _party(value: Mapping[str, Any] | None) -> Party | None:
    return Party(**{**value, "span": Span(*value["span"])}) if value else None


def _place(value: Mapping[str, Any]) -> Place:
    return Place(**{**value, "span": Span(*value["span"]), "within": tuple(value["within"])})


def _toll(value: Mapping[str, Any] | None) -> Toll | None:
    return Toll(**{**value, "who": _party(value["who"]), "span": Span(*value["span"])}) if value else None


def _date(value: Mapping[str, Any] | None) -> DateRange | None:
    if value is None:
        return None
    span = Span(*value["span"]) if value["span"] else None
    start, end = date.fromisoformat(value["start"]), date.fromisoformat(value["end"])
    return DateRange(start, end, value["precision"], value["text"], span)


def spans(record: Mapping[str, Any]) -> list[tuple[Span, str | None]]:
    """Return every span of a record with the words that it must quote; None where it quotes none."""
    found: list[tuple[Span, str | None]] = [(Span(*span), None) for span in record["evidence"]]
    tolls = [record["killed"], record["injured"]]
    whos = [toll["who"] for toll in tolls if toll]
    quoted = (record["actor"], record["target"], record["attribution"], record["date"], *tolls, *whos)
    for value in (*quoted, *record["places"], *record["to"]):
        if value and value["span"]:
            found.append((Span(*value["span"]), value["text"]))
    return found
