from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.text.clitics import cuts, has_article, tails


@pytest.mark.parametrize(
    ("word", "prefix", "rest"),
    [
        ("حلب", "", "حلب"),
        ("وحلب", "و", "حلب"),
        ("بحلب", "ب", "حلب"),
        ("وبحلب", "وب", "حلب"),
        ("الجيش", "ال", "جيش"),
        ("والجيش", "وال", "جيش"),
        ("بالرقه", "ب", "الرقه"),
        ("وبالرقه", "وبال", "رقه"),
        ("كالقصف", "كال", "قصف"),
        ("للجيش", "ل", "الجيش"),
        ("للجيش", "لل", "جيش"),
        ("لليبيا", "ل", "ليبيا"),
        ("للاذقيه", "ل", "اللاذقيه"),
        ("للواء", "ل", "اللواء"),
        ("ولليمن", "ول", "اليمن"),
        ("فقتل", "ف", "قتل"),
        ("سيقصف", "س", "يقصف"),
        ("وستقصف", "وس", "تقصف"),
    ],
)
def test_cuts(word: str, prefix: str, rest: str) -> None:
    assert (prefix, rest) in cuts(word)


@pytest.mark.parametrize(("word", "prefix"), [("سلاح", "س"), ("حلب", "ح"), ("و", "و"), ("بي", "ب")])
def test_what_is_not_cut(word: str, prefix: str) -> None:
    assert prefix not in {cut for cut, _ in cuts(word)}


@pytest.mark.parametrize(
    ("word", "suffix", "rest"),
    [
        ("سيطرته", "ه", "سيطره"),
        ("قصفهم", "هم", "قصف"),
        ("قتلوه", "ه", "قتلوا"),
        ("مواقعها", "ها", "مواقع"),
        ("عناصرهما", "هما", "عناصر"),
        ("مستشفاهم", "هم", "مستشفي"),
        ("حلفايه", "ه", "حلفاء"),
        ("اعضاوها", "ها", "اعضاء"),
        ("قواتنا", "نا", "قوات"),
    ],
)
def test_tails(word: str, suffix: str, rest: str) -> None:
    assert (suffix, rest) in tails(word)


def test_articles() -> None:
    assert [has_article(prefix) for prefix in ("", "و", "ل", "ال", "وبال", "لل", "ولل")] == [False] * 3 + [True] * 4


WORDS = st.text(st.sampled_from(list("الوفبكسيتهم")), min_size=1, max_size=12)


@given(WORDS)
def test_the_uncut_word_comes_first_and_nothing_is_empty(word: str) -> None:
    found = cuts(word)
    assert found[0] == ("", word)
    assert all(rest for _, rest in found)
    assert all(rest for _, rest in tails(word))


@given(WORDS)
def test_a_cut_ends_as_the_word_does_and_comes_once(word: str) -> None:
    found = cuts(word)
    assert len(found) == len(set(found))
    for prefix, rest in found:
        assert word.startswith(prefix)
        assert rest.endswith(word[len(prefix) :]) or word[len(prefix) - 1 :] == rest
