"""Who says so: the last event of a text, and the words of the source that it is credited to."""

from __future__ import annotations

from datetime import date

import pytest

import marsad

DAY = date(2019, 5, 4)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("أفاد مسؤولون محليون بأن مسلحين قتلوا شرطيا في مدينة الباب.", "مسؤولون محليون"),
        ("تحدث نازحون عن قصف مدفعي طال قرية حاس وقتل طفلا.", "نازحون"),
        ("قتل ثلاثة جنود بانفجار عبوة ناسفة في درعا، كما قال طبيب.", "طبيب"),
        ("وذكرت مصادر طبية ل(و.ط.س) أن مدنيين اثنين قتلا بقصف مدفعي على تعز.", "مصادر طبية"),
        ("قال مصدر أمني إن مسلحين قتلوا شرطيا في الباب.\nكما أشار إلى أن عبوة ناسفة قتلت جنديين في درعا.", "مصدر أمني"),
        ("قال مصدر أمني إن مسلحين قتلوا شرطيا في الباب. وانفجرت عبوة ناسفة في درعا، طبقا للمصدر نفسه.", "مصدر أمني"),
        (
            "قال قائد ميداني إن مسلحين قتلوا شرطيا في الباب. وأضاف القائد أن عبوة ناسفة قتلت جنديين في درعا.",
            "قائد ميداني",
        ),
        ("عاجل | مصدر أمني: مقتل جندي بهجوم على حاجز للجيش غرب كركوك", "مصدر أمني"),
        ("قصف مدفعي على بلدة النيرب شرق إدلب (ناشطون) - 09:40", "ناشطون"),
        ("مقتل مدني بانفجار عبوة ناسفة في مدينة الرقة (المرصد السوري)", "المرصد السوري"),
    ],
)
def test_the_source_that_an_event_is_credited_to(text: str, source: str) -> None:
    *_, last = marsad.extract(text, published=DAY)
    assert last.attribution is not None
    assert last.attribution.text == source


@pytest.mark.parametrize("reminds", ["ويذكر أن", "يشار إلى أن", "ويشار إلى أن"])
def test_what_the_report_itself_reminds_of_is_credited_to_nobody(reminds: str) -> None:
    text = f"قال مصدر أمني إن مسلحين قتلوا شرطيا في الباب.\n{reminds} عبوة ناسفة قتلت جنديين في درعا قبل شهر."
    *_, last = marsad.extract(text, published=DAY)
    assert last.kind == "ied"
    assert last.attribution is None


def test_a_preposition_is_no_noun_said_again() -> None:
    text = "قال ضابط في شرطة الباب إن مسلحين قتلوا شرطيا.\nقال في كلمته إن عبوة ناسفة قتلت جنديين في درعا."
    *_, last = marsad.extract(text, published=DAY)
    assert last.kind == "ied"
    assert last.attribution is None


def test_letters_that_stand_for_a_name_end_no_sentence() -> None:
    (only,) = marsad.extract("أعلنت (أ.ف.ب) مقتل ثلاثة مدنيين بقصف مدفعي على تعز.", published=DAY)
    assert only.killed is not None
    assert only.killed.min == 3


def test_who_says_so_in_brackets_is_not_who_was_hit() -> None:
    (event,) = marsad.extract("القوات التركية تقصف بلدة مرعناز بالراجمات (ناشطون) - 11:05", published=DAY)
    assert event.target is None
