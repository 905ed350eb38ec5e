"""How many were killed: whose object, whose subject, what adds up, what replaces what was told before."""

from __future__ import annotations

from datetime import date

import pytest

from marsad.model import Report
from marsad.pipeline import Coder

Range = tuple[int, int | None] | None


@pytest.mark.parametrize(
    ("words", "killed"),
    [
        ("وقتل ثلاثة جنود ومدني في تفجير سيارة مفخخة استهدف دورية للجيش في حي الزهور شرقي الموصل.", (4, 4)),
        ("فتح حراس المقرين الرصاص على المحتجين في العمارة وقتلوا ثلاثة منهم وجرحوا 22.", (3, 3)),
        ("أحبط مقاتلو قوات سوريا الديمقراطية هجوماً على قرية العريضة وقتلوا خمسة من المهاجمين.", (5, 5)),
        ("حاول انتحاري دخول مقر للحشد العشائري في الشرقاط فأردته الحماية قتيلا قبل أن يفجر نفسه.", (1, 1)),
        ("فجّر شخص نفسه بدورية في رفح، ما أدى إلى مقتله واستشهاد أحد أفراد الدورية وجرح أربعة.", (2, 2)),
        ("دهست آلية عسكرية شابا في بيتا وقتلته.", (1, 1)),
        ("كسرت الوحدات هجوماً على شيخورزة وقُتل في الاشتباكات 11 مرتزقاً على الأقل.", (11, None)),
        ("هاجم التنظيم مواقع الحشد قرب سامراء مما أسفر عن مقتل سبعة منهم على الأقل.", (7, None)),
        ("استشهد نتيجة القصف على حاس امرأة وطفلتان.", (3, 3)),
        ("استشهاد مواطن وزوجته وأطفالهما الثلاثة في قصف على رفح.", (5, 5)),
        ("تسبب القصف في مقتل الطفلة مها علي حسان، والطفلة رنا أحمد علي في مقبنة.", (2, 2)),
        ("وكان 3 مواطنين يمنيين استشهدوا وجرح 3 آخرون في غارة على مدينة زبيد.", (3, 3)),
        ("انفجرت عبوة في سيارة بمدينة الحلة ما أوقع عدداً من الشهداء والجرحى.", (1, None)),
        ("حاول العدو مهاجمة سيطرة كوكجلي وفشل بعد مقتل جميع المهاجمين.", (1, None)),
        ("ارتفع عدد ضحايا التفجير في بغداد إلى 45 قتيلا بعد وفاة ثلاثة جرحى.", (45, 45)),
        ("سقط قتيل وثمانية جرحى في اشتباكات بطرابلس، ثم ارتفعت الحصيلة إلى ثلاثة قتلى و14 جريحا.", (3, 3)),
        ("قصف مدفعي على حاس. وقال مسعفون إن حصيلة القتلى ارتفعت إلى تسعة.", (9, 9)),
        ("قصف مدفعي على حاس. وبلغ عدد القتلى تسعة والجرحى عشرين.", (9, 9)),
        ("قصف مدفعي على حاس. وقالت ممرضة إن عدد القتلى لا يقل عن 17.", (17, None)),
        ("قتل سبعة جنود في قصف مدفعي على حاس، بينما ذكر سكان أن عدد القتلى وصل إلى عشرة.", (7, 10)),
        ("قتل سبعة جنود في قصف مدفعي على حاس. وقالت ممرضة إن القتلى عشرة.", (7, 10)),
        ("قتل سبعة جنود في قصف مدفعي على حاس. وبين القتلى ثلاثة ضباط.", (7, 7)),
        ("قتل سبعة جنود في قصف مدفعي على حاس. وبلغ عدد القتلى منذ مطلع الشهر 90.", (7, 7)),
        ("استشهد الملازم “فارس عبد الله” و4 مجندين آخرين خلال هجوم مسلح على دورية في رفح.", (5, 5)),
        ("اندلعت مواجهات في حي السلام بمدينة نيالا راح ضحيتها سبعة أشخاص.", (7, 7)),
        ("خطف المسلحون 17 شخصاً منهم ثلاثة طلاب من قرية حمة صرار.", None),
    ],
)
def test_killed(coder: Coder, words: str, killed: Range) -> None:
    events = coder.extract(Report("r", words, date(2020, 1, 15), None, None, None, None))
    assert killed in [(event.killed.min, event.killed.max) if event.killed else None for event in events]


def test_a_toll_of_another_place_is_another_event(coder: Coder) -> None:
    words = "قتل أربعة أشخاص برصاص قوات الأمن في بلدة حاس وأضاف المصدر أن شخصا آخر قتل في بلدة كفرنبل."
    events = coder.extract(Report("r", words, date(2012, 1, 15), None, None, None, None))
    assert sorted(event.killed.min for event in events if event.killed) == [1, 4]


def test_what_is_counted_since_a_day_replaces_no_toll(coder: Coder) -> None:
    words = "استشهد طفلان في غارة على صيدا، ليرتفع عدد القتلى إلى 300 منذ بدء الحرب."
    events = coder.extract(Report("r", words, date(2024, 1, 15), None, None, None, None))
    assert [event.killed.min for event in events if event.killed] == [2]


@pytest.mark.parametrize(
    ("words", "injured"),
    [
        ("استشهد طفل في بلدة الزهراء إثر إصابته برصاص قناص.", None),
        ("أدى القصف على حاس إلى استشهاد طفل وإصابة شقيقه.", (1, 1)),
    ],
)
def test_what_the_dead_died_of_is_no_injury(coder: Coder, words: str, injured: Range) -> None:
    events = coder.extract(Report("r", words, date(2020, 1, 15), None, None, None, None))
    assert [(event.injured.min, event.injured.max) if event.injured else None for event in events] == [injured]
