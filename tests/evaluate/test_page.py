"""The page to look through: real reports on it, nothing of theirs taken for its own code, the score's own counts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from marsad.cli import program
from marsad.evaluate import Annotated, Score, Told, Words, from_record, load_gold, load_words
from marsad.evaluate.page import to_html
from marsad.evaluate.page.rows import side_by_side
from marsad.evaluate.told import from_gold
from marsad.intake import parse_day
from marsad.model import Report
from marsad.pipeline import Coder

Json = dict[str, Any]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NASTY = "قصف </script><script>alert(1)</script> <!-- <b>بلدة</b> & {{data}} \u2028 \ud800 💥"

GOLD: Json = {
    "kind": "displacement",
    "actor": None,
    "actor_text": None,
    "target": "civilians",
    "target_text": "عائلة",
    "places": [{"text": "سراقب", "lat": 35.86, "lon": 36.8}, {"text": "معرة النعمان"}],
    "to": [{"text": "إدلب", "latin": "Idlib"}],
    "date": "2017-04-04/2017-04-06",
    "killed": [3, None],
    "injured": None,
    "status": "happened",
    "attribution": "SANA",
    "evidence": [0, 20],
}
FOUND: Json = {
    "kind": "displacement",
    "actor": {"name": "Syrian Army", "text": "الجيش"},
    "target": {"name": None, "text": "عائلة"},
    "places": [{"text": "سراقب", "span": [10, 15], "name": "Saraqib", "admin1": "Idlib", "country": "SY"}],
    "to": [{"text": "حلب"}],
    "date": {"start": "2017-04-04", "end": "2017-04-04"},
    "killed": {"min": 3, "max": 5, "who": {"name": None, "kind": "unknown"}, "text": "ثلاثة"},
    "status": "happened",
    "evidence": [[5, 15], [90, 99]],
    "confidence": 0.5,
}


class Page(HTMLParser):
    """The elements of a page, and what its scripts hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.links: list[str] = []
        self.scripts: list[str] = []
        self.ids: set[str] = set()
        self._in_script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        given = dict(attrs)
        self.links += [value or "" for name, value in given.items() if name in ("src", "href", "action")]
        self.ids.add(given.get("id") or "")
        self._in_script = tag == "script"
        if self._in_script:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_script = False

    def handle_data(self, data: str) -> None:
        if self._in_script:
            self.scripts[-1] += data

    @property
    def data(self) -> Json:
        value: Json = json.loads(self.scripts[0])
        return value


@pytest.fixture(scope="module")
def words(data: Path) -> Words:
    return load_words(data)


@pytest.fixture(scope="module")
def read(root: Path, words: Words) -> list[tuple[Annotated, list[Told]]]:
    """Return two annotated reports with the events that their words give."""
    coder, pairs = Coder(), []
    for id in ("g001", "g005"):
        (report,) = load_gold(root / "gold" / "dev" / f"{id}.json", words)
        events = coder.extract(Report(report.id, report.text or "", parse_day(report.published or "")))
        pairs.append((report, [from_record(event.to_dict(), words) for event in events]))
    return pairs


@pytest.fixture(scope="module")
def page(read: list[tuple[Annotated, list[Told]]], words: Words) -> Page:
    return Page(to_html("gold/dev", read, words))


def one(words: Words, gold: Json | None, found: Json | None, text: str = "ا" * 100) -> Json:
    """Return the page's data of one report."""
    golds = (from_gold(gold, words),) if gold else ()
    founds = [from_record(found, words)] if found else []
    report: Json = Page(to_html("t", [(Annotated("r", text, None, None, golds), founds)], words)).data["reports"][0]
    return report


def test_the_page_stands_alone(page: Page) -> None:
    assert page.tags["script"] == 2
    assert page.tags["link"] == page.tags["img"] == page.tags["iframe"] == 0
    assert page.links == []
    assert {"figures", "search", "kind", "conflict", "tags", "confusion", "reports", "keys"} <= page.ids
    assert not re.search(r"https?:|innerHTML|insertAdjacentHTML|document\.write|eval\(", page.scripts[1])


def test_texts_are_whole_and_marked(page: Page, read: list[tuple[Annotated, list[Told]]]) -> None:
    for (report, events), shown in zip(read, page.data["reports"], strict=True):
        assert "".join(part for part, _ in shown["text"]) == report.text
        assert (shown["conflict"], shown["published"]) == (report.conflict, report.published)
        marks = {mark for _, names in shown["text"] for mark in names}
        sides = {"g": len(report.events), "f": len(events)}
        assert Counter(mark[0] for mark in marks if "." not in mark) == sides
        assert any(mark.endswith(".actor") for mark in marks)
        assert any(mark.endswith(".places") for mark in marks)


def test_the_page_counts_as_the_score_does(page: Page, read: list[tuple[Annotated, list[Told]]], words: Words) -> None:
    score = Score(words)
    for report, events in read:
        score.add(report.id, report.events, events)
    rows = [row for report in page.data["reports"] for row in report["rows"]]
    pairs = [row for row in rows if row["outcome"] in ("right", "fields")]
    assert sum(row["gold"] is not None for row in rows) == score.event.gold
    assert sum(row["found"] is not None for row in rows) == score.event.found
    assert len(pairs) == score.event.hits
    assert sum(row["strict"] for row in rows) == score.strict.hits
    wrong = Counter(name for row in rows for name in row["wrong"] if name != "to")
    assert wrong == Counter({name: tally.gold - tally.hits for name, tally in score.fields.items()})


def test_each_field_has_its_values_and_its_verdict(words: Words) -> None:
    (row,) = one(words, GOLD, FOUND)["rows"]
    assert (row["outcome"], row["strict"]) == ("fields", False)
    assert row["wrong"] == ["actor", "attribution", "date", "killed", "to"]
    assert {name: verdict for name, verdict, *_ in row["fields"]} == {
        "kind": "right",
        "actor": "found",
        "target": "right",
        "places": "right",
        "to": "wrong",
        "date": "wrong",
        "killed": "wrong",
        "status": "right",
        "attribution": "gold",
        "confidence": "open",
    }
    values = {name: (golds, founds) for name, _, golds, founds in row["fields"]}
    assert values["places"] == (
        [[None, "سراقب", "right", "35.86, 36.80"], [None, "معرة النعمان", "gold", None]],
        [["Saraqib, Idlib, SY", "سراقب", "right", None]],
    )
    assert values["date"] == (
        [["2017-04-04 to 2017-04-06", None, "wrong", None]],
        [["2017-04-04", None, "wrong", None]],
    )
    assert values["killed"] == ([["3 or more", None, "wrong", None]], [["3 to 5", "ثلاثة", "wrong", "unknown"]])


def test_missed_false_and_told_under_another_kind(words: Words) -> None:
    assert [row["outcome"] for row in one(words, GOLD, None)["rows"]] == ["missed"]
    assert [row["outcome"] for row in one(words, None, FOUND)["rows"]] == ["false"]
    (row,) = one(words, GOLD, FOUND | {"kind": "arrest"})["rows"]
    assert (row["outcome"], row["gold"], row["found"], row["wrong"]) == ("kind", "displacement", "arrest", [])
    assert row["fields"][0][1] == "wrong"
    apart = side_by_side((from_gold(GOLD, words),), [from_record(FOUND | {"kind": "arrest", "evidence": []}, words)])
    assert [row.outcome for row in apart] == ["missed", "false"]
    assert one(words, None, None)["rows"] == []


def test_spans_beyond_the_text_do_no_harm(words: Words) -> None:
    odd = FOUND | {"actor": {"name": "x", "text": "قصير", "span": ["a", None]}, "evidence": [[-5, 2], [3, 900], [8, 4]]}
    assert "".join(part for part, _ in one(words, GOLD, odd, "نص قصير")["text"]) == "نص قصير"
    assert one(words, GOLD, odd, "")["text"] == []


def test_nothing_of_a_report_is_taken_for_code(words: Words, tmp_path: Path) -> None:
    found = from_record(FOUND | {"kind": NASTY, "actor": {"name": NASTY, "text": NASTY}}, words)
    report = Annotated(NASTY, NASTY, NASTY, NASTY, (), NASTY)
    path = tmp_path / "page.html"
    path.write_text(to_html(NASTY, [(report, [found])], words), encoding="utf-8", errors="backslashreplace")
    page = Page(path.read_text(encoding="utf-8"))
    assert (page.tags["script"], page.tags["b"], page.tags["title"]) == (2, 0, 1)
    shown = page.data["reports"][0]
    assert {shown["id"], shown["outlet"], shown["conflict"], "".join(part for part, _ in shown["text"])} == {NASTY}
    assert not re.search("[<>&]", page.scripts[0])


def test_the_command_writes_it(root: Path, tmp_path: Path) -> None:
    gold, path = root / "gold" / "dev" / "g001.json", tmp_path / "out.html"
    result = CliRunner().invoke(program, ["evaluate", str(gold), "--json", "--html", str(path)])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["reports"] == 1
    assert [report["id"] for report in Page(path.read_text(encoding="utf-8")).data["reports"]] == ["g001"]
    pred = tmp_path / "none.jsonl"
    pred.write_text("", encoding="utf-8")
    result = CliRunner().invoke(program, ["evaluate", str(gold), str(pred), "--html", str(path)])
    assert {row["outcome"] for row in Page(path.read_text(encoding="utf-8")).data["reports"][0]["rows"]} == {"missed"}


def test_a_page_that_cannot_be_written(root: Path, tmp_path: Path) -> None:
    gold, pred = root / "gold" / "dev" / "g001.json", tmp_path / "none.jsonl"
    pred.write_text("", encoding="utf-8")
    path = tmp_path / "no folder" / "out.html"
    result = CliRunner().invoke(program, ["evaluate", str(gold), str(pred), "--html", str(path)])
    assert result.exit_code != 0
    assert "No such file" in f"{result.output}{result.exception}"


@pytest.mark.skipif(BROWSER is None, reason="no browser is at hand")
def test_a_browser_draws_it(read: list[tuple[Annotated, list[Told]]], words: Words, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    nasty = Annotated("nasty", NASTY.replace("\ud800", ""), None, None, ())
    path.write_text(to_html("gold/dev", [*read, (nasty, [])], words), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
    try:
        drawn = subprocess.run(  # noqa: S603
            [str(BROWSER), *options, path.as_uri()], capture_output=True, encoding="utf-8", timeout=60, check=True
        ).stdout
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        pytest.skip(f"the browser does not run here: {error}")
    score = Score(words)
    for report, events in read:
        score.add(report.id, report.events, events)
    seen = dict(re.findall(r'data-figure="([^"]+)"><dt>[^<]*</dt><dd>([^<]*)</dd>', drawn))
    assert seen["event F1"] == f"{score.event.to_dict()['f1']:.3f}"
    assert seen["strict F1"] == f"{score.strict.to_dict()['f1']:.3f}"
    assert (int(seen["reports"]), int(seen["annotated"]), int(seen["extracted"])) == (
        3,
        score.event.gold,
        score.event.found,
    )
    assert len(re.findall(r'<div class="text" dir="rtl" lang="ar"', drawn)) == 3
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in drawn
