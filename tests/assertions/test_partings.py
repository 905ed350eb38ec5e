"""What parts two happenings of a report: two sides that fire, `فيما`, one more bomb, a place that heads an item."""

from __future__ import annotations

import pytest

import marsad
from marsad.assertions.partings import foes
from marsad.model import Party, Span


def told(text: str, kind: str) -> list[list[str]]:
    """Return the places of each event of a kind."""
    return [[place.text for place in event.places] for event in marsad.extract(text) if event.kind == kind]


def party(party_id: str | None, kind: str) -> Party:
    return Party(party_id, None, None, "", Span(0, 0), kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (party("tr-army", "state"), party("sy-army", "state"), True),
        (party("sd-army", "state"), party("sd-rsf", "militia"), True),
        (party("il-army", "state"), party("il-air-force", "state"), False),
        (party("hamas", "rebel"), party("hamas-qassam", "rebel"), False),
        (party(None, "unknown"), party("sd-rsf", "militia"), False),
    ],
)
def test_two_sides(one: Party, other: Party, apart: bool) -> None:
    assert foes(one, other) is apart
    assert foes(other, one) is apart


def test_two_sides_that_fire_are_two_shellings() -> None:
    text = (
        "قصفت قوات النظام السوري بالمدفعية بلدة سرمين في ريف إدلب صباح الأحد.\n"
        "وقصفت القوات التركية بالمدفعية بلدة سرمين أيضاً."
    )
    assert len(told(text, "shelling")) == 2


def test_a_clause_alongside_tells_of_another_happening() -> None:
    text = (
        "شهد ريف إدلب يوماً دامياً.\nوتعرضت بلدة بنش لقصف جوي فجر الأحد، في حين ألقى الطيران المروحي أربعة براميل متفجرة."
    )
    assert len(told(text, "air_strike")) == 2


def test_harm_told_alongside_is_no_other_happening() -> None:
    text = "شهد ريف إدلب يوماً دامياً.\nوقصفت المدفعية بلدة بنش فجر الأحد فقتل أربعة مدنيين، فيما أصيب سبعة آخرون بجروح."
    assert len(told(text, "shelling")) == 1


def test_other_hours_are_other_attacks() -> None:
    text = (
        "قال حزب الله إنه استهدف عند الساعة 06:15 صباح الأحد ثكنة برانيت بصلية صاروخية، "
        "ثم استهدف عند الساعة السابعة والنصف ثكنة دوفيف بقذائف المدفعية."
    )
    assert len(told(text, "shelling")) == 2


def test_one_hour_told_twice_is_one_attack() -> None:
    text = (
        "انفجرت سيارة مفخخة عند الساعة 13:30 في سوق مدينة الصدر وقتلت تسعة مدنيين.\n"
        "وقالت الشرطة إن سيارة مفخخة انفجرت عند الساعة الواحدة والنصف في سوق مدينة الصدر."
    )
    assert len(told(text, "ied")) == 1


def test_one_more_bomb_is_another() -> None:
    text = (
        "انفجرت عبوة ناسفة بحافلة صغيرة في حي الزنجيلي وجرحت سائقها.\n"
        "وأضاف المصدر أن رجال الإسعاف هرعوا إلى الحي فانفجرت عبوة أخرى وأصابت اثنين منهم."
    )
    assert len(told(text, "ied")) == 2


def test_units_of_other_numbers_arrest_each_by_itself() -> None:
    text = (
        "أعلنت قيادة عمليات بغداد اعتقال مطلوبين في مناطق من العاصمة.\n"
        "وأوضحت أن قوة من اللواء 22 تمكنت من تحرير رهينة وإلقاء القبض على مطلوبين اثنين في منطقة الشعلة، "
        "مبينة أن قوة من اللواء 54 اعتقلت ثالثاً في منطقة حي العامل."
    )
    assert len(told(text, "arrest")) == 2


def test_another_force_finds_other_arms() -> None:
    text = (
        "عثرت قوة من الفوج الأول على كدس للعتاد في منطقة العويسات، "
        "وتمكنت قوة أخرى من تفكيك ثلاث عبوات ناسفة في منطقة العويسات."
    )
    assert len(told(text, "weapons_disrupted")) == 2


def test_a_place_heads_an_item() -> None:
    text = (
        "اعتقلت قوات الاحتلال عشرة مواطنين من الضفة الغربية فجر الاثنين.\n"
        "وفي سلفيت؛ اعتقلت قوات الاحتلال شابين في حارة الشرفة، وطالباً من قرية حارس.\n"
        "وفي قلقيلية؛ اعتقلت قوات الاحتلال الشاب سامر نعيم في حي النقار."
    )
    assert told(text, "arrest") == [["حارة الشرفة", "قرية حارس"], ["حي النقار"]]


def test_an_item_may_tell_what_the_headline_told() -> None:
    text = (
        "قصف على ريف حماة واشتباكات في درعا\n"
        "اندلعت اشتباكات في درعا البلد بين الجيش الحر وقوات النظام.\n"
        "وفي ريف حماة، قصفت قوات النظام بالمدفعية بلدة اللطامنة."
    )
    assert told(text, "shelling") == [["بلدة اللطامنة"]]


def test_a_headline_leaves_out_who_says_so() -> None:
    text = (
        "القوات العراقية تنتزع أربع قرى شمالي الشرقاط من تنظيم الدولة\n"
        "أعلنت قيادة العمليات المشتركة أن القوات العراقية انتزعت، الأحد، "
        "أربع قرى تقع إلى الشمال من قضاء الشرقاط من تنظيم الدولة."
    )
    assert len(told(text, "territory_captured")) == 1
