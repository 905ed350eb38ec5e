"""The same text in many papers is one origin; texts that merely share a subject are not."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from marsad.project.add import Tally
from marsad.project.copies import find_copies, shingles
from marsad.project.project import Project
from marsad.store.tables import COPIES, REPORTS

Add = Callable[..., Tally]
TEXT = (
    "شنّت طائرات حربية روسية صباح اليوم أربع غارات على أطراف مدينة كفرزيتا في ريف حماة الشمالي، ما أدى إلى مقتل ثلاثة"
    " مدنيين بينهم طفلة وإصابة تسعة آخرين، وفق ما قاله الدفاع المدني. وبعد ساعات ألقت مروحيات براميل متفجرة على بلدة"
    " اللطامنة من دون تسجيل إصابات، ونزحت نحو مئتي عائلة باتجاه ريف إدلب الجنوبي خوفاً من القصف."
)
OTHER = "سيطرت فصائل المعارضة فجراً على قريتي معرزاف وتل بزام بعد اشتباكات عنيفة مع قوات النظام في ريف حماة الشمالي."


def clusters(project: Project) -> dict[str, set[str]]:
    """Return the names of each origin's copies, itself among them."""
    with project.run("copies", {}) as ledger:
        find_copies(project, ledger)
    found: dict[str, set[str]] = {}
    origin = REPORTS.alias()
    query = select(REPORTS.c.name, origin.c.name).select_from(
        COPIES.join(REPORTS, REPORTS.c.id == COPIES.c.report_id).join(origin, origin.c.id == COPIES.c.origin_id)
    )
    with project.database.read() as connection:
        for name, first in connection.execute(query):
            found.setdefault(first, set()).add(name)
    return found


def test_marks_a_byline_and_a_changed_word_make_no_other_text(
    add: Add, project: Project, said: Callable[[], list[str]], faults: Callable[[], list[str]]
) -> None:
    add("a.jsonl", [
        {"id": "late", "text": TEXT, "published": "2017-03-15", "outlet": "أ"},
        {"id": "first", "text": TEXT.replace("أ", "ا").replace("ّ", ""), "published": "2017-03-14", "outlet": "ب"},
        {"id": "byline", "text": f"حماة - مراسلنا: {TEXT}", "published": "2017-03-16"},
        {"id": "edited", "text": TEXT.replace("أربع", "خمس").replace("مئتي", "ثلاثمئة"), "published": "2017-03-16"},
        {"id": "other", "text": OTHER, "published": "2017-03-14"},
        {"id": "other2", "text": f"{OTHER} {OTHER[:50]} وكالات", "published": "2017-03-15"},
        {"id": "alone", "text": "أدخلت الأمم المتحدة قافلة مساعدات إلى مدينة دوما.", "published": "2017-03-15"},
    ])  # fmt: skip
    found = clusters(project)
    assert found == {"first": {"late", "first", "byline", "edited"}, "other": {"other", "other2"}}
    before = said()
    assert clusters(project) == found
    assert said() == before
    assert faults() == []


def test_what_comes_later_joins_what_is_there(add: Add, project: Project) -> None:
    add("a.jsonl", [{"id": "one", "text": TEXT, "published": "2017-03-14"}])
    assert clusters(project) == {}
    add("b.jsonl", [{"id": "two", "text": f"{TEXT} انتهى", "published": "2017-03-13"}])
    assert clusters(project) == {"two": {"one", "two"}}


def test_runs_of_words_are_folded() -> None:
    assert shingles("قُتِلَ أحمدُ في الرَّقَّة") == {"قتل احمد في", "احمد في الرقه"}
    assert shingles("قصف") == {"قصف"}
