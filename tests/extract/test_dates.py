"""Expressions of time are found whole, with their span, part of the day and relation, and nothing else is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.codebook.calendar import read_calendar
from marsad.codebook.numbers import read_numbers
from marsad.errors import Fault
from marsad.extract.dates import find_dates
from marsad.extract.datewords import DateWords
from marsad.extract.numbers import NumberWords
from marsad.extract.times import Ago, Anaphor, Deictic, Interval, OnDate, Period, Rolling, TimeMention
from marsad.paths import data_root
from marsad.text.tokens import tokenize


def date_words(data: Path) -> DateWords:
    faults: list[Fault] = []
    words = DateWords(read_calendar(data / "calendar", faults), NumberWords(read_numbers(data / "lexicon", faults)))
    assert faults == []
    return words


INDEX = date_words(data_root())
WORDS = sorted(INDEX.index.heads)


def mentions(text: str) -> list[TimeMention]:
    return find_dates(tokenize(text), INDEX)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("وفجر أمس قصفت البلدة", "فجر أمس"),
        ("اليوم (الأربعاء) عادوا", "اليوم (الأربعاء)"),
        ("في 21 تشرين الأول/ أكتوبر 2014.", "21 تشرين الأول/ أكتوبر 2014"),
        ("قُتل مساءَ أَمسِ الثلاثاء", "مساءَ أَمسِ الثلاثاء"),
        ("خلال الـ24 ساعة الماضية", "خلال الـ24 ساعة الماضية"),
        ("بيوم الأحد", "يوم الأحد"),
    ],
)
def test_the_span_holds_the_words_of_the_original(text: str, words: str) -> None:
    (mention,) = mentions(text)
    assert mention.text == words == text[mention.span.start : mention.span.end]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("أمس", Deictic(offset=-1)),
        ("الجمعة الماضية", Deictic(weekday=5, turn=-1)),
        ("ليل الجمعة/السبت", Interval(Deictic(weekday=5), Deictic(weekday=6))),
        ("قبل ثلاثة أيام", Ago(3, "day")),
        ("قبل أيام", Ago(None, "day")),
        ("مطلع الشهر الماضي", Period("month", -1, "early")),
        ("خلال الأيام الماضية", Rolling(None, "day", -1)),
        ("في اليوم التالي", Anaphor(1)),
        ("15 من الشهر الجاري", OnDate(day=15, month_shift=0)),
        ("في 20 صفر 1437هـ", OnDate(day=20, month=2, year=1437, hijri=True)),
    ],
)
def test_each_way_of_saying_when_has_its_record(text: str, when: object) -> None:
    assert [mention.when for mention in mentions(text)] == [when]


@pytest.mark.parametrize(
    ("text", "part", "relation"),
    [
        ("منذ فجر اليوم", "dawn", "since"),
        ("حتى مساء الخميس", "evening", "until"),
        ("ابتداء من السبت", "", "since"),
        ("بعد ظهر أمس", "afternoon", ""),
        ("أمس ليلا", "night", ""),
        ("قبل نهاية الشهر الجاري", "", "before"),
    ],
)
def test_the_part_of_the_day_and_the_relation_are_told(text: str, part: str, relation: str) -> None:
    assert [(mention.part, mention.relation) for mention in mentions(text)] == [(part, relation)]


@given(st.lists(st.sampled_from([*WORDS, "12", "2014", "5", "/", "،", "-", ":", "\n", "قتل", "من", "و", "(", ")"])))
def test_no_row_of_words_breaks_the_reader(words: list[str]) -> None:
    text = " ".join(words)
    last = 0
    for mention in mentions(text):
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert mention.first >= last
        assert mention.text == mention.span.of(text)
        last = mention.last


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    for mention in mentions(text):
        assert mention.text == mention.span.of(text)
