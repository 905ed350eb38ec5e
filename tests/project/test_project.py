"""A project from its making to its reading: settings, sources once, readings once, decisions for good."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from marsad.errors import UsageError
from marsad.intake.taking import Taking
from marsad.project.add import Tally, Wish
from marsad.project.codebook import prepare
from marsad.project.process import Progress
from marsad.project.project import Project, create, open_project
from marsad.project.settings import KEYS, load_settings
from marsad.store import find
from marsad.store.decisions import decide, unsettled
from marsad.store.tables import ASSERTIONS, AUDIT, CAPTURES, READINGS, REPORTS, RUNS

Add = Callable[..., Tally]
TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة تسعة."
REPORT = {"id": "r1", "text": TEXT, "published": "2017-03-14", "outlet": "SANA"}
TENS = {"id": "r2", "text": "أدى قصف على بلدة سراقب إلى مقتل عشرات المدنيين.", "published": "2017-03-14"}


def test_a_flag_wins_over_the_environment_over_the_file_over_the_default(tmp_path: Path) -> None:
    path = tmp_path / "marsad.toml"
    path.write_text('[reports]\ntimezone = "Asia/Aden"\ncountry = "ye"\n[intake]\njobs = 2\n', encoding="utf-8")
    settings = load_settings(path, {"MARSAD_TIMEZONE": "Asia/Damascus", "MARSAD_JOBS": "3"}, {"jobs": "4"})
    assert settings.values["jobs"] == (4, "flag")
    assert settings.values["timezone"] == ("Asia/Damascus", "MARSAD_TIMEZONE")
    assert settings.values["country"] == ("YE", str(path))
    assert settings.values["months"] == ("levant", "default")
    assert set(settings.values) == {key.name for key in KEYS}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[reports]\ntimezone = 'Mars'", "reports.timezone: 'Mars' is no time zone"),
        ("[reports]\nzone = 'UTC'", "reports.zone: is no setting"),
        ("[intake]\njobs = 'x'", "intake.jobs"),
        ("[intake]\njobs = -1", "intake.jobs: -1 is less than nothing"),
        ("[intake]\nfetch = 1", "intake.fetch"),
        ("[reports", "is not TOML"),
        ("[project]\nmonths = 'mars'", "project.months"),
    ],
)
def test_a_wrong_setting_is_told_with_its_place(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "marsad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="marsad") as told:
        load_settings(path, {}, {})
    assert words in str(told.value)


def test_a_project_is_made_once(project: Project) -> None:
    with pytest.raises(UsageError, match="is a project already"):
        create(project.folder, "", None, {}, "x")
    open_project(project.folder, os.environ, {}, "x").close()


def test_adding_twice_changes_nothing(add: Add, said: Callable[[], list[str]], project: Project) -> None:
    assert (tally := add("a.jsonl", [REPORT, TENS, REPORT])).reports == 2
    assert tally.reports_known == 1
    before, files = said(), sorted(project.archive.objects())
    again = add("a.jsonl", [REPORT, TENS, REPORT])
    assert (again.reports, again.files_known) == (0, 1)
    assert (said(), sorted(project.archive.objects())) == (before, files)


def test_the_same_report_from_elsewhere_is_one_report_with_two_origins(add: Add, project: Project) -> None:
    add("a.jsonl", [REPORT])
    assert add("b.jsonl", [REPORT]).files_known == 1
    assert add("c.jsonl", [REPORT, TENS]).reports == 1
    with project.database.read() as connection:
        assert len(connection.scalars(select(REPORTS.c.id)).all()) == 2
        origins = connection.scalars(select(CAPTURES.c.origin).order_by(CAPTURES.c.id)).all()
    assert origins == [f"/there/{name}.jsonl" for name in "abc"]


def test_another_report_of_the_same_id_gets_a_name_of_its_own(add: Add, project: Project) -> None:
    add("a.jsonl", [REPORT])
    add("b.jsonl", [REPORT | {"text": TENS["text"]}])
    with project.database.read() as connection:
        first, second = connection.scalars(select(REPORTS.c.name).order_by(REPORTS.c.id))
    assert first == "r1"
    assert second.startswith("r1~")


def test_a_dry_run_tells_and_changes_nothing(add: Add, said: Callable[[], list[str]], project: Project) -> None:
    add("a.jsonl", [REPORT])
    before = said()
    assert add("b.jsonl", [REPORT, TENS, TENS], Wish(Taking(), dry=True)).reports == 1
    assert said() == before
    assert len(list(project.archive.objects())) == 1
    assert not list((project.folder / "archive" / "incoming").iterdir())


def test_a_limit_stops_and_the_next_command_goes_on(add: Add) -> None:
    reports = [REPORT | {"id": f"n{number}", "text": f"{TEXT} {number}"} for number in range(25)]
    assert add("a.jsonl", reports, Wish(Taking(), limit=10)).reports == 10
    assert (tally := add("a.jsonl", reports)).reports == 15
    assert tally.reports_known == 10


def test_what_is_refused_leaves_nothing(add: Add, said: Callable[[], list[str]], project: Project) -> None:
    before = said()
    assert [item.problem for item in add("a.txt", b"").refused] == ["is empty"]
    assert said() == before
    assert not list(project.archive.objects())


def test_processing_twice_changes_nothing(
    add: Add, read: Callable[[], Progress], said: Callable[[], list[str]]
) -> None:
    add("a.jsonl", [REPORT, TENS])
    assert read().done == 2
    before = said()
    assert read().total == 0
    assert said() == before


def test_what_is_read_is_what_extract_gives(add: Add, read: Callable[[], Progress], project: Project) -> None:
    import marsad

    add("a.jsonl", [REPORT])
    read()
    expected = marsad.extract(TEXT, published="2017-03-14", outlet="SANA", id="r1")
    with project.database.read() as connection:
        stored = [json.loads(record) for record in connection.scalars(select(ASSERTIONS.c.record))]
    assert stored == [json.loads(json.dumps(event.to_dict())) for event in expected]
    assert stored


def test_an_overlay_outdates_what_was_read_and_decisions_stay(
    add: Add, read: Callable[[], Progress], project: Project, faults: Callable[[], list[str]]
) -> None:
    add("a.jsonl", [REPORT, TENS])
    read()
    _, before = prepare(project)
    names = _assertions(project)
    with project.run("decide", {}) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        for name in names:
            decide(connection, ledger, name, "accepted", "seen")
        ledger.commit(connection)
    overlay = project.folder / "codebook" / "lexicon"
    overlay.mkdir(parents=True)
    table = (Path(prepare(project)[0]) / "lexicon" / "hedges.tsv").read_text(encoding="utf-8")
    header = next(line for line in table.splitlines() if line and not line.startswith("#"))
    (overlay / "hedges.tsv").write_text(
        f"# ours\n{header}\nزمرة_من\tself\tvague\t3\t\tزمرة من الجنود\n", encoding="utf-8"
    )
    _, after = prepare(project)
    assert before != after
    with project.database.read() as connection:
        assert find.counts(connection, after)["outdated"] == 2
    assert read().done == 2
    assert _assertions(project) == names
    with project.database.read() as connection:
        assert len((find.assertion(connection, names[0]) or {})["decisions"]) == 1
        assert list(unsettled(connection)) == []
        assert set(connection.scalars(select(READINGS.c.fingerprint))) == {after}
    assert faults() == []


def test_the_rule_of_counting_is_a_setting_and_puts_decisions_in_question(
    add: Add, read: Callable[[], Progress], project: Project, faults: Callable[[], list[str]]
) -> None:
    add("a.jsonl", [TENS])
    read()
    (name,) = _assertions(project)
    with project.run("decide", {}) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        decide(connection, ledger, name, "accepted", None)
        ledger.commit(connection)
    assert _killed(project) == [24]
    path = project.folder / "marsad.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("# tens = 0", "tens = 12"), encoding="utf-8")
    other = open_project(project.folder, {}, {}, "tester")
    from marsad.project.process import process

    with other.run("process", {}) as ledger:
        assert list(process(other, ledger))[-1].done == 1
    assert _killed(other) == [12]
    with other.database.read() as connection:
        assert [(one["name"], one["decision"]) for one in unsettled(connection)] == [(name, "accepted")]
    assert faults() == []


def test_an_overlay_of_other_columns_is_refused(project: Project) -> None:
    overlay = project.folder / "codebook" / "lexicon"
    overlay.mkdir(parents=True)
    (overlay / "hedges.tsv").write_text("forms\tx\nأ\tb\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"hedges.tsv: its columns are forms x, those of Marsad are forms place role"):
        prepare(project)


def test_each_change_has_its_note_and_its_run(add: Add, read: Callable[[], Progress], project: Project) -> None:
    add("a.jsonl", [REPORT])
    read()
    with project.database.read() as connection:
        runs = connection.execute(select(RUNS.c.command, RUNS.c.state, RUNS.c.by).order_by(RUNS.c.id)).all()
        noted = {tuple(row) for row in connection.execute(select(AUDIT.c.action, AUDIT.c.subject))}
    assert [tuple(run) for run in runs] == [("add", "done", "tester"), ("process", "done", "tester")]
    assert {("receive", "capture"), ("add", "report"), ("complete", "capture"), ("read", "reading")} <= noted
    assert {("add", "party"), ("add", "place"), ("begin", "run"), ("end", "run")} <= noted


def _assertions(project: Project) -> list[str]:
    with project.database.read() as connection:
        query = select(ASSERTIONS.c.name).where(ASSERTIONS.c.state == "current").order_by(ASSERTIONS.c.id)
        return list(connection.scalars(query))


def _killed(project: Project) -> list[Any]:
    with project.database.read() as connection:
        return list(connection.scalars(select(ASSERTIONS.c.killed_min).where(ASSERTIONS.c.state == "current")))
