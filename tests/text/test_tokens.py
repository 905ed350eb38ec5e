from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.fold import fold
from marsad.text.tokens import Tokens, tokenize


def quoted(text: str) -> list[tuple[str, str]]:
    """Return each quote's mark and words."""
    tokens = tokenize(text)
    return [(quote.mark, " ".join(tokens.words[quote.first : quote.last])) for quote in tokens.quotes]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قصفت «داعش».", ["قصفت", "داعش", "."]),
        ("قُتل ٣ مدنيين، وأُصيب 12", ["قتل", "3", "مدنيين", "،", "واصيب", "12"]),
        ("لـ«الصوت»", ["ل", "الصوت"]),
        ("#قوات_الحماية", ["قوات", "الحمايه"]),
        ("٢٥٠٠ و1,200 و٥٫٣ و12/6/2024.", ["2500", "و", "1,200", "و", "5.3", "و", "12", "/", "6", "/", "2024", "."]),
        ("🔴 عاجل | حلب", ["🔴", "عاجل", "|", "حلب"]),
        ("⚠️ تحذير", ["⚠", "تحذير"]),
        ("سطر\r\n\r\n  ثانٍ", ["سطر", "\n", "ثان"]),
        ("سطر\u2028ثان\rثالث", ["سطر", "\n", "ثان", "\n", "ثالث"]),
        ("ﻗﺼﻒ ﺣﻠﺐ", ["قصف", "حلب"]),
        ("(أ ف ب)", ["ا", "ف", "ب"]),
        ("30قتيلاً", ["30", "قتيلا"]),
        ("\u202bحمص\u202c", ["حمص"]),
        ("", []),
        (" \t ", []),
        ("ـًـ", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert tokenize(text).words == words


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("حركة «الفجر» قالت", [("«", "الفجر")]),
        ('قال "لا علم لنا" ثم "غادر"', [('"', "لا علم لنا"), ('"', "غادر")]),
        ("قال ”لا علم“ ثم ”غادر“ القاعة", [("“", "لا علم"), ("“", "غادر")]),
        ("“نعم“ ثم “لا“", [("“", "نعم"), ("“", "لا")]),
        ("»الفجر« قالت", [("«", "الفجر")]),
        ("بقية» ثم «أول»", [("«", "اول")]),
        ("«بلا نهاية\nثم «أول»", [("«", "اول")]),
        ("«قال (في بيان) إنه بخير»", [("«", "قال في بيان انه بخير"), ("(", "في بيان")]),
        ("(قال «لم يغلق)", [("(", "قال لم يغلق")]),
        ("«»", []),
    ],
)
def test_quotes(text: str, quotes: list[tuple[str, str]]) -> None:
    assert quoted(text) == quotes


def test_spans_hold_the_marks_of_their_words() -> None:
    text = "أُصيبَ عددٌ مِن المدنيّين"
    tokens = tokenize(text)
    assert [tokens.span(index, index + 1).of(text) for index in range(len(tokens))] == text.split()


@pytest.mark.parametrize(
    ("text", "cut", "left"),
    [
        ("بالرقة", 1, "الرقة"),
        ("وبِالرّقة", 2, "الرّقة"),
        ("للرقة", 1, "لرقة"),
        ("وﺣﻠﺐ", 1, "ﺣﻠﺐ"),
        ("بحلب", 0, "بحلب"),
    ],
)
def test_clitics_are_cut_from_the_span(text: str, cut: int, left: str) -> None:
    mention = tokenize(text).mention(0, 1, cut)
    assert mention.text == left
    assert mention.span.of(text) == left


def test_a_mention_may_hold_several_words() -> None:
    text = "سقطت قذيفةٌ على «سوق الهال» أمس"
    mention = tokenize(text).mention(3, 5)
    assert mention.text == "سوق الهال"


ARABIC = st.text(st.sampled_from(list("أةىبلوف ٣5،.:«»“”\"'()[]_\n\r\tـ\u064e\u0651\u200f\u202b\ufe0fﻻﷲﷺﹷ🔴ae-")))


@given(ARABIC | st.text())
def test_tokens_lie_in_the_text_in_order_and_fold_to_their_words(text: str) -> None:
    tokens = tokenize(text)
    end = 0
    for index, word in enumerate(tokens.words):
        span = tokens.span(index, index + 1)
        assert end <= span.start < span.end <= len(text)
        end = span.end
        if word != "\n":
            assert fold(span.of(text)).text == word


@given(ARABIC | st.text())
def test_quotes_nest_or_follow(text: str) -> None:
    tokens = tokenize(text)
    for quote in tokens.quotes:
        assert 0 <= quote.first < quote.last <= len(tokens)
        assert "\n" not in tokens.words[quote.first : quote.last]
        for other in tokens.quotes:
            assert not quote.first < other.first < quote.last < other.last


def seconds(text: str) -> tuple[float, Tokens]:
    """Return how long a text takes, and its tokens."""
    start = time.process_time()
    tokens = tokenize(text)
    return time.process_time() - start, tokens


def test_a_megabyte_in_one_paragraph_takes_seconds() -> None:
    took, tokens = seconds("قُصفت «البلدة» أمس، و" * 50_000)
    assert took < 10
    assert len(tokens) == 200_001


@pytest.mark.parametrize("piece", ["(", "[“(«", '"', "»", "ـ", "قُ", "\n", "1.", "((]", " ", "🔴", "ﷺ"])
def test_no_text_takes_more_than_linear_time(piece: str) -> None:
    took, tokens = seconds(piece * (200_000 // len(piece)))
    assert took < 5
    assert len(tokens.starts) == len(tokens.ends) == len(tokens)
