"""Ties over all shards, and chains that are too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from marsad.scale.ties import tie_all

PAIRS = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19), st.floats(0.5, 12)), max_size=40)


@given(PAIRS)
def test_roots_are_the_lowest_number_of_each_chain(pairs: list[tuple[int, int, float]]) -> None:
    ties, cut = tie_all(20, lambda: iter(pairs))
    near = {number: {number} for number in range(20)}
    for one, other, _ in pairs:
        joined = near[one] | near[other]
        for number in joined:
            near[number] = joined
    assert list(ties.roots) == [min(near[number]) for number in range(20)]
    assert cut == []


@given(PAIRS, st.integers(2, 6))
def test_no_chain_is_longer_than_allowed(pairs: list[tuple[int, int, float]], longest: int) -> None:
    ties, cut = tie_all(20, lambda: iter(pairs), longest)
    sizes = [list(ties.roots).count(root) for root in set(ties.roots)]
    assert max(sizes) <= longest
    whole, _ = tie_all(20, lambda: iter(pairs))
    assert bool(cut) == any(list(whole.roots).count(root) > longest for root in set(whole.roots))


def test_a_chain_too_long_is_cut_at_its_weakest_link() -> None:
    ties, cut = tie_all(6, lambda: iter([(0, 1, 9.0), (1, 2, 9.0), (2, 3, 1.5), (3, 4, 9.0), (4, 5, 9.0)]), 3)
    assert list(ties.roots) == [0, 0, 0, 3, 3, 3]
    assert cut == [{"assertions": 6, "first": 0, "bits": 1}, {"assertions": 6, "first": 0, "bits": 2}]
