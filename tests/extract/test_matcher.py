from __future__ import annotations

from time import process_time

import pytest

from marsad.extract.matcher import Matcher, longest
from marsad.text.tokens import tokenize


@pytest.fixture
def matcher() -> Matcher:
    """Return a few open triggers and closed names."""
    made = Matcher()
    for trigger in ("غارة", "سيارة مفخخة", "إطلاق نار", "سيطرة", "قصف", "حليف", "حلفاء"):
        made.add("trigger", trigger, trigger, open=True, pronouns=True)
    for place in ("الرقة", "حلب", "ريف حلب", "ريف حلب الشمالي", "اللاذقية", "لبنان", "المخيم - القديم"):
        made.add("place", place, place)
    return made


def hits(matcher: Matcher, text: str, table: str) -> list[tuple[object, str, str]]:
    """Return the rows found, with what was cut."""
    return [(hit.row, hit.prefix, hit.suffix) for hit in matcher.find(tokenize(text)).get(table, [])]


@pytest.mark.parametrize(
    ("text", "row", "prefix", "suffix"),
    [
        ("غارة", "غارة", "", ""),
        ("والغارةُ", "غارة", "وال", ""),
        ("بغارةٍ", "غارة", "ب", ""),
        ("انفجرت السيارة المفخخة", "سيارة مفخخة", "ال", ""),
        ("بسيارةٍ مفخخة", "سيارة مفخخة", "ب", ""),
        ("بإطلاق النار", "إطلاق نار", "ب", ""),
        ("وسيطرتهم", "سيطرة", "و", "هم"),
        ("حلفائه", "حلفاء", "", "ه"),
    ],
)
def test_open_patterns(matcher: Matcher, text: str, row: str, prefix: str, suffix: str) -> None:
    assert (row, prefix, suffix) in hits(matcher, text, "trigger")


@pytest.mark.parametrize(
    ("text", "row", "prefix"),
    [
        ("بالرَّقة", "الرقة", "ب"),
        ("وللرقة", "الرقة", "ول"),
        ("للاذقية", "اللاذقية", "ل"),
        ("للبنان", "لبنان", "ل"),
        ("وبريف حلب", "ريف حلب", "وب"),
        ("المخيم - القديم", "المخيم - القديم", ""),
    ],
)
def test_closed_patterns(matcher: Matcher, text: str, row: str, prefix: str) -> None:
    assert (row, prefix, "") in hits(matcher, text, "place")


@pytest.mark.parametrize("text", ["رقة", "الحلب", "حلبه", "ريف الحلب", "لاذقية", "ريف . حلبا"])
def test_closed_patterns_take_no_article_and_no_pronoun(matcher: Matcher, text: str) -> None:
    assert hits(matcher, text, "place") == []


def test_an_article_leaves_no_room_for_a_pronoun(matcher: Matcher) -> None:
    assert hits(matcher, "القصفهم", "trigger") == []


def test_longer_comes_first_and_longest_keeps_it(matcher: Matcher) -> None:
    found = matcher.find(tokenize("في ريف حلب الشمالي ثم حلب"))["place"]
    assert [(hit.first, hit.last, hit.row) for hit in found] == [
        (1, 4, "ريف حلب الشمالي"),
        (1, 3, "ريف حلب"),
        (2, 3, "حلب"),
        (5, 6, "حلب"),
    ]
    assert [hit.row for hit in longest(found)] == ["ريف حلب الشمالي", "حلب"]


def test_longest_keeps_rows_that_share_a_span() -> None:
    matcher = Matcher()
    matcher.add("place", "السويداء", "city")
    matcher.add("place", "السويداء", "province")
    found = matcher.find(tokenize("في السويداء"))["place"]
    assert [hit.row for hit in longest(found)] == ["city", "province"]


def test_spellings_that_fold_alike_are_found_once() -> None:
    matcher, row = Matcher(), object()
    for spelling in ("إدلب", "ادلب", "أدلب"):
        matcher.add("place", spelling, row)
    assert len(matcher.find(tokenize("إدلب"))["place"]) == 1


def test_a_pattern_added_later_is_found() -> None:
    matcher = Matcher()
    assert matcher.find(tokenize("حماة")) == {}
    matcher.add("place", "حماة", 1)
    assert [hit.row for hit in matcher.find(tokenize("بحماة"))["place"]] == [1]


def test_patterns_pass_over_quotation_marks_but_not_over_a_stop(matcher: Matcher) -> None:
    assert hits(matcher, "سيارة «مفخخة»", "trigger") == [("سيارة مفخخة", "", "")]
    assert hits(matcher, "سيارة. مفخخة", "trigger") == []


def test_an_empty_pattern_matches_nothing(matcher: Matcher) -> None:
    matcher.add("place", "«»", "nothing")
    assert hits(matcher, "كلمة أخرى", "place") == []


def test_a_megabyte_takes_seconds(matcher: Matcher) -> None:
    tokens = tokenize("بريف حلب الشمالي والسيارات المفخخة " * 30_000)
    start = process_time()
    assert len(matcher.find(tokens)["place"]) == 90_000
    assert process_time() - start < 20
