"""Happenings of every sort, as files in a folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_happenings import ARMY, REBELS, Told, party, place


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


@pytest.fixture
def many(told: Told) -> Told:
    """Return happenings of every sort: several places, days, weeks; claims, totals, and what has no place or day."""
    both = [place(), place("Binnish", 35.95, 36.71)]
    told.add()
    told.add(places=both, days=("2017-04-04", "2017-04-06", "day"), killed=(10, 12))
    told.add(kind="armed_clash", target=REBELS, days=("2017-04-03", "2017-04-09", "week"), killed=(4, None))
    told.add(kind="protest", actor=None, target=None, killed=None)
    told.add(kind="armed_clash", actor=REBELS, target=None, days=("2017-04-01", "2017-04-30", "month"), killed=None)
    told.add(kind="civilian_attack", actor=None, killed=(2, 2))
    told.add(kind="shelling", actor=REBELS, target=ARMY, killed=(7, 7), status="claimed")
    told.add(killed=(24, None), words="عشرات القتلى")
    told.add(sums_up=["hap-0000000000000000", "hap-0000000000000001"], killed=(90, 90))
    told.add(status="hypothetical", killed=None)
    told.add(places=[], killed=(1, 1))
    told.add(places=[place("Syria", 34.8, 38.9, precision=6, geo_precision=None)], killed=(6, 6))
    told.add(days=("2017-01-01", "2017-12-31", "year"), killed=(5, 5))
    told.add(kind="shelling", actor=party("ru-air-force", "Russian Air Force", "state"), target=REBELS, killed=(8, 9))
    return told
