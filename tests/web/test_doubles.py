"""Reports that two code apart: dealt by hash, coded blind, settled by a third, and measured."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from people import PASSWORD, fill, signed_in
from starlette.testclient import TestClient

from marsad.cli import program
from marsad.errors import UsageError
from marsad.project import users
from marsad.project.coding import agreement, deal_out
from marsad.project.project import Project, open_project
from marsad.store.check import prove
from marsad.store.doubles import doubles, is_chosen, pair_of
from marsad.store.forget import forget, neighbours
from marsad.store.user_tables import CODINGS

SECRET = "لا يعرفها الزميل"


@pytest.fixture
def shared(made: Project, tmp_path: Path) -> Iterator[Project]:
    """Give a project in which every report is coded by two."""
    shutil.copytree(made.folder, tmp_path / "shared")
    path = tmp_path / "shared" / "marsad.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("# double = 0", "double = 100"), encoding="utf-8")
    project = open_project(tmp_path / "shared", os.environ, {}, "tester")
    fill(project)
    for name in ("basil", "dana"):
        users.add(project, name, "coder", PASSWORD)
    users.revoke(project, "coder")
    yield project
    project.close()


def sides(project: Project, report: str) -> tuple[str, str]:
    with project.database.read() as connection:
        found = doubles(connection, report=report)[0]
    return found["first"], found["second"]


def events(client: TestClient, report: str = "syria-1") -> list[str]:
    return [str(one["event_id"]) for one in client.get(f"/api/reports/{report}").json()["events"]]


def code(client: TestClient, said: dict[str, tuple[str, dict[str, str]]], report: str = "syria-1") -> None:
    """Code every event of a report, as told or as it was read, and be done with it."""
    for name in events(client, report):
        order, form = said.get(name, ("accept", {}))
        assert client.post(f"/coding/{report}/{name}/{order}", data=form).status_code == 303
    assert client.post(f"/coding/{report}/done").status_code == 303


def test_the_choice_is_told_by_hashes_alone() -> None:
    keys = [f"key {number}" for number in range(4000)]
    fifth = {key for key in keys if is_chosen(key, 20)}
    assert 700 < len(fifth) < 900
    assert fifth <= {key for key in keys if is_chosen(key, 30)}
    assert not any(is_chosen(key, 0) for key in keys)
    assert all(is_chosen(key, 100) for key in keys)
    names = ("ana", "basil", "dana", "elia")
    given = [name for key in keys for name in pair_of(key, names)]
    assert all(1800 < given.count(name) < 2200 for name in names)
    for key in keys[:50]:  # another coder takes a place, and moves nobody else
        before, after = set(pair_of(key, names)), set(pair_of(key, (*names, "farah")))
        assert len(after - before - {"farah"}) == 0


def test_two_code_apart_and_a_third_settles(shared: Project) -> None:
    assert deal_out(shared) > 3
    assert deal_out(shared) == 0  # none is given out twice
    first, second = sides(shared, "syria-1")
    with signed_in(shared, first) as client:
        names = events(client)
        assert client.get("/coding/syria-1").headers["location"] == f"/coding/syria-1/{names[0]}"
        assert client.post("/coding/syria-1/done").status_code == 400  # nothing is coded yet
        code(client, {names[0]: ("accept", {"kind": "shelling", "killed": "3", "note": SECRET}),
                      names[1]: ("reject", {"reason": "misread", "note": SECRET})})  # fmt: skip
        assert client.post(f"/coding/syria-1/{names[0]}/accept", data={}).status_code == 400  # done is done
        assert SECRET in client.get("/coding/syria-1").text
    with signed_in(shared, second) as client:  # sees nothing of it, anywhere
        for path in ("/coding", f"/coding/syria-1/{names[0]}", "/reports/syria-1", f"/review/{names[0]}",
                     f"/api/events/{names[0]}", "/api/reports/syria-1", "/events", "/happenings"):  # fmt: skip
            assert SECRET not in client.get(path).text, path
        assert client.get(f"/api/events/{names[0]}").json()["review"] == "open"
        for path in ("/audit", "/settling", "/settling/syria-1", "/agreement"):
            assert client.get(path).status_code == 403, path
        for path, data in ((f"/review/{names[0]}/accept", {}), (f"/review/{names[0]}/reject", {"reason": "misread"})):
            assert client.post(path, data=data).status_code == 400, path  # nobody decides before it is settled
        code(client, {names[0]: ("accept", {"kind": "ied", "killed": "5"})})
    with signed_in(shared, "reviewer") as client:
        assert SECRET not in client.get("/audit").text
        page = client.get("/settling/syria-1?lang=en").text
        assert first not in page.split("</header>")[1]  # by what they say, not by who they are
        refused = client.post("/settling/syria-1", data={f"{names[0]}.kind": "2"})
        assert refused.status_code == 400
        choice = {f"{names[0]}.kind": "2", f"{names[0]}.killed": "1", f"{names[1]}.event": "1"}
        assert client.post("/settling/syria-1", data=choice).status_code == 303
        assert client.post("/settling/syria-1", data=choice).status_code == 400  # settled once
        found = client.get(f"/api/events/{names[0]}").json()
        assert (found["record"]["kind"], found["record"]["killed"]["min"], found["review"]) == ("ied", 3, "accepted")
        rejected = client.get(f"/api/events/{names[1]}").json()
        assert (rejected["review"], rejected["decisions"][0]["note"]) == ("rejected", f"misread: {SECRET}")
        assert {one["by"] for one in (*found["decisions"], *rejected["decisions"])} == {"reviewer"}
        assert client.post(f"/review/{names[0]}/undo", data={}).status_code == 303  # and from now on as any other
        told = client.get("/api/agreement").json()
        assert told["reports"] == 1
        assert "syria" in client.get("/settling?lang=en").text
        assert client.get("/agreement?lang=ar").status_code == 200
    assert prove(shared.database, shared.archive).faults == []


def test_agreement_is_counted_of_those_who_are_done(shared: Project) -> None:
    deal_out(shared)
    first, second = sides(shared, "syria-1")
    with signed_in(shared, first) as client:
        names = events(client)
        code(client, {names[0]: ("reject", {"reason": "misread"}), names[1]: ("accept", {"killed": "4"})})
    with shared.database.read() as connection:
        assert agreement(connection).reports == 0
    with signed_in(shared, second) as client:
        code(client, {names[1]: ("accept", {"killed": "9", "actor": ""})})
    with shared.database.read() as connection:
        found = agreement(connection)
    rows = {row.field: row for row in found.fields}
    n = len(names)
    assert (rows["event"].cases, rows["kind"].cases) == (n, n - 1)  # fields of those that both take for an event
    assert rows["event"].percent
    assert rows["event"].percent.value == pytest.approx((n - 1) / n)
    assert rows["kind"].percent
    assert rows["kind"].percent.value == 1
    assert rows["killed"].percent
    assert rows["killed"].percent.value == pytest.approx((n - 2) / (n - 1))
    assert 1 <= rows["killed"].numbers < n - 1  # what is not told is no zero
    assert [month for month, _, _ in found.months] == [shared.clock().strftime("%Y-%m")]
    run = CliRunner().invoke
    shown = run(program, ["agreement", "--project", str(shared.folder)]).stdout
    assert "1 reports coded by two" in shown
    assert f"{(n - 1) / n:.0%}" in shown
    assert '"reports": 1' in run(program, ["agreement", "--project", str(shared.folder), "--format", "json"]).stdout


def test_cases_of_several_reports_are_counted_once(shared: Project) -> None:
    deal_out(shared)
    number = 0
    for report in ("syria-1", "sudan-1", "yemen-1"):
        with shared.database.read() as connection:
            if not doubles(connection, report=report):
                continue
        for name in sides(shared, report):
            with signed_in(shared, name) as client:
                code(client, {}, report)
                found = len(events(client, report))
        number += found
    with shared.database.read() as connection:
        told = agreement(connection)
    assert told.reports >= 2
    assert {row.cases for row in told.fields} == {number}
    assert all(row.percent and row.percent.value == 1 for row in told.fields)


def test_nobody_settles_what_he_coded_or_what_is_not_done(shared: Project) -> None:
    deal_out(shared)
    first, second = sides(shared, "syria-1")
    with signed_in(shared, "reviewer") as client:
        assert client.get("/settling/syria-1").status_code == 409
        assert client.get("/coding/syria-1").status_code == 404
        assert client.get("/settling/nothing").status_code == 404
    users.set_role(shared, first, "reviewer")
    for name in (first, second):
        with signed_in(shared, name) as client:
            code(client, {})
    with signed_in(shared, first) as client:
        assert client.get("/settling/syria-1").status_code == 403
        assert client.post("/settling/syria-1", data={}).status_code == 403


def test_a_report_is_given_back_without_a_decision(shared: Project) -> None:
    deal_out(shared)
    with signed_in(shared, "reviewer") as client:
        name = events(client)[0]
        assert client.post("/settling/syria-1/release").status_code == 303
        assert client.get(f"/api/events/{name}").json()["review"] == "open"
        assert client.post(f"/review/{name}/accept", data={}).status_code == 303
    assert prove(shared.database, shared.archive).faults == []


def test_what_was_decided_on_is_not_dealt(shared: Project) -> None:
    with signed_in(shared, "reviewer") as client:
        client.post(f"/review/{events(client)[0]}/accept", data={})
    deal_out(shared)
    with shared.database.read() as connection:
        assert doubles(connection, report="syria-1") == []


def test_what_is_wrong_with_the_setting_is_told(shared: Project, project: Project) -> None:
    with pytest.raises(UsageError, match="no share is set"):
        deal_out(project)
    users.revoke(shared, "dana")
    with pytest.raises(UsageError, match="two coders are needed"):
        deal_out(shared)
    named = replace(shared.settings, values=shared.settings.values | {
        "coders": shared.settings.values["coders"]._replace(value="basil, reader")})  # fmt: skip
    with pytest.raises(UsageError, match="reader: is set as a coder"):
        deal_out(replace(shared, settings=named))
    with signed_in(shared, "reviewer") as client:
        assert client.post("/settling").status_code == 400
    refused = CliRunner().invoke(program, ["deal", "--project", str(shared.folder)])
    assert (refused.exit_code, "two coders are needed" in refused.stderr) == (2, True)


def test_what_a_form_cannot_say_is_told_and_not_written(shared: Project) -> None:
    deal_out(shared)
    first, _ = sides(shared, "syria-1")
    with signed_in(shared, first) as client:
        name = events(client)[0]
        for order, form in (("accept", {"killed": "many"}), ("reject", {}), ("accept", {"kind": "tea_party"})):
            assert client.post(f"/coding/syria-1/{name}/{order}", data=form).status_code == 400
        assert client.post(f"/coding/syria-1/{name}/dance", data={}).status_code == 404
        assert client.post("/coding/syria-1/mrs-0/accept", data={}).status_code == 404
    with shared.database.read() as connection:
        assert connection.execute(CODINGS.select()).all() == []


def test_forgetting_a_report_forgets_what_coders_said(shared: Project) -> None:
    deal_out(shared)
    first, _ = sides(shared, "syria-1")
    with signed_in(shared, first) as client:
        code(client, {events(client)[0]: ("accept", {"actor": SECRET, "note": SECRET})})
    with shared.run("forget", {}) as ledger, shared.database.write() as connection:
        report, _ = neighbours(connection, "syria-1")
        ledger.begin(connection)
        forget(connection, ledger, report, "a request")
        ledger.commit(connection)
    shared.archive.delete(report["sha256"])
    with shared.database.read() as connection:
        assert {(row.note, row.record) for row in connection.execute(CODINGS.select())} == {(None, "{}")}
    with signed_in(shared, first) as client:
        assert client.get("/coding").status_code == 200
        assert client.get("/coding/syria-1").status_code == 404
    assert prove(shared.database, shared.archive).faults == []


def test_every_page_of_it_has_words_in_both_languages(shared: Project) -> None:
    deal_out(shared)
    first, _ = sides(shared, "syria-1")
    for lang in ("ar", "en"):
        with signed_in(shared, first) as client:
            pages = [
                client.get(f"{path}?lang={lang}").text for path in ("/coding", f"/coding/syria-1/{events(client)[0]}")
            ]
        with signed_in(shared, "reviewer") as client:
            pages += [client.get(f"{path}?lang={lang}").text for path in ("/settling", "/agreement")]
        for html in pages:
            assert not re.search(r">\s*(room|subject|double|coding|right|act) [a-z]+", html)


def test_what_two_are_coding_is_in_no_queue_and_under_no_order_of_others(shared: Project) -> None:
    with signed_in(shared, "reviewer") as client:
        before = client.get("/api/events?review=open").json()["number"]
        client.post(f"/review/{events(client)[0]}/accept", data={})  # so that this report is not given out
        own = len(events(client))
        deal_out(shared)
        assert client.get("/api/events").json()["number"] == before  # all may be read
        page = client.get("/events?lang=en").text
        assert f"{before - own} events are being coded by two" in page
        assert f'name="number" value="{own}"' in page
        assert client.post("/bulk?review=open", data={"order": "flag", "number": str(own - 1)}).status_code == 303
        while "/review/" in (where := client.get("/review?review=open").headers.get("location", "")):
            name = where.split("/review/")[1].split("?")[0]
            assert name in events(client)
            assert client.post(f"/review/{name}/accept", data={}).status_code == 303
    assert prove(shared.database, shared.archive).faults == []
