"""Written timelines come out to the day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from marsad.control import Claim, timeline

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "timelines.yaml").read_text(encoding="utf-8"))
WHAT = {"territory_captured": "captured", "territory_left": "left", "restriction": "besieged"}
STATE = {"held": "held", "besieged": "under_siege", "contested": "contested"}


def claim(row: dict[str, Any], reports: list[str], number: int) -> Claim | None:
    """Return an assertion as a claim."""
    what = STATE[row["state"]] if row["kind"] == "statement" else WHAT.get(row["kind"])
    if what is None or row.get("status") == "hypothetical" or row["date"] is None:
        return None
    first, last = row["date"] if isinstance(row["date"], list) else (row["date"], row["date"])
    return Claim(
        "place",
        what,
        row.get("holder") or row.get("actor"),
        row.get("target"),
        first.toordinal(),
        last.toordinal(),
        row.get("status", "happened"),
        f"{row['report']}{number}",
        reports.index(row["report"]) * 100 + number,
    )


def ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_spans_are_those_written(case: dict[str, Any]) -> None:
    reports = [report["id"] for report in case["reports"]]
    claims = [found for number, row in enumerate(case["assertions"]) if (found := claim(row, reports, number))]
    drawn = timeline("place", claims)
    wanted = [(s["holder"], s["state"], ordinal(s["from"]), ordinal(s["to"])) for s in case["spans"]]
    assert [(span.holder, span.state, span.start, span.end) for span in drawn.spans] == wanted
    assert len(drawn.contradictions) == case["contradictions"]


def test_there_are_enough() -> None:
    assert len(CASES) >= 30
    assert len({case["name"] for case in CASES}) == len(CASES)
