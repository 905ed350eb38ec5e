"""CSV: one row an event, flat columns, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

from marsad.export.cells import Cell, safe
from marsad.export.coded import Coded
from marsad.model import DateRange, Event, Party, Place, Toll

HEADER = (
    *("report_id", "outlet", "published", "url", "event_id", "kind"),
    *("date_start", "date_end", "date_precision", "date_text"),
    *("actor_id", "actor", "actor_ar", "actor_text", "actor_kind"),
    *("target_id", "target", "target_ar", "target_text", "target_kind"),
    *("places", "place_texts", "lats", "lons", "radius_km", "place_precisions"),
    *("admin1", "admin2", "countries", "gazetteer_ids", "to", "to_lats", "to_lons"),
    *("killed_min", "killed_max", "killed_who", "killed_text"),
    *("injured_min", "injured_max", "injured_who", "injured_text"),
    *("means", "status", "attribution_id", "attribution", "attribution_text"),
    *("evidence", "evidence_text", "confidence"),
    *("acled_event_type", "acled_sub_event_type", "ucdp_type_of_violence", "plover_event", "plover_mode", "extractor"),
)


def write(reports: Iterable[Coded], out: TextIO) -> None:
    """Write a header and a row for each event; lists are joined with `; `, one item a place or clause."""
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEADER)
    for coded in reports:
        rows.writerows([safe(cell) for cell in _row(coded, event)] for event in coded.events)
        out.flush()


def _row(coded: Coded, event: Event) -> list[Cell]:
    report = coded.report
    published = report.published.isoformat() if report.published else None
    return [
        *(event.report_id, report.outlet, published, report.url, event.event_id, event.kind),
        *_date(event.date),
        *_party(event.actor),
        *_party(event.target),
        *_places(event.places),
        *_destinations(event.to),
        *_toll(event.killed),
        *_toll(event.injured),
        *(event.means, event.status),
        *_attribution(event.attribution),
        _join([f"{span.start}-{span.end}" for span in event.evidence]),
        _join(coded.quotes(event)),
        event.confidence,
        *(event.acled.get("event_type"), event.acled.get("sub_event_type")),
        (event.ucdp or {}).get("type_of_violence"),
        *(event.plover.get("event"), event.plover.get("mode")),
        event.extractor,
    ]


def _date(date: DateRange | None) -> tuple[Cell, ...]:
    if date is None:
        return (None,) * 4
    return date.start.isoformat(), date.end.isoformat(), date.precision, date.text


def _party(party: Party | None) -> tuple[Cell, ...]:
    return (party.id, party.name, party.name_ar, party.text, party.kind) if party else (None,) * 5


def _attribution(party: Party | None) -> tuple[Cell, ...]:
    return (party.id, party.name, party.text) if party else (None,) * 3


def _toll(toll: Toll | None) -> tuple[Cell, ...]:
    if toll is None:
        return (None,) * 4
    return toll.min, toll.max, (toll.who.name or toll.who.text) if toll.who else None, toll.text


def _places(places: Sequence[Place]) -> tuple[Cell, ...]:
    return (
        _join([place.name or place.text for place in places]),
        _join([place.text for place in places]),
        _join([place.lat for place in places]),
        _join([place.lon for place in places]),
        _join([place.radius_km for place in places]),
        _join([place.precision for place in places]),
        _join([place.admin1 for place in places]),
        _join([place.admin2 for place in places]),
        _join([place.country for place in places]),
        _join([place.gazetteer_id for place in places]),
    )


def _destinations(places: Sequence[Place]) -> tuple[Cell, ...]:
    return (
        _join([place.name or place.text for place in places]),
        _join([place.lat for place in places]),
        _join([place.lon for place in places]),
    )


def _join(values: Sequence[Cell]) -> Cell:
    """Join a list; an unknown item stays as an empty one, so that columns can be read side by side."""
    if all(value is None for value in values):
        return None
    return "; ".join("" if value is None else str(value) for value in values)
