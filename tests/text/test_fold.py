from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.fold import fold, fold_letters, fold_word


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("قُتِلَ ٣", "قتل 3"),
        ("أُصيبت", "اصيبت"),
        ("إدلب وآزاد", "ادلب وازاد"),
        ("مستشفى المدينة", "مستشفي المدينه"),
        ("مسؤول طائرة", "مسوول طايره"),
        ("شــــهداء", "شهداء"),
        ("هٰذا", "هذا"),
        ("گۆڕان", "كۆڕان"),
        ("کردستان ایران", "كردستان ايران"),
        ("۱۲٫۵ و٣٬٠٠٠", "12.5 و3,000"),
        ("ﻗﺼﻒ ﻋﻠﻰ ﺣﻠﺐ", "قصف علي حلب"),
        ("ﻻ ﻷن", "لا لان"),
        ("ﷲ", "الله"),
        ("\u202bالرقة\u202c\u200f", "الرقه"),
        ("\ufeffعاجل\u00a0الآن", "عاجل الان"),
        ("⚠️", "⚠"),
        ("اـٔ ئ ء", "ا ي ء"),
        ("", ""),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text).text == folded
    assert fold_word(text) == folded


def test_a_mark_that_stands_as_a_form_does_not_split_its_word() -> None:
    assert fold("قتﹷل ﺣﻠﺐﱟ").text == "قتل حلب"


def test_text_without_marks_needs_no_map() -> None:
    assert fold("قصف مدفعي على البلدة").cuts == []


def test_marks_belong_to_the_letter_before() -> None:
    text = "عدداً كبيرًا"
    folded = fold(text)
    first, second = zip(folded.starts([0, 5]), folded.ends([4, len(folded.text)]), strict=True)
    assert text[slice(*first)] == "عدداً"
    assert text[slice(*second)] == "كبيرًا"


def test_letters_fold_one_to_one() -> None:
    assert len(fold_letters("أإآىةؤئگچ٣")) == 10


ALPHABET = st.text(st.sampled_from(list('أإآاىيةهؤئءبتلكوف ٣5،.«»"\n\tـ\u064e\u0651\u0670\u200f\u202b\ufe0fﻻﷲﷺﹷ🔴a_')))


@given(ALPHABET | st.text())
def test_the_map_leads_back(text: str) -> None:
    folded = fold(text)
    places = list(range(len(folded.text)))
    starts, ends = folded.starts(places), folded.ends([place + 1 for place in places])
    assert starts == sorted(starts)
    for start, end, letter in zip(starts, ends, folded.text, strict=True):
        assert 0 <= start < end <= len(text)
        assert letter in fold(text[start:end]).text


@given(ALPHABET | st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
