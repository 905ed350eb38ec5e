"""The extract command: what comes out, where it goes, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import program
from marsad.export import FORMATS
from marsad.work.pool import Pool

TEXT = "شنّت طائرات حربية غارات على بلدة سراقب في محافظة إدلب أمس، ما أدى إلى مقتل ثلاثة مدنيين."
REPORT = {"id": "r1", "text": TEXT, "published": "2017-04-05", "outlet": "وكالة الاختبار"}


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(program, ["extract", *map(str, arguments)], input=stdin)


def shell(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "marsad", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, env=os.environ | environment)  # noqa: S603


def kinds(output: str) -> list[str]:
    return [json.loads(line)["kind"] for line in output.splitlines()]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text(f"{json.dumps(REPORT)}\noops\n{json.dumps(REPORT | {'id': 'r2'})}\n", encoding="utf-8")
    return path


def test_a_text_file_gives_events_with_exact_words(report: Path) -> None:
    result = run(report, "--published", "2017-04-05", "--format", "jsonl")
    assert (result.exit_code, result.stderr) == (0, "")
    event = json.loads(result.stdout.splitlines()[0])
    assert (event["report_id"], event["kind"]) == ("report", "air_strike")
    assert event["date"]["start"] == "2017-04-04"
    start, end = event["actor"]["span"]
    assert TEXT[start:end] == event["actor"]["text"]


@pytest.mark.parametrize("format", ["table", "jsonl"])
def test_a_new_process_gives_the_same_bytes(format: str, lines: Path) -> None:
    first, second = (shell("extract", lines, "--format", format, PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert (first.returncode, first.stdout) == (3, second.stdout)
    assert first.stdout


def test_a_bad_line_is_named_and_the_rest_is_done(lines: Path) -> None:
    result = run(lines, "--format", "jsonl")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"marsad: {lines}:2: is not JSON")
    assert result.stderr.count("\n") == 1
    assert {json.loads(line)["report_id"] for line in result.stdout.splitlines()} == {"r1", "r2"}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (TEXT.encode("windows-1256"), "--encoding windows-1256"),
        (b"<html><body>x", "is HTML"),
        (b"\x7fELF\x00\x00", "is a binary file"),
    ],
)
def test_a_bad_file_is_named_in_one_line(tmp_path: Path, report: Path, content: bytes, problem: str) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(content)
    alone, both = run(bad), run(bad, report, "--format", "jsonl")
    assert (alone.exit_code, alone.stdout) == (2, "")
    assert problem in alone.stderr
    assert alone.stderr.count("\n") == 1
    assert both.exit_code == 3
    assert kinds(both.stdout)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert run(tmp_path / "none.txt").stderr == f"marsad: {tmp_path / 'none.txt'}: no such file\n"
    assert "is a folder" in run(tmp_path).stderr
    assert run(tmp_path).exit_code == 2


@pytest.mark.parametrize(
    ("option", "value", "problem"),
    [
        ("--published", "2023-02-30", "is not a day of the calendar"),
        ("--published", "5 April", "write it as YYYY-MM-DD"),
        ("--country", "XX", "none of the countries known"),
        ("--encoding", "klingon", "is no encoding"),
        ("--encoding", "hex", "is no encoding"),
        ("--format", "xml", "is not one of"),
        ("--input", "pdf", "is not one of"),
    ],
)
def test_bad_options_are_told_before_anything_is_read(report: Path, option: str, value: str, problem: str) -> None:
    result = run(report, option, value)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in result.stderr
    assert result.stderr.startswith("marsad: ")
    assert result.stderr.count("\n") == 1


def test_an_impossible_date_of_a_line_skips_that_report_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(f"{json.dumps(REPORT | {'published': '2023-02-30'})}\n{json.dumps(REPORT)}", encoding="utf-8")
    result = run(path, "--format", "jsonl")
    assert result.exit_code == 3
    assert "r.jsonl:1: \"published\": '2023-02-30' is not a day" in result.stderr
    assert kinds(result.stdout) == ["air_strike"]


@pytest.mark.parametrize("arguments", [["-"], []])
def test_standard_input_is_told_by_its_first_sign(arguments: list[str]) -> None:
    text = run(*arguments, "--format", "jsonl", stdin=TEXT)
    line = run(*arguments, "--format", "jsonl", stdin=json.dumps(REPORT))
    assert kinds(text.stdout) == kinds(line.stdout) == ["air_strike"]
    assert json.loads(text.stdout)["report_id"] == "stdin"
    assert json.loads(line.stdout)["report_id"] == "r1"


def test_input_says_what_the_ending_does_not(tmp_path: Path) -> None:
    path = tmp_path / "reports.txt"
    path.write_text(json.dumps(REPORT), encoding="utf-8")
    assert json.loads(run(path, "--input", "jsonl", "--format", "jsonl").stdout)["report_id"] == "r1"


def test_windows_encoding(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(TEXT.encode("windows-1256"))
    assert kinds(run(path, "--encoding", "windows-1256", "--format", "jsonl").stdout) == ["air_strike"]


def test_equal_names_get_ids_of_their_own(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(TEXT, encoding="utf-8")
    result = run(tmp_path / "a/x.txt", tmp_path / "b/x.txt", "--format", "jsonl")
    assert [json.loads(line)["report_id"] for line in result.stdout.splitlines()] == ["x", "x-2"]


def test_explain_adds_reasons_and_changes_nothing_else(report: Path) -> None:
    plain, explained = (run(report, "--format", "jsonl", *more).stdout for more in ((), ("--explain",)))
    value = json.loads(explained.splitlines()[0])
    assert value.pop("trace")
    assert value == json.loads(plain.splitlines()[0])
    assert len(run(report, "--explain").stdout.splitlines()) > len(run(report).stdout.splitlines())


def test_the_examples_are_read() -> None:
    result = run("--examples")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "air strike" in result.stdout


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_has_the_event(format: str, report: Path) -> None:
    result = run(report, "--format", format)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "سراقب" in result.stdout


def test_csv_can_be_read_back(report: Path) -> None:
    (row,) = csv.DictReader(io.StringIO(run(report, "--format", "csv").stdout))
    assert (row["kind"], row["killed_min"]) == ("air_strike", "3")
    assert "سراقب" in row["place_texts"]


def test_output_is_utf8_whatever_the_locale(report: Path) -> None:
    done = shell("extract", report, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0
    assert "سراقب" in done.stdout.decode("utf-8")


def test_no_traceback_for_bytes_of_any_sort() -> None:
    done = shell("extract", "-", stdin=bytes(range(256)))
    assert done.returncode == 2
    assert done.stderr.startswith(b"marsad: standard input: ")
    assert b"Traceback" not in done.stderr


def test_a_reader_that_leaves_early_hears_no_complaint(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text((json.dumps(REPORT) + "\n") * 500, encoding="utf-8")
    command = [sys.executable, "-m", "marsad", "extract", str(path), "--format", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("format", ["table", "json"])
def test_a_full_disk_is_told_in_one_line(report: Path, format: str) -> None:
    command = [sys.executable, "-m", "marsad", "extract", str(report), "--format", format]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)  # noqa: S603
    assert (done.returncode, done.stderr) == (1, b"marsad: output: No space left on device\n")


def test_a_terminal_without_files_gets_a_short_help(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal(io.BytesIO()))
    with pytest.raises(SystemExit) as stopped:
        program(["extract"])
    assert stopped.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "marsad extract --examples" in printed.err


def test_the_output_is_the_same_whatever_the_number_of_processes(tmp_path: Path) -> None:
    lines = [json.dumps(REPORT | {"id": f"r{number}"}, ensure_ascii=False) for number in range(70)]
    (tmp_path / "many.jsonl").write_text("\n".join([*lines[:33], "{", *lines[33:]]), encoding="utf-8")
    one, two = (shell("extract", tmp_path / "many.jsonl", "--format", "jsonl", "--jobs", jobs) for jobs in "12")
    assert one.stdout.count(b"\n") == 70
    assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, 3)


def test_more_processes_are_started_only_where_it_pays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    class Noted(Pool):
        def __init__(self, jobs: int) -> None:
            made.append(jobs)
            super().__init__(jobs)

    monkeypatch.setattr("marsad.work.pool.Pool", Noted)
    monkeypatch.setattr("marsad.cli.coding.cores", lambda: 2)
    monkeypatch.setattr("marsad.cli.coding.WORTH", 40 * len(TEXT))
    for count, pools in ((39, []), (60, [2])):
        path = tmp_path / f"{count}.jsonl"
        path.write_text((json.dumps(REPORT, ensure_ascii=False) + "\n") * count, encoding="utf-8")
        assert len(kinds(run(path, "--format", "jsonl").stdout)) == count
        assert made == pools
