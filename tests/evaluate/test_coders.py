"""Measures of agreement against worked examples that were published, and against themselves."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.evaluate.coders import alpha_interval, alpha_nominal, kappa, percent

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): A is two observers and yes or no, B two observers and
# five names, C four observers with gaps.
A = list(zip("0100000010", "1110010000", strict=True))
B = list(zip("aabbdcccedda", "babbbcccedda"[:-1] + "d", strict=True))
OBSERVED = ("12332141 2...", "123322412 5.3", ". 33323422 51.", "123324412 51.")
C = [[int(one) for one in unit if one != "."] for unit in zip(*(row.replace(" ", "") for row in OBSERVED), strict=True)]


def test_alpha_of_two_observers_and_yes_or_no() -> None:
    found = alpha_nominal(A)
    assert found
    assert found.value == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_two_observers_and_five_names() -> None:
    found = alpha_nominal(B)
    assert found
    assert found.value == pytest.approx(0.692, abs=0.0005)


def test_alpha_of_four_observers_with_gaps() -> None:
    nominal, interval = alpha_nominal(C), alpha_interval(C)
    assert nominal
    assert interval
    assert nominal.value == pytest.approx(0.743, abs=0.0005)
    assert interval.value == pytest.approx(0.849, abs=0.0005)


def table(rows: list[list[int]]) -> list[tuple[int, int]]:
    """Return the pairs that a table of counts stands for."""
    return [(i, j) for i, row in enumerate(rows) for j, count in enumerate(row) for _ in range(count)]


def test_kappa_of_three_diagnoses() -> None:
    """Fleiss, Statistical Methods for Rates and Proportions, chapter on measuring agreement: 0.68, error 0.087."""
    found = kappa(table([[75, 1, 4], [5, 4, 1], [0, 0, 10]]))
    assert found
    assert found.low
    assert found.high
    assert found.value == pytest.approx(0.68, abs=0.005)
    assert (found.high - found.low) / 2 / 1.96 == pytest.approx(0.087, abs=0.0015)


def test_kappa_of_fifty_applications() -> None:
    found = kappa(table([[20, 5], [10, 15]]))  # 0.7 agreed, 0.5 by chance
    assert found
    assert found.value == pytest.approx(0.4)


def test_percent_with_wilson_s_interval() -> None:
    found = percent(table([[45, 5], [0, 0]]))
    assert found
    assert (found.value, found.low, found.high) == pytest.approx((0.9, 0.7864, 0.9565), abs=0.0005)


@pytest.mark.parametrize("measure", [percent, kappa, alpha_nominal, alpha_interval])
def test_of_nothing_nothing_is_told(measure: object) -> None:
    assert measure([]) is None  # type: ignore[operator]


def test_where_all_say_one_thing_chance_explains_it() -> None:
    same = [("a", "a")] * 20
    assert kappa(same) is None
    assert alpha_nominal(same) is None
    assert alpha_interval([(1.0, 1.0)] * 20) is None
    assert percent(same)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=60))
def test_measures_keep_their_bounds(pairs: list[tuple[int, int]]) -> None:
    for measure in (percent, kappa, alpha_nominal, alpha_interval):
        found = measure(pairs)
        if found is None:
            continue
        assert -1 - 1e-9 <= found.value <= 1 + 1e-9
        if found.low is not None and found.high is not None:
            assert found.low - 1e-9 <= found.value <= found.high + 1e-9
        mirrored = measure([(b, a) for a, b in pairs])
        assert mirrored
        assert mirrored.value == pytest.approx(found.value)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=4, max_size=25))
def test_alpha_is_what_its_definition_says(pairs: list[tuple[int, int]]) -> None:
    values = [value for pair in pairs for value in pair]
    n = len(values)
    for measure, apart in (
        (alpha_nominal, lambda a, b: float(a != b)),
        (alpha_interval, lambda a, b: float((a - b) ** 2)),
    ):
        seen = sum(2 * apart(a, b) for a, b in pairs) / n
        chance = sum(apart(values[i], values[j]) for i in range(n) for j in range(n) if i != j) / (n * (n - 1))
        found = measure(pairs)
        if chance == 0:
            assert found is None
        else:
            assert found
            assert found.value == pytest.approx(1 - seen / chance)


def test_the_interval_is_near_that_of_resampling() -> None:
    dice = random.Random(7)  # noqa: S311 - they always fall alike
    pairs = [(a, a if dice.random() < 0.8 else dice.randrange(4)) for a in (dice.randrange(4) for _ in range(200))]
    for measure in (alpha_nominal, alpha_interval, kappa):
        found = measure(pairs)
        assert found
        assert found.low
        assert found.high
        again = sorted(one.value for _ in range(400) if (one := measure(dice.choices(pairs, k=len(pairs)))))
        assert found.low == pytest.approx(again[10], abs=0.03)
        assert found.high == pytest.approx(again[-11], abs=0.03)
