"""Spoilt text neither breaks the engine nor shifts a span: marks, joiners, emoji, no punctuation."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad import Coder, Event, Report

Check = Callable[[Report], list[str]]
Mangle = Callable[[str, random.Random], str]

MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640\u0653"
BIDI = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
JOINERS = "\u200b\u200c\u200d\ufeff\u00ad"
SIGNS = ["🔴", "⚠️", "👨‍👩‍👧", "#", "@", "📍", "❗️", "\U0001f1f8\U0001f1fe"]
QUOTES = "«»\"”“()[]{}'"
PERSIAN = str.maketrans("0123456789يك", "۰۱۲۳۴۵۶۷۸۹یک")
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
FORMS = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in (*range(0xFB50, 0xFBFF), *range(0xFE70, 0xFEFD))
    if len(unicodedata.normalize("NFKC", chr(code))) in {1, 2}
}


def strewn(signs: str | list[str], rate: float) -> Mangle:
    """Return a mangle that puts signs between letters."""
    return lambda text, dice: "".join(c + dice.choice(signs) if dice.random() < rate else c for c in text)


def presented(text: str, dice: random.Random) -> str:
    """Write letters in their presentation forms: what copying out of a PDF gives."""
    text = re.sub("ل[اأإآ]", lambda m: FORMS.get(m[0], m[0]), text)
    return "".join(FORMS.get(c, c) if dice.random() < 0.7 else c for c in text)


def shuffled(text: str, dice: random.Random) -> str:
    """Mix up the words."""
    words = text.split(" ")
    dice.shuffle(words)
    return " ".join(words)


MANGLES: dict[str, Mangle] = {
    "marks": strewn(MARKS, 0.4),
    "bidi": strewn(BIDI, 0.1),
    "joiners": strewn(JOINERS, 0.1),
    "signs": strewn(SIGNS, 0.05),
    "latin": strewn([" Aleppo ", "ISIS", " the ", "x", "3"], 0.05),
    "quotes": strewn(list(QUOTES), 0.08),
    "presentation forms": presented,
    "no punctuation": lambda text, _: re.sub(r"[^\w\s]", "", text),
    "newlines": lambda text, _: text.replace(" ", "\n"),
    "carriage returns": lambda text, _: text.replace(". ", "\r\n").replace("،", "\u2028"),
    "no spaces": lambda text, _: text.replace(" ", ""),
    "wide spaces": lambda text, dice: "".join(dice.choice("  \t\u00a0\u3000") if c == " " else c for c in text),
    "Arabic-Indic digits": lambda text, _: text.translate(INDIC),
    "Persian": lambda text, _: text.translate(PERSIAN),
    "decomposed": lambda text, _: unicodedata.normalize("NFD", text),
    "cut": lambda text, dice: text[dice.randrange(len(text)) :][: dice.randrange(len(text))] if text else text,
    "shuffled": shuffled,
    "backwards": lambda text, _: text[::-1],
    "twice": lambda text, _: text + text,
}


def sentences(examples: list[Report]) -> list[str]:
    """Return the sentences of the examples."""
    return [part for report in examples for part in re.split(r"(?<=[.\n])\s*", report.text) if part]


@settings(max_examples=100)
@given(drawn=st.data())
def test_the_contract_holds_for_mangled_sentences(
    drawn: st.DataObject, examples: list[Report], breaches: Check
) -> None:
    chosen = drawn.draw(st.lists(st.sampled_from(sentences(examples)), min_size=1, max_size=4))
    names = drawn.draw(st.lists(st.sampled_from(sorted(MANGLES)), min_size=1, max_size=3))
    dice = random.Random(drawn.draw(st.integers(0, 2**32)))  # noqa: S311 - no secret
    text = " ".join(chosen)
    for name in names:
        text = MANGLES[name](text, dice)
    published = drawn.draw(st.none() | st.dates(date(2011, 1, 1), date(2026, 12, 31)))
    assert breaches(Report("m", text, published)) == []


@settings(max_examples=100)
@given(text=st.text(max_size=200))
def test_the_contract_holds_for_any_text(text: str, breaches: Check) -> None:
    assert breaches(Report("t", text, date(2016, 5, 1))) == []


@settings(max_examples=60)
@given(drawn=st.data())
def test_the_contract_holds_for_words_in_any_order(
    drawn: st.DataObject, examples: list[Report], breaches: Check
) -> None:
    words = sorted({word for report in examples for word in re.findall(r"\w+|[^\w\s]", report.text)})
    row = drawn.draw(st.lists(st.sampled_from([*words, "\n", "«", "»", "(", "-", "12"]), max_size=60))
    assert breaches(Report("w", " ".join(row), date(2016, 5, 1))) == []


@pytest.mark.parametrize("name", sorted(MANGLES))
def test_each_mangle_alone_keeps_the_contract(name: str, examples: list[Report], breaches: Check) -> None:
    for report in examples:
        text = MANGLES[name](report.text, random.Random(7))  # noqa: S311 - no secret
        assert breaches(Report(report.id, text, report.published, report.outlet)) == []


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "قصف", "ـ", "\u064e", MARKS, BIDI, JOINERS, "،.؟", "🔴", "«", "12", "\x00"]
)
def test_next_to_nothing_gives_nothing_that_breaks(text: str, breaches: Check, coder: Coder) -> None:
    assert breaches(Report("n", text)) == []
    assert [event for event in coder.extract(Report("n", text)) if event.actor or event.killed] == []


@pytest.mark.parametrize("name", ["marks", "bidi", "joiners", "Arabic-Indic digits", "wide spaces"])
def test_what_the_eye_does_not_read_changes_no_event(name: str, examples: list[Report], coder: Coder) -> None:
    for report in examples:
        spoilt = MANGLES[name](report.text, random.Random(3))  # noqa: S311 - no secret
        before = coder.extract(report)
        after = coder.extract(Report(report.id, spoilt, report.published, report.outlet))
        assert [kinds(event) for event in after] == [kinds(event) for event in before]


def kinds(event: Event) -> tuple[object, ...]:
    """Return what of an event does not depend on the spelling."""
    return event.kind, event.status, event.killed and (event.killed.min, event.killed.max)
