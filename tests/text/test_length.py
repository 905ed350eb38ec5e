"""A text that is too long is read to a point, and it is said so."""

from __future__ import annotations

import pytest

from marsad import Coder, Report
from marsad.text.length import LONGEST, MOST_WORDS, readable, unread

TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين. "


def test_a_report_is_read_whole() -> None:
    assert readable(TEXT) == TEXT
    assert unread(TEXT) is None


@pytest.mark.parametrize("text", [TEXT * 20_000, "ق" * 10_000_000])
def test_what_is_too_long_is_cut_at_a_word_and_said_so(text: str) -> None:
    kept = readable(text)
    assert 0 < len(kept) <= LONGEST
    assert text.startswith(kept)
    assert not kept[-1].isspace() or text[len(kept) - 1].isspace()
    left = f"{len(text) - len(kept):,}"
    assert (unread(text) or "").startswith(f"has {len(text):,} characters: the last {left} were left unread")


def test_a_text_of_short_words_is_cut_by_their_number() -> None:
    text = "قصف " * (MOST_WORDS + 7)
    assert len(text) < LONGEST
    assert len(readable(text).split()) == MOST_WORDS
    assert readable(text.split(" ", 7)[-1]) == readable(text)
    assert unread(text) == f"has {len(text):,} characters: the last 29 were left unread; no report is so long"


def test_what_is_read_of_a_long_text_is_read_as_ever() -> None:
    long = "قصفت طائرات روسية بلدة كفرزيتا أمس. " + "ق" * LONGEST
    coder = Coder()
    assert [event.kind for event in coder.extract(Report("r", long))] == ["air_strike"]
