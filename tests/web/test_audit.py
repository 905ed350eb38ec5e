"""The audit's page and its files: who changed what, from what, to what, when and why."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from people import fill, signed_in
from sqlalchemy import select
from starlette.testclient import TestClient

from marsad.cli import program
from marsad.project.audit import proved
from marsad.project.project import Project
from marsad.store.check import prove
from marsad.store.tables import AUDIT


def first(client: TestClient) -> str:
    return str(client.get("/api/reports/syria-1").json()["events"][0]["event_id"])


def notes(client: TestClient, **asked: str) -> list[dict[str, object]]:
    return list(client.get("/api/audit", params=asked).json()["notes"])


def test_a_correction_is_told_from_what_to_what_and_why(project: Project) -> None:
    fill(project)
    with signed_in(project, "coder") as client:
        name = first(client)
        read = client.get(f"/api/events/{name}").json()["record"]["kind"]
        for kind, note in (("shelling", "heard the guns"), ("air_strike", "saw the planes")):
            client.post(f"/review/{name}/accept", data={"kind": kind, "killed": "3-5", "note": note})
        client.post(f"/review/{name}/undo", data={})
        client.post(f"/review/{name}/accept", data={"kind": "ied"})
        client.post(f"/review/{name}/reject", data={"reason": "misread", "note": "a drill"})
    with signed_in(project, "reviewer") as client:
        told = [(one["now"], one["was"], one["why"]) for one in notes(client, subject="correction", by="coder")
                if one["field"] == "kind"]  # fmt: skip
        assert told == [("ied", "shelling", None), ("air_strike", "shelling", "saw the planes"),
                        ("shelling", read, "heard the guns")]  # fmt: skip
        toll = [(one["was"], one["now"]) for one in notes(client, subject="correction") if one["field"] == "killed"]
        assert toll[-1][1] == "3-5"
        decided = [(one["was"], one["now"], one["why"], one["of"]) for one in notes(client, subject="decision")]
        assert decided[0] == ("accepted", "rejected", "misread: a drill", name)
        assert decided[-1] == ("open", "accepted", "heard the guns", name)
        html = client.get("/audit?lang=en").text
        assert name in html
        assert "Misread: <bdi>a drill</bdi>" in html
        assert "subject_" not in html
        assert "act_" not in html


def test_every_note_has_words_in_both_languages(project: Project) -> None:
    fill(project)
    with signed_in(project, "admin") as client:
        client.post("/me/tokens", data={"name": "x", "scope": "read", "days": "2"})
        client.post("/users/coder/role", data={"role": "reader"})
        for lang in ("ar", "en"):
            html = client.get(f"/audit?lang={lang}&subject=").text
            assert "act_" not in html
            html = client.get(f"/audit?lang={lang}").text
            assert ": add" not in html
        told = notes(client, subject="user")[0]
        assert (told["of"], told["was"], told["now"], told["by"]) == ("coder", "coder", "reader", "admin")


@pytest.mark.parametrize("query", ["since=soon", "subject=tea", "page=0"])
def test_what_cannot_be_asked_for_is_refused(client: TestClient, query: str) -> None:
    for path in ("/audit", "/api/audit"):
        assert client.get(f"{path}?{query}").status_code == 400


def test_notes_are_chosen_by_day(client: TestClient) -> None:
    day = str(notes(client, subject="")[0]["at"])[:10]
    assert notes(client, subject="", since=day, until=day)
    assert notes(client, subject="", since="2999-01-01") == []
    assert notes(client, subject="", until="1999-01-01") == []


def test_an_export_holds_all_proves_itself_and_is_noted(project: Project, tmp_path: Path) -> None:
    fill(project)
    with signed_in(project, "reviewer") as client:
        name = first(client)
        client.post(f"/review/{name}/accept", data={"kind": "shelling", "note": "=1+1"})
        client.get("/api/happenings")  # waits until what was accepted is merged
        answer = client.post("/audit/export", data={"format": "jsonl", "subject": ""})
        assert 'filename="audit.jsonl"' in answer.headers["content-disposition"]
        lines = answer.text.splitlines()
        table = client.post("/audit/export", data={"format": "csv", "subject": "people"})
        assert client.post("/audit/export", data={"format": "exe"}).status_code == 400
    with project.database.read() as connection:
        kept = connection.execute(select(AUDIT).order_by(AUDIT.c.id)).all()
    assert len(lines) <= len(kept)
    assert [json.loads(line)["hash"] for line in lines] == [row.hash for row in kept[: len(lines)]]
    assert json.loads(lines[-2])["action"] == "export"  # the export itself, before the end of its run
    assert proved(lines) == (len(lines), [])
    assert proved(lines[:5] + lines[6:])[1]
    assert proved([lines[0].replace("tester", "nobody"), *lines[1:]])[1]
    assert table.text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert any(row["why"] == "'=1+1" for row in rows)
    assert {row["by"] for row in rows} == {"tester", "reviewer"}
    assert prove(project.database, project.archive).faults == []
    file = tmp_path / "audit.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    run = CliRunner().invoke
    assert f"{len(lines)} notes, all sound" in run(program, ["audit", "--check", str(file)]).stdout
    file.write_text("\n".join(lines[1:]) + "\n", encoding="utf-8")
    assert run(program, ["audit", "--check", str(file)]).exit_code == 4
    file.write_text("x\n", encoding="utf-8")
    assert run(program, ["audit", "--check", str(file)]).exit_code == 2


def test_the_command_shows_what_the_page_does(project: Project, tmp_path: Path) -> None:
    fill(project)
    where = ["--project", str(project.folder)]
    run = CliRunner().invoke
    shown = run(program, ["audit", *where]).stdout
    assert "add user" in shown
    assert "begin run" not in shown
    assert "begin run" in run(program, ["audit", *where, "--all", "--limit", "5"]).stdout
    assert run(program, ["audit", *where, "--all", "--about", "user"]).exit_code == 2
    assert "nothing noted" in run(program, ["audit", *where, "--by", "nobody"]).stderr
    lines = run(program, ["audit", *where, "--all", "--format", "jsonl"]).stdout.splitlines()
    assert proved(lines) == (len(lines), [])


def test_what_is_exported_from_a_project_is_noted(project: Project, tmp_path: Path) -> None:
    run = CliRunner().invoke
    done = run(program, ["export", str(project.folder), "--format", "csv", "--out", str(tmp_path / "a.csv")])
    assert done.exit_code == 0, done.stderr
    shown = run(program, ["audit", "--project", str(project.folder), "--about", "export"]).stdout
    assert "happenings" in shown
    assert prove(project.database, project.archive).faults == []
