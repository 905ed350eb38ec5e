"""What a form says, as corrections of an event record; only what differs is a correction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from marsad.errors import UsageError
from marsad.web.ask import STATUSES
from marsad.web.lookup import Lookup

REASONS = ("no_event", "misread", "twice", "outside")
"""Why an event is rejected; `words.yaml` has them in words."""
_TOLL = re.compile(r"(\d{1,7})\s*(?:(\+)|[-–—]\s*(\d{1,7}))?")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NUMBERED = {name: re.compile(rf"^{name}(\d{{0,2}})$") for name in ("place", "to")}
_POINT = re.compile(r"point:-?\d{1,2}(?:\.\d{1,6})?,-?\d{1,3}(?:\.\d{1,6})?")
Record = dict[str, Any]


def corrections(form: Mapping[str, str], record: Record, lookup: Lookup) -> Record:
    """Return what a form changes of a record.

    Raises `UsageError` naming the field where a value is none that it can have.
    """
    said: Record = {}
    for name, known in (("kind", lookup.kinds), ("status", STATUSES)):
        if name in form:
            if form[name] not in known:
                raise UsageError(f"{name}: {form[name]!r} is none that the codebook knows; choose one from the list")
            said[name] = form[name]
    for name in ("actor", "target", "attribution"):
        if name in form:
            said[name] = _party(form, name, record.get(name), lookup)
    for name, places in (("place", "places"), ("to", "to")):
        if name in form:
            said[places] = _places(form, name, record.get(places) or [], lookup)
    if "means" in form:
        said["means"] = form["means"].strip()[:200] or None
    if "date_start" in form:
        said["date"] = _date(form, record.get("date"))
    for name in ("killed", "injured"):
        if name in form:
            said[name] = _toll(name, form[name], record.get(name))
    return {name: value for name, value in said.items() if value != record.get(name)}


def label(one: Mapping[str, Any] | None) -> str:
    """Return how a form writes a party or place: its name, Arabic first, else the report's words."""
    return str(one.get("name_ar") or one.get("name") or one.get("text") or "") if one else ""


def _party(form: Mapping[str, str], name: str, before: Record | None, lookup: Lookup) -> Record | None:
    typed, id = form[name].strip(), form.get(f"{name}_id", "")
    if not typed:
        return None
    if typed == label(before) and id == ((before or {}).get("id") or ""):
        return before
    words = {"text": (before or {}).get("text"), "span": (before or {}).get("span")}
    if id and id in lookup.actors and typed in (*lookup.party(id).values(),):
        return {**lookup.party(id), **words}
    exact = [one for one in lookup.parties(typed) if typed in (one["id"], one["name"], one["name_ar"])]
    if len(exact) == 1:
        return {**exact[0], **words}
    return {"id": None, "name": typed, "name_ar": typed, **words, "kind": "unknown"}


def _places(form: Mapping[str, str], name: str, before: list[Record], lookup: Lookup) -> list[Record]:
    """Return the places as fields `place`, `place2` ... have them; one whose field is empty falls away.

    Places of which the form has no field stay as they were read.
    """
    fields = {int(number or 1): field for field in form for number in _NUMBERED[name].findall(field)}
    told = []
    for number in range(1, max([*fields, len(before)]) + 1):
        was = before[number - 1] if number <= len(before) else {}
        if number in fields:
            told.append(_place(form, fields[number], was, lookup))
        else:
            told.append(was)
    return [place for place in told if place]


def _place(form: Mapping[str, str], field: str, before: Record, lookup: Lookup) -> Record:
    """Return the place of one field; empty where it says none."""
    typed, id = form[field].strip(), form.get(f"{field}_id", "")
    if not typed:
        return {}
    if typed == label(before) and id == (before.get("gazetteer_id") or ""):
        return before
    words = {"text": before.get("text"), "span": before.get("span")}
    if _POINT.fullmatch(id):
        lat, lon = (float(part) for part in id.removeprefix("point:").split(","))
        if abs(lat) <= 90 and abs(lon) <= 180:
            return {**lookup.point(typed[:200], lat, lon), **words}
    found = lookup.place_of(id) if id else None
    if found is None or typed not in (found["name"], found["name_ar"]):
        exact = [one for one in lookup.places(typed) if typed in (one["name"], one["name_ar"])]
        if not exact:
            raise UsageError(f"{field}: {typed!r} is in no gazetteer that this project uses; choose one from the list")
        found = exact[0]
    return {**found, **words}


def _date(form: Mapping[str, str], before: Record | None) -> Record | None:
    start = form["date_start"].strip()
    end = form.get("date_end", "").strip() or start
    if not start:
        return None
    if before and (start, end) == (before["start"], before["end"]):
        return before
    try:
        length = (date.fromisoformat(end) - date.fromisoformat(start)).days
    except ValueError:
        raise UsageError(f"date: {start!r} to {end!r} are no days; write them as 2017-04-05") from None
    if length < 0:
        raise UsageError(f"date: {end} is before {start}")
    if length > 366:
        raise UsageError(f"date: {start} to {end} is longer than a year; no event may be")
    precision = "day" if not length else "week" if length < 7 else "month" if length < 31 else "year"
    words = {"text": (before or {}).get("text"), "span": (before or {}).get("span")}
    return {"start": start, "end": end, "precision": precision, **words}


def _toll(name: str, typed: str, before: Record | None) -> Record | None:
    """Read `3`, `3-5`, `3+`, in whichever digits; nothing means that no toll is told."""
    typed = typed.translate(_DIGITS).strip()
    if not typed:
        return None
    found = _TOLL.fullmatch(typed)
    if not found:
        raise UsageError(f"{name}: {typed!r} is no number of persons; write 3, 3-5 or 3+")
    low = int(found[1])
    high = None if found[2] else int(found[3] or low)
    if high is not None and high < low:
        raise UsageError(f"{name}: {typed!r} ends below where it begins")
    if before and (before["min"], before["max"]) == (low, high):
        return before
    return {**(before or {"who": None, "text": None, "span": None, "among": []}), "min": low, "max": high}


def toll_text(toll: Mapping[str, Any] | None) -> str:
    """Return how a form writes a toll."""
    if not toll:
        return ""
    low, high = toll["min"], toll["max"]
    return f"{low}+" if high is None else f"{low}" if low == high else f"{low}-{high}"
