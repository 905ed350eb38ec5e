"""Kinds that are told by who did it and to whom, once both are chosen."""

from __future__ import annotations

import marsad


def test_who_is_shot_at_may_be_told_in_a_clause_before() -> None:
    text = "رعاة من أهالي قرية شيلادزي صعدوا إلى المراعي، غير أن الجنود الأتراك فتحوا النار باتجاههم."
    assert [event.kind for event in marsad.extract(text)] == ["civilian_attack"]


def test_a_gun_battle_is_no_attack_on_civilians() -> None:
    text = "أطلق مسلحون النار على دورية للشرطة العراقية في مدينة الرطبة."
    assert [event.kind for event in marsad.extract(text)] == ["armed_clash"]


def test_a_checkpoint_is_held_by_armed_men_whoever_died_there() -> None:
    text = "هاجم مسلحون نقطة تفتيش شرقي مدينة الفلوجة ما أسفر عن مقتل أربعة أشخاص."
    assert [event.kind for event in marsad.extract(text)] == ["armed_clash"]


def test_who_fled_from_prison_is_arrested_and_moves_nowhere() -> None:
    text = "اعتقلت الشرطة العراقية تسعة فارين من سجن التاجي في مدينة بعقوبة."
    assert [event.kind for event in marsad.extract(text)] == ["arrest"]
