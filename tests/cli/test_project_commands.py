"""The commands of a project, as a person gives them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import program

TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة تسعة."
LINE = json.dumps({"id": "r1", "text": TEXT, "published": "2017-03-14", "outlet": "=SANA"}, ensure_ascii=False)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project, and go into it."""
    assert run("init", tmp_path / "desk").exit_code == 0
    monkeypatch.chdir(tmp_path / "desk")
    return tmp_path / "desk"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


def out(*arguments: str | Path) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def test_a_day_s_work(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{LINE}\n", encoding="utf-8")
    assert out("add", tmp_path / "a.jsonl") == "1 reports added\n"
    assert out("add", tmp_path / "a.jsonl") == "0 reports added; 0 reports and 1 files were there already\n"
    assert "next: marsad process" in out("status")
    assert out("process") == "1 reports read, 1 assertions\n1 assertions changed, 1 happenings made\n"
    assert out("process") == "nothing to read: all is up to date\n"
    (event,) = [json.loads(line) for line in out("list", "assertions", "--format", "jsonl").splitlines()]
    assert (event["kind"], event["killed"]["min"]) == ("air_strike", 3)
    (row,) = csv.DictReader(io.StringIO(out("list", "assertions", "--format", "csv")))
    assert (row["event_id"], row["outlet"], row["evidence_text"][:4]) == (event["event_id"], "'=SANA", "قصفت")
    assert event["event_id"] in out("list", "assertions", "--place", "كفرزيتا", "--since", "2017-01-01")
    assert "r1" in out("list", "reports", "--party", "Russian Air Force")
    (row,) = csv.DictReader(io.StringIO(out("list", "reports", "--format", "csv")))
    assert (row["name"], row["outlet"], row["text"]) == ("r1", "'=SANA", TEXT)
    assert "process" in out("list", "runs", "--status", "done")
    assert "r1" in out("search", "الكفرزيتا")
    assert out("decide", event["event_id"], "accepted", "--note", "seen") == f"{event['event_id']}: accepted\n"
    shown = out("show", event["event_id"])
    assert "accepted by" in shown
    assert "13 آذار 2017" in shown
    assert "SHA-256" in out("show", "r1")
    assert json.loads(out("show", "r1", "--format", "json"))["texts"][0]["text"] == TEXT
    assert "all is sound" in out("verify")
    assert out("backup", tmp_path / "b.tar").endswith("3 files\n")
    assert "all is sound" in out("restore", tmp_path / "b.tar", tmp_path / "again")
    assert out("forget", "r1", "--reason", "asked", "--yes") == "r1: deleted; a tombstone stays\n"
    assert "all is sound" in out("verify")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["status", "--project", "/"], "is in no project"),
        (["add", "nowhere.txt"], "nowhere.txt: no such file or folder"),
        (["add", "https://a.example/"], "https://a.example/: the network is not used unless asked for; add --fetch"),
        (["add", "file:///etc/passwd"], "file:///etc/passwd: the network is not used unless asked for"),
        (["add", "marsad.toml", "--column", "body=x"], "--column body=x: write FIELD=NAME"),
        (["list", "runs", "--kind", "battle"], "--kind: runs have none"),
        (["list", "reports", "--box", "1,2,3"], "write SOUTH,WEST,NORTH,EAST"),
        (["list", "reports", "--since", "yesterday"], "is not a date"),
        (["search", "!"], "'!' has no word to search for"),
        (["show", "nothing"], "nothing: no such report, assertion, happening or run"),
        (["show", "9"], "9: no such report, assertion, happening or run"),
        (["decide", "mrs-0", "accepted"], "mrs-0: no such assertion"),
        (["forget", "x", "--reason", "y", "--yes"], "x: no such report"),
        (["watch", "--once"], "nothing to watch"),
        (["backup", "/nowhere/x.tar"], "/nowhere: no such folder"),
        (["restore", "nothing.tar", "new"], "nothing.tar: no such file"),
        (["init", "."], "is a project already"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(desk: Path, arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output
    assert len([line for line in result.stderr.splitlines() if line.startswith("marsad:")]) <= 1
    assert not list((desk / "archive" / "incoming").iterdir())


def test_what_is_refused_is_written_down(desk: Path, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    (source / "b\x1b[2J.txt").write_bytes(b"")
    (source / "c.jsonl").write_text("{\n" * 30, encoding="utf-8")
    (source / ".hidden").write_text("x", encoding="utf-8")
    result = run("add", source, "--rejects", tmp_path / "refused.jsonl")
    assert result.exit_code == 3
    assert "\x1b" not in result.stderr
    rows = [json.loads(line) for line in (tmp_path / "refused.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [Path(row["where"]).name for row in rows] == ["b\x1b[2J.txt", "c.jsonl"]
    assert all(row["problem"] for row in rows)


def test_a_verification_that_fails_has_a_status_of_its_own(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out("add", tmp_path / "a.txt")
    head = out("verify").splitlines()[-2].removeprefix("last note: ")
    assert "all is sound" in out("verify", "--head", head)
    assert run("verify", "--head", "0" * 64).exit_code == 4
    (path,) = [path for path in (desk / "archive").rglob("*") if path.is_file()]
    path.chmod(0o600)
    path.write_bytes(b"x")
    result = run("verify")
    assert (result.exit_code, result.stdout.startswith("raw file ")) == (4, True)


def test_config_tells_who_set_what(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARSAD_TIMEZONE", "Asia/Damascus")
    lines = out("config", "show", "--origin").splitlines()
    assert "timezone = Asia/Damascus\t(MARSAD_TIMEZONE)" in lines
    assert "country = \t(default)" in lines
    assert "name = desk\t(marsad.toml)" in [line.replace(str(desk) + "/", "") for line in lines]


def test_standard_input_and_an_interrupted_pipe(desk: Path) -> None:
    command = [sys.executable, "-m", "marsad"]
    done = subprocess.run([*command, "add", "-"], input=LINE, text=True, capture_output=True, check=True)  # noqa: S603
    assert done.stdout == "1 reports added\n"
    shell = f"{sys.executable} -m marsad list reports | head -c 1"
    piped = subprocess.run(["/bin/sh", "-c", shell], capture_output=True, text=True, check=True)  # noqa: S603
    assert piped.stderr == ""


def test_no_library_of_the_store_is_loaded_by_extract() -> None:
    code = "import sys, marsad; marsad.extract('قصفت'); print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    loaded = set(done.stdout.split())
    assert not loaded & {"sqlalchemy", "alembic", "trafilatura", "feedparser", "openpyxl", "marsad.store.tables"}


def test_what_people_judge_of_happenings(desk: Path, tmp_path: Path) -> None:
    rows = [
        json.loads(LINE) | {"id": f"r{number}", "outlet": outlet} for number, outlet in enumerate(("سانا", "رويترز"))
    ]
    rows[1]["text"] = "قتل ثلاثة مدنيين أمس بقصف طائرات حربية روسية على كفرزيتا."
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    out("add", tmp_path / "a.jsonl")
    assert out("process").splitlines()[-1] == "2 assertions changed, 1 happenings made"
    assert out("merge") == "nothing to merge: all is up to date\n"
    (record,) = [json.loads(line) for line in out("list", "happenings", "--format", "jsonl").splitlines()]
    name, (one, other) = record["happening_id"], record["accounts"]
    table = out("list", "happenings", "--place", "كفرزيتا")
    assert name in table
    assert "air_strike" in table
    assert out("list", "happenings", "--format", "csv").splitlines()[1].startswith(name)
    assert run("list", "happenings", "--since", "2018-01-01").stderr == "no happenings\n"
    assert out("judge", one, other, "different", "--why", "غارتان").splitlines() == [
        f"{one}, {other}: different (1 pairs)", "2 assertions changed, 2 happenings made",
    ]  # fmt: skip
    shown = out("show", name)
    assert f"{one} {other} different by" in shown or f"{other} {one} different by" in shown
    assert out("judge", one, other, "withdrawn").splitlines()[-1] == "2 assertions changed, 1 happenings made, 1 gone"
    assert len(out("list", "happenings", "--format", "jsonl").splitlines()) == 1
    assert "happenings" in out("status")


def test_a_file_of_events_has_its_own_options(desk: Path) -> None:
    result = run("merge", "--pairs")
    assert (result.exit_code, "goes with a file of EVENTS" in result.stderr) == (2, True)
