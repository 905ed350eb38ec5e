"""What people corrected is what everything that is made of a project tells; what was read stays beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from marsad.cli import program
from marsad.merge import World
from marsad.paths import data_root
from marsad.project.add import Tally
from marsad.project.merging import Merged, merge
from marsad.project.process import Progress
from marsad.project.project import Project
from marsad.project.telling import all_accounts
from marsad.store import find, query, stands
from marsad.store.conditions import KEPT, Filter
from marsad.store.decisions import decide
from marsad.store.standing import UNDONE
from marsad.store.tables import ASSERTIONS, AUDIT, STANDS

RAID = "قصفت طائرات حربية روسية سوق بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة تسعة."
AGAIN = "قتل ثلاثة مدنيين وأصيب تسعة أمس في قصف طائرات حربية روسية على سوق بلدة كفرزيتا بحسب المرصد."
APART = "انفجرت سيارة مفخخة أمس في مدينة الباب وقتلت سبعة أشخاص."


@pytest.fixture
def told(project: Project, add: Callable[..., Tally], read: Callable[[], Progress]) -> Project:
    rows = [{"id": f"r{n}", "text": words, "published": "2017-03-14", "outlet": outlet}
            for n, (words, outlet) in enumerate(((RAID, "سانا"), (AGAIN, "رويترز"), (APART, "شام")))]  # fmt: skip
    add("a.jsonl", rows)
    read()
    return project


def merged(project: Project) -> Merged:
    with project.run("merge", {}) as ledger:
        return merge(project, ledger)


def said(project: Project, name: str, decision: str, changes: dict[str, Any] | None = None) -> None:
    with project.run("review", {}) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        decide(connection, ledger, name, decision, None, changes)
        ledger.commit(connection)


def listed(project: Project, **asked: Any) -> dict[str, dict[str, Any]]:
    with project.database.read() as connection:
        rows = query.assertions(project.database, connection, Filter(**asked))
        return {row["report"]: row | {"record": json.loads(row["record"])} for row in rows}


def toll(number: int) -> dict[str, Any]:
    return {"min": number, "max": number, "who": None, "text": None, "span": None, "among": []}


def test_a_correction_is_told_everywhere_and_what_was_read_stays(
    told: Project, tmp_path: Path, faults: Callable[[], list[str]]
) -> None:
    name = listed(told)["r2"]["name"]
    was = listed(told)["r2"]["record"]
    merged(told)
    said(told, name, "accepted", {"killed": toll(11), "kind": "shelling"})
    assert listed(told, kind="shelling").keys() == {"r2"}
    assert "r2" not in listed(told, kind=was["kind"])
    assert listed(told, killed=11)["r2"]["record"]["killed"]["min"] == 11
    with told.database.read() as connection:
        shown = find.assertion(connection, name) or {}
        kept = connection.scalar(select(ASSERTIONS.c.record).where(ASSERTIONS.c.name == name))

        accounts = {account.id: account for account, _ in all_accounts(connection, World.load(data_root()))}
    assert json.loads(kept or "") == was == json.loads(shown["as_read"])
    assert json.loads(shown["record"])["killed"]["min"] == 11
    assert (accounts[name].kind, accounts[name].killed) == ("shelling", (11, 11))
    merged(told)
    run = CliRunner().invoke
    out = tmp_path / "out.jsonl"
    assert run(program, ["export", str(told.folder), "--format", "jsonl", "--out", str(out)]).exit_code == 0
    row = next(row for row in map(json.loads, out.read_text().splitlines()) if row["killed"] == 11)
    assert row["kind"] == "shelling"
    printed = run(program, ["show", name, "--project", str(told.folder)]).stdout
    assert "corrected   killed; it was read as" in printed
    assert faults() == []


def test_what_was_rejected_is_left_out_and_comes_back_when_undone(told: Project, tmp_path: Path) -> None:
    merged(told)
    name = listed(told)["r2"]["name"]
    with told.database.read() as connection:
        before = [row["name"] for row in query.happenings(told.database, connection, Filter())]
    said(told, name, "rejected")
    assert "r2" not in listed(told, review=KEPT)
    assert listed(told, review="rejected").keys() == {"r2"}
    done = merged(told)
    assert (done.changed, done.gone) == (1, 1)
    run = CliRunner().invoke
    out = tmp_path / "out.jsonl"
    run(program, ["export", str(told.folder), "--format", "jsonl", "--out", str(out)])
    assert len(out.read_text().splitlines()) == len(before) - 1
    assert name not in run(program, ["list", "assertions", "--project", str(told.folder)]).stdout
    left = ["list", "assertions", "--project", str(told.folder), "--review", "rejected"]
    assert name in run(program, left).stdout
    said(told, name, UNDONE)
    merged(told)
    with told.database.read() as connection:
        assert [row["name"] for row in query.happenings(told.database, connection, Filter())] == before


def test_a_correction_merges_its_neighbourhood_alone_and_agreeing_nothing(told: Project) -> None:
    first = merged(told)
    assert first.changed == 3
    raid, again = listed(told)["r0"], listed(told)["r1"]
    for one in (raid, again):
        said(told, one["name"], "accepted")
    assert merged(told) == Merged()
    elsewhere = {**raid["record"]["date"], "start": "2012-01-01", "end": "2012-01-01"}
    said(told, raid["name"], "accepted", {"date": elsewhere})
    done = merged(told)
    assert done.changed == 1
    assert done.happenings == 2  # the raid and what told of it are two now; the car bomb was not looked at
    said(told, raid["name"], UNDONE)
    assert merged(told).happenings == 1


def test_what_stands_is_made_anew_and_a_change_to_it_is_found(told: Project, faults: Callable[[], list[str]]) -> None:
    said(told, listed(told)["r0"]["name"], "accepted", {"killed": toll(1)})
    with told.database.read() as connection:
        kept = [dict(row) for row in connection.execute(select(STANDS).order_by(STANDS.c.assertion_id)).mappings()]
        assert kept == [row for row, _ in stands.everything(connection)]
    with told.database.write() as connection:
        connection.execute(STANDS.delete())
        stands.fill(connection)
    assert faults() == []
    with told.database.write() as connection:
        connection.execute(STANDS.update().values(killed_min=99))
    assert any("what stands of it was changed" in fault for fault in faults())


def test_what_is_read_anew_keeps_its_correction(told: Project, read: Callable[[], Progress]) -> None:
    name = listed(told)["r2"]["name"]
    said(told, name, "accepted", {"killed": toll(2)})
    (told.folder / "codebook").mkdir(exist_ok=True)
    (told.folder / "codebook" / "note.txt").write_text("another fingerprint")
    assert read().total == 3
    assert listed(told)["r2"]["record"]["killed"]["min"] == 2
    with told.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(AUDIT).where(AUDIT.c.subject == "correction")) == 1
