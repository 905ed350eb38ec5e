"""Many reports together: happenings, spans of control and a digest, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from marsad.cli import program
from marsad.cli.evaluate_merge import merging

STRIKE = "قصفت طائرات حربية روسية بلدة سرمين في محافظة إدلب أمس، ما أدى إلى مقتل {} مدنيين."
REPORTS = [
    {"id": "a", "outlet": "عنب بلدي", "published": "2016-03-02", "text": STRIKE.format("سبعة")},
    {"id": "b", "outlet": "المدن", "published": "2016-03-02", "text": STRIKE.format("تسعة")},
    {"id": "c", "outlet": "عنب بلدي", "published": "2016-03-09", "text": STRIKE.format("خمسة")},
    {
        "id": "d",
        "outlet": "سانا",
        "published": "2016-03-02",
        "text": "سيطر الجيش السوري أمس على مدينة القريتين في ريف حمص بعد معارك مع تنظيم داعش.",
    },
    {
        "id": "e",
        "outlet": "عنب بلدي",
        "published": "2016-02-01",
        "text": "نزحت عائلات من مدينة القريتين الخاضعة لسيطرة تنظيم داعش إلى بلدة صدد.",
    },
]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in REPORTS), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, list(map(str, arguments)))


@pytest.fixture
def events(reports: Path, tmp_path: Path) -> Path:
    path = tmp_path / "events.jsonl"
    path.write_text(run("extract", reports, "--format", "jsonl").stdout, encoding="utf-8")
    return path


def test_two_accounts_make_one_happening(reports: Path, events: Path) -> None:
    done = run("merge", events, "--reports", reports, "--format", "jsonl")
    assert done.exit_code == 0, done.output
    found = [json.loads(line) for line in done.stdout.splitlines()]
    strikes = [one for one in found if one["kind"] == "air_strike"]
    assert [one["reports"] for one in strikes] == [["a", "b"], ["c"]]
    first = strikes[0]
    assert (first["killed"]["low"], first["killed"]["best"], first["killed"]["high"]) == (7, 7, 9)
    assert (first["origins"], first["grade"]) == (2, "corroborated")
    assert {account for row in first["killed"]["figures"] for account in row["accounts"]} == set(first["accounts"])


def test_the_table_warns_of_double_counting(reports: Path, events: Path) -> None:
    printed = run("merge", events, "--reports", reports).stdout
    assert "accounts of the dead: 7 (1), 9 (1)" in printed
    assert "killed: 12 by the rule 'lowest'; 21 if all accounts were added up" in printed


def test_a_judgement_parts_what_the_machine_joined(reports: Path, events: Path, tmp_path: Path) -> None:
    ids = [json.loads(line)["event_id"] for line in events.read_text().splitlines()[:2]]
    verdict = {"one": ids[0], "other": ids[1], "verdict": "different", "by": "hala", "when": "2026-11-29", "why": ""}
    path = tmp_path / "judgements.jsonl"
    path.write_text(json.dumps(verdict), encoding="utf-8")
    done = run("merge", events, "--reports", reports, "--judgements", path, "--format", "jsonl")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert sum(one["kind"] == "air_strike" for one in found) == 3
    path.write_text('{"one": "x"}', encoding="utf-8")
    assert "judgements.jsonl:1" in run("merge", events, "--judgements", path).output


def test_what_is_no_event_is_named(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"kind": "ied"}\n', encoding="utf-8")
    done = run("merge", path)
    assert done.exit_code == 2
    assert "events.jsonl" in done.output
    assert "Traceback" not in done.output


def test_who_held_the_town_and_how_that_is_known(reports: Path, tmp_path: Path) -> None:
    done = run("control", reports, "--place", "القريتين", "--format", "json")
    assert done.exit_code == 0, done.output
    (line,) = json.loads(done.stdout)
    assert [(span["holder"], span["from"], span["to"]) for span in line["spans"]] == [
        ("is", None, "2016-03-01"),
        ("sy-army", "2016-03-01", None),
    ]
    on = run("control", reports, "--place", "القريتين", "--on", "2016-03-05").stdout
    assert "سيطر الجيش السوري" in on
    days = tmp_path / "days"
    assert run("control", reports, "--geojson", days).exit_code == 0
    after = json.loads((days / "2016-03-01.geojson").read_text(encoding="utf-8"))
    assert [feature["properties"]["holder"] for feature in after["features"]] == ["sy-army"]


@pytest.mark.parametrize(("lang", "words"), [("ar", "غارة جوية"), ("en", "air strike")])
def test_a_day_in_short(reports: Path, lang: str, words: str) -> None:
    page = run("digest", reports, "--date", "2016-03-01", "--lang", lang).stdout
    assert words in page
    assert "7-9" in page
    html = run("digest", reports, "--date", "2016-03-01", "--lang", lang, "--format", "html").stdout
    assert f'dir="{"rtl" if lang == "ar" else "ltr"}"' in html
    assert "http" not in html


def test_the_blind_happenings_are_joined_as_asked() -> None:
    """B³ F1 at least 0.88, pairs at least 0.93 right, the dead within 5 %."""
    folder = Path(__file__).parents[2] / "happenings" / "blind"
    done = CliRunner().invoke(merging, [str(folder), "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["b_cubed"][2] >= 0.88
    assert told["pairs"][0] >= 0.93
    assert abs(told["deaths"]["merged"] / told["deaths"]["truth"] - 1) <= 0.05
    assert told["deaths"]["naive"] > 2 * told["deaths"]["truth"]


def test_a_project_tells_what_its_files_tell(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", tmp_path / "desk").exit_code == 0
    monkeypatch.chdir(tmp_path / "desk")
    assert run("add", reports).exit_code == 0
    assert run("process").exit_code == 0
    for command in (["digest", "--date", "2016-03-01"], ["control"], ["control", "--on", "2016-02-15"]):
        from_files = run(command[0], reports, *command[1:])
        from_project = run(*command)
        assert from_files.exit_code == from_project.exit_code == 0, from_project.output
        assert from_project.stdout == from_files.stdout
        assert "Al-Qaryatayn" in from_files.stdout
