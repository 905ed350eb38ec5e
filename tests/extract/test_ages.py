"""Names before an age in brackets are of persons, not of places."""

from __future__ import annotations

import pytest

from marsad.extract.ages import aged_names
from marsad.text.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("أطلقوا النار على خليل الموسى (41 عاماً) قرب داره", ["خليل", "الموسي"]),
        ("قُتل فلاح من الرقة (29 عاماً) صباحاً", []),
        ("وصل خليل (قادماً من الرقة) صباحاً", []),
    ],
)
def test_a_name_with_an_age(text: str, names: list[str]) -> None:
    tokens = tokenize(text)
    assert [tokens.words[at] for at in sorted(aged_names(tokens, frozenset({"علي", "من"})))] == names
