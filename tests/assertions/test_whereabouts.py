"""How places lie to each other, known and unknown."""

from __future__ import annotations

import pytest

from marsad.assertions.whereabouts import nearest
from marsad.model import Place, Span

SPAN = Span(0, 1)


@pytest.mark.parametrize(
    ("one", "other", "lie"),
    [
        (Place("قرية زملة", SPAN, feature="village"), Place("بلدة رجم", SPAN, feature="town"), "apart"),
        (Place("قرية زملة الغربان", SPAN, feature="village"), Place("زملة", SPAN, feature="village"), "unknown"),
        (Place("قرية زملة", SPAN, feature="village"), Place("طريق رجم", SPAN, feature="road"), "unknown"),
        (
            Place("قرية زملة", SPAN, feature="village"),
            Place("رجم", SPAN, feature="village", within=("قرية زملة",)),
            "nested",
        ),
        (
            Place("بلدة زملة", SPAN, gazetteer_id="xx-zamla", lat=33.0, lon=36.0, precision=1),
            Place("أطراف زملة", SPAN, gazetteer_id="xx-zamla", lat=33.0, lon=36.0, precision=2),
            "nested",
        ),
    ],
)
def test_villages_of_other_names_are_two(one: Place, other: Place, lie: str) -> None:
    assert nearest([one], [other]) == nearest([other], [one]) == lie
