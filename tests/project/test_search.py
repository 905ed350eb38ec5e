"""Questions to a project: filters, and words found in whatever way they are spelt."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from marsad.errors import UsageError
from marsad.project.add import Tally
from marsad.project.process import Progress
from marsad.project.project import Project
from marsad.store import query
from marsad.store.cells import cell, cells
from marsad.store.conditions import Filter
from marsad.text.search import forms_of, sought, stems_of, words_of

Add = Callable[..., Tally]
REPORTS = [
    {"id": "raqqa", "text": "قُتِلَ ثلاثةُ مدنيين وأُصيبَ تسعة في غارات شنّتها طائرات حربية روسية على مدينة الرَّقّة أمس.",
     "published": "2017-03-14", "outlet": "SANA", "title": "غارات"},
    {"id": "idlib", "text": "قصفت قوات النظام بالمدفعية بلدة سراقب في ريف إدلب، وقتلت مدنياً.",
     "published": "2017-04-02", "outlet": "الجزيرة"},
    {"id": "beirut", "text": "اعتقل الجيش اللبناني خمسة أشخاص في بيروت.", "published": "2019-10-20", "outlet": "SANA"},
]  # fmt: skip


@pytest.fixture
def full(project: Project, add: Add, read: Callable[[], Progress]) -> Project:
    add("a.jsonl", REPORTS)
    read()
    return project


def reports(project: Project, **asked: object) -> set[str]:
    """Return the names of the reports that a filter gives."""
    with project.database.read() as connection:
        return {row["name"] for row in query.reports(project.database, connection, Filter(**asked))}  # type: ignore[arg-type]


def kinds(project: Project, **asked: object) -> list[str]:
    """Return the kinds of the assertions that a filter gives, in its order."""
    with project.database.read() as connection:
        return [row["kind"] for row in query.assertions(project.database, connection, Filter(**asked))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("قتل", {"raqqa"}), ("قُتل", {"raqqa"}), ("وقتل", {"raqqa"}), ("الرقة", {"raqqa"}), ("رقه", {"raqqa"}),
        ("بالرقّة", {"raqqa"}), ("للرقة", {"raqqa"}), ("ادلب", {"idlib"}), ("إدلب", {"idlib"}), ("وإدلب", {"idlib"}),
        ("مدفعية", {"idlib"}), ("المدفعيّة", {"idlib"}), ("أصيب", {"raqqa"}), ("طائرات حربية", {"raqqa"}),
        ("مدنيين الرقة", {"raqqa"}), ("مدنيين إدلب", set()), ('"طائرات حربية"', {"raqqa"}), ('"حربية طائرات"', set()),
        ("«قوات النظام»", {"idlib"}), ("sana", {"raqqa", "beirut"}), ("SANA بيروت", {"beirut"}), ("لبنان", {"beirut"}),
        ("لبناني", {"beirut"}), ("اللبنانيّ", {"beirut"}), ("نعم", set()), ("raqqa", {"raqqa"}), ("٣", set()),
    ],
)  # fmt: skip
def test_words_are_found_however_they_are_spelt(full: Project, words: str, found: set[str]) -> None:
    assert reports(full, words=words) == found


SIGNS = ['"', "AND", "*", "قتل OR", "a:b", "-قتل", "NEAR(قتل", "words:قتل", "'; DROP TABLE reports"]


@pytest.mark.parametrize("words", SIGNS)
def test_signs_of_the_search_language_are_no_more_than_words(full: Project, words: str) -> None:
    if sought(words):
        assert reports(full, words=words) <= {"raqqa", "idlib", "beirut"}
    else:
        with pytest.raises(UsageError, match="has no word to search for"):
            reports(full, words=words)
    assert reports(full) == {"raqqa", "idlib", "beirut"}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"since": "2017-04-01"}, {"idlib", "beirut"}), ({"until": "2017-04-01"}, {"raqqa"}),
        ({"since": "2017-04-02", "until": "2017-04-02"}, {"idlib"}), ({"outlet": "SANA"}, {"raqqa", "beirut"}),
        ({"kind": "arrest"}, {"beirut"}), ({"place": "سراقب"}, {"idlib"}), ({"place": "Saraqib"}, {"idlib"}),
        ({"place": "ادلب"}, {"idlib"}), ({"place": "Idlib"}, {"idlib"}), ({"party": "Russian Air Force"}, {"raqqa"}),
        ({"party": "سلاح الجو الروسيّ"}, {"raqqa"}), ({"country": "LB"}, {"beirut"}),
        ({"status": "happened", "kind": "shelling"}, {"idlib"}),
        ({"box": (35.5, 36.0, 36.2, 37.5)}, {"idlib"}), ({"box": (-10.0, -10.0, 10.0, 10.0)}, set()),
        ({"words": "مدنيين", "outlet": "SANA", "kind": "air_strike"}, {"raqqa"}), ({"party": "nobody"}, set()),
    ],
)  # fmt: skip
def test_filters(full: Project, asked: dict[str, object], found: set[str]) -> None:
    if asked.get("party") == "سلاح الجو الروسيّ":
        with full.database.read() as connection:
            names = connection.exec_driver_sql("SELECT name_ar FROM parties WHERE name = 'Russian Air Force'").scalar()
        asked = {"party": f"{names}ّ"}
    assert reports(full, **asked) == found


def test_assertions_come_latest_first_and_no_more_than_asked_for(full: Project) -> None:
    assert kinds(full)[0] == "arrest"
    assert kinds(full, limit=1) == ["arrest"]
    assert len(kinds(full, limit=None)) >= 3
    assert kinds(full, words="غارات مدنيين") == ["air_strike"]


def test_a_cell_is_half_a_degree() -> None:
    assert cell(35.86, 36.80) == 181153
    assert cell(None, 36.8) is None
    assert (cell(-90, -180), cell(90, 180)) == (0, 359 * 720)
    assert list(cells(35.6, 36.1, 36.1, 36.9)) == [(181152, 181153), (181872, 181873)]


def test_what_is_kept_of_words() -> None:
    assert words_of("قُتِلَ وبالرقّةِ Abc-12_x") == ["قتل", "وبالرقه", "abc", "12", "x"]
    assert {"رقه", "الرقه", "بالرقه"} <= set(stems_of("وبالرقه").split())
    assert "بيت" in stems_of("وبيتهم").split()
    assert forms_of("لبنان") == ("لبنان", "بنان")
    assert forms_of("بلد") == ("بلد",)
    assert [item.phrase for item in sought('"بلدة سراقب" قصف')] == [("بلده", "سراقب"), ()]
