"""A new event from the words that a person chose: its kind, its words, and the report's day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marsad.errors import UsageError
from marsad.web.lookup import Lookup

BY_PERSON = "a person"
"""What stands as the extractor of an event that a person added."""


def blank(report: Mapping[str, Any], text: str, form: Mapping[str, str], lookup: Lookup) -> dict[str, Any]:
    """Return the record of a new event; where, when and who are corrected in its form.

    Raises `UsageError` where the words do not lie in the report, or the kind is unknown.
    """
    kind = lookup.kinds.get(form.get("kind", ""))
    if kind is None:
        raise UsageError(f"kind: {form.get('kind', '')!r} is none that the codebook knows; choose one from the list")
    start, end = (int(form[name]) if form.get(name, "").isdigit() else -1 for name in ("start", "end"))
    if not 0 <= start < end <= len(text):
        raise UsageError("words: choose words of the report first: mark them, or press w and the arrows")
    day = report["published"]
    when = {"start": day, "end": day, "precision": "day", "text": None, "span": None} if day else None
    return {
        "report_id": report["name"], "event_id": "", "kind": kind.name, "actor": None, "target": None, "places": [],
        "to": [], "date": when, "killed": None, "injured": None, "means": None, "status": "happened",
        "attribution": None, "evidence": [[start, end]], "confidence": 1.0, "acled": kind.acled(), "ucdp": None,
        "plover": kind.plover(), "extractor": BY_PERSON, "route": [],
    }  # fmt: skip
