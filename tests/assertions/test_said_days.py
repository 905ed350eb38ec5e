"""Days that words set apart where the report's own day is not known."""

from __future__ import annotations

import marsad


def tolls(text: str) -> list[int]:
    """Return how many each armed clash killed."""
    return [event.killed.min for event in marsad.extract(text) if event.kind == "armed_clash" and event.killed]


def test_an_earlier_day_tells_of_another_clash() -> None:
    text = (
        "قُتل أربعة عناصر من قسد، الثلاثاء، باشتباكات مع تنظيم داعش في بلدة الصور شمال دير الزور.\n"
        "وقبل خمسة أيام، قُتل اثنان من عناصر قسد باشتباكات مع تنظيم داعش في بلدة هجين."
    )
    assert sorted(tolls(text)) == [2, 4]


def test_the_time_ahead_of_what_is_said_is_its_own() -> None:
    text = "قصفت الطائرات التركية أمس بلدة سنون.\nيذكر أنه خلال العام الماضي، قصف الطيران التركي مقرات للحزب في سنجار."
    found = marsad.extract(text, published="2022-05-04")
    assert [str(event.date.start) for event in found if event.date] == ["2022-05-03", "2021-01-01"]
