"""The seed report, which all who read the contract start from: nearly everything in it is right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from marsad.evaluate import Annotated, Score

Read = Callable[..., list[Annotated]]


@pytest.fixture(scope="module")
def gold(shared: Path) -> Path:
    """Return the annotations of the seed report, or skip."""
    path = shared / "reports" / "seed.gold.json"
    if not path.is_file():
        pytest.skip("no seed report")
    return path


@pytest.mark.xfail(reason="0.938 and 0.812 since answers are weighed: two movements are held to be none", strict=True)
def test_our_own_measure(gold: Path, annotated: Read, scored: Callable[[list[Annotated]], Score]) -> None:
    reports = annotated(gold)
    assert len(reports) == 1
    score = scored(reports)
    event, strict, farthest = score.event.to_dict()["f1"], score.strict.to_dict()["f1"], max(score.errors_km)
    assert event >= 0.95
    assert strict >= 0.80
    assert farthest <= 10


@pytest.mark.xfail(reason="the place of one air strike is not read", strict=True)
def test_every_annotated_place_is_found_where_it_lies(
    gold: Path, annotated: Read, scored: Callable[[list[Annotated]], Score]
) -> None:
    reports = annotated(gold)
    located = sum(place.point is not None for told in reports[0].events for place in told.places)
    found = len(scored(reports).errors_km)
    assert found >= located


@pytest.mark.xfail(reason="0.938 and 0.812 since answers are weighed: two movements are held to be none", strict=True)
def test_the_referee_s_measure(gold: Path, annotated: Read, refereed: Callable[..., Any], tmp_path: Path) -> None:
    answer = refereed(gold, annotated(gold), tmp_path)
    assert answer["event"]["f1"] >= 0.95
    assert answer["strict"]["f1"] >= 0.80
    assert answer["geocoding"]["within_10_km"] == 1.0


def test_both_measures_agree(
    gold: Path,
    annotated: Read,
    scored: Callable[[list[Annotated]], Score],
    refereed: Callable[..., Any],
    tmp_path: Path,
) -> None:
    reports = annotated(gold)
    ours, theirs = scored(reports).to_dict(), refereed(gold, reports, tmp_path)
    assert (ours["event"], ours["strict"]) == (theirs["event"], theirs["strict"])
