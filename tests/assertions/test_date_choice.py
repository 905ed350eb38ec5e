"""When it was: what counts as the day a report opens with."""

from __future__ import annotations

from datetime import date

import pytest

import marsad
from marsad import Report

DAY = date(2016, 4, 13)


def days(text: str) -> list[tuple[date | None, date | None]]:
    """Return first and last day of each event of a report of Wednesday 13 April 2016."""
    told = marsad._coder().extract(Report("r", text, DAY))
    return [(event.date.start, event.date.end) if event.date else (None, None) for event in told]


@pytest.mark.parametrize("dateline", ["13-04-2016\n", "الأربعاء 13 نيسان 2016\n", "بغداد 13 نيسان 2016 – ", ""])
def test_a_dateline_does_not_tell_when_things_were(dateline: str) -> None:
    told = days(
        f"مقتل جنديين غرب بغداد\n{dateline}قُتل جنديان عراقيان أمس في هجوم لتنظيم داعش على حاجز في الرطبة.\n"
        "وقال مصدر أمني إن قذائف هاون سقطت على حي في الفلوجة وجرحت ثلاثة."
    )
    assert told
    assert {day for day, _ in told} == {date(2016, 4, 12)}
