"""Other spellings of a name, tier by tier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.gazetteer.spelling import LETTERS, SHORTEST, Tier, near, spellings


@pytest.mark.parametrize(
    ("written", "tier", "name"),
    [
        ("رصافه", Tier.ARTICLE, "الرصافه"),
        ("الرصافه", Tier.ARTICLE, "رصافه"),
        ("الغوطه الشرقيه", Tier.ARTICLE, "غوطه شرقيه"),
        ("تل رفعت", Tier.ARTICLE, "تل الرفعت"),
        ("وتكريت", Tier.CLITIC, "تكريت"),
        ("بصنعاء", Tier.CLITIC, "صنعاء"),
        ("للرقه", Tier.CLITIC, "الرقه"),
        ("عبدالله", Tier.VARIANT, "عبد الله"),
        ("عبد الله", Tier.VARIANT, "عبدالله"),
        ("ابو كمال", Tier.VARIANT, "البو كمال"),
        ("البوكمال", Tier.VARIANT, "ابو كمال"),
        ("بوعمر", Tier.VARIANT, "ابو عمر"),
        ("مارا", Tier.VARIANT, "ماره"),
    ],
)
def test_a_spelling_is_of_its_tier(written: str, tier: Tier, name: str) -> None:
    assert (tier, name) in set(spellings(written))


@given(st.text(LETTERS, min_size=2, max_size=12))
def test_tiers_come_in_order_and_never_the_name_itself(name: str) -> None:
    found = list(spellings(name))
    assert [tier for tier, _ in found] == sorted(tier for tier, _ in found)
    assert name not in {other for _, other in found}


@given(st.text(LETTERS, min_size=SHORTEST, max_size=12), st.data())
def test_every_single_mistake_is_near(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(3 if name.startswith("ال") else 1, len(name) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    assert name[:at] + letter + name[at + 1 :] in {*near(name), name}
    assert name[:at] + name[at + 1 :] in set(near(name))
    assert name[:at] + letter + name[at:] in set(near(name))


def test_short_names_have_nothing_near() -> None:
    assert list(near("دوما")) == []
