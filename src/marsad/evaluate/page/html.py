"""The page as one HTML file: template, style, scripts and the data of the reports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from marsad.evaluate.gold import Annotated
from marsad.evaluate.page.rows import side_by_side
from marsad.evaluate.page.segments import segments
from marsad.evaluate.page.values import fields
from marsad.evaluate.told import Told
from marsad.evaluate.words import Words

SCRIPTS = ("draw.js", "count.js", "filter.js", "keys.js")
_SLOT = re.compile(r"\{\{(\w+)\}\}")
# What would end the script that holds the data, or begin a comment in it, is written as JSON may write it.
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def to_html(title: str, reports: Iterable[tuple[Annotated, Sequence[Told]]], words: Words) -> str:
    """Return the page of annotated reports with the events extracted from each.

    Surrogates that stand alone in a text stay so: write the page with `errors="backslashreplace"`.
    """
    data = {"reports": [_report(report, founds) for report, founds in reports], "kinds": list(words.families)}
    slots = {
        "title": escape(title),
        "style": _part("page.css"),
        "script": "\n".join(map(_part, SCRIPTS)),
        "data": json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE),
    }
    return _SLOT.sub(lambda slot: slots[slot[1]], _part("page.html"))


def _report(report: Annotated, founds: Sequence[Told]) -> dict[str, Any]:
    rows = side_by_side(report.events, founds)
    return {
        "id": report.id,
        "outlet": report.outlet,
        "published": report.published,
        "conflict": report.conflict,
        "text": None if report.text is None else segments(report.text, rows),
        "rows": [
            {
                "outcome": row.outcome,
                "strict": row.strict,
                "wrong": row.wrong,
                "gold": row.gold.kind if row.gold else None,
                "found": row.found.kind if row.found else None,
                "fields": fields(row),
            }
            for row in rows
        ],
    }


def _part(name: str) -> str:
    return files("marsad.evaluate.page").joinpath(name).read_text(encoding="utf-8")
