"""`قواتنا` in what a party says are its own, also where something was done to them."""

from __future__ import annotations

import marsad


def test_ours_are_those_of_who_speaks() -> None:
    text = "قالت قوات سوريا الديمقراطية في بيان إن مسلحي داعش هاجموا نقطة لقواتنا في بلدة الصور."
    found = marsad.extract(text, country="SY", published="2022-05-04")
    assert [event.target.id for event in found if event.target] == ["sdf"]
