"""Kinds that are told by who did it and to whom, once both are chosen."""

from __future__ import annotations

import marsad


def test_who_is_shot_at_may_be_told_in_a_clause_before() -> None:
    text = "رعاة من أهالي قرية شيلادزي صعدوا إلى المراعي، غير أن الجنود الأتراك فتحوا النار باتجاههم."
    assert [event.kind for event in marsad.extract(text)] == ["civilian_attack"]


def test_a_gun_battle_is_no_attack_on_civilians() -> None:
    text = "أطلق مسلحون النار على دورية للشرطة العراقية في مدينة الرطبة."
    assert [event.kind for event in marsad.extract(text)] == ["armed_clash"]
