"""Scores of events against annotations, by hand and against the referee where it is at hand."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from marsad.errors import UsageError
from marsad.evaluate import Score, Words, from_record, load_gold, load_records, load_words
from marsad.evaluate.told import from_gold

Json = dict[str, Any]

GOLD: Json = {
    "kind": "air_strike",
    "actor": "Russian Air Force",
    "actor_text": "الطيران الروسي",
    "target": "civilians",
    "target_text": "مدنيين",
    "places": [{"text": "مدينة سراقب", "lat": 35.86, "lon": 36.8}],
    "date": "2017-04-04",
    "killed": [3, None],
    "injured": None,
    "status": "happened",
    "attribution": None,
    "evidence": [0, 40],
}


@pytest.fixture(scope="module")
def words(data: Path) -> Words:
    return load_words(data)


def party(name: str | None, text: str | None) -> Json | None:
    return None if name is None and text is None else {"id": None, "name": name, "text": text or ""}


def record(gold: Json, report: str = "r") -> Json:
    """Return the record that says what an annotation says."""
    days = gold["date"].split("/") if gold["date"] else None
    return {
        "report_id": report,
        "kind": gold["kind"],
        "actor": party(gold["actor"], gold.get("actor_text")),
        "target": party(gold["target"], gold.get("target_text")),
        "places": [deepcopy(place) for place in gold["places"]],
        "date": {"start": days[0], "end": days[-1]} if days else None,
        "killed": {"min": gold["killed"][0], "max": gold["killed"][1]} if gold.get("killed") else None,
        "injured": {"min": gold["injured"][0], "max": gold["injured"][1]} if gold.get("injured") else None,
        "status": gold["status"],
        "attribution": party(gold.get("attribution"), None),
        "evidence": [gold["evidence"]],
    }


def score(words: Words, golds: list[Json], records: list[Json]) -> Json:
    total = Score(words)
    total.add("r", [from_gold(gold, words) for gold in golds], [from_record(value, words) for value in records])
    return total.to_dict()


def test_saying_what_the_annotation_says_is_perfect(words: Words) -> None:
    result = score(words, [GOLD], [record(GOLD)])
    for name in ("event", "strict", "family", "places"):
        assert result[name]["f1"] == 1.0
    assert all(value in (1.0, None) for value in result["fields"].values())
    assert result["geocoding"] == {"places": 1, "within_10_km": 1.0, "within_161_km": 1.0, "median_km": 0.0}


@pytest.mark.parametrize(
    ("change", "event", "strict", "wrong"),
    [
        ({"kind": "shelling"}, 0.0, 0.0, None),
        ({"evidence": [[90, 99]]}, 1.0, 1.0, None),
        ({"places": []}, 1.0, 0.0, "place"),
        ({"places": [], "evidence": []}, 0.0, 0.0, None),
        ({"places": [{"text": "حلب"}], "evidence": []}, 0.0, 0.0, None),
        ({"actor": party("Russia", "طائرات")}, 1.0, 1.0, None),
        ({"actor": party("Syrian Air Force", "الطيران السوري")}, 1.0, 0.0, "actor"),
        ({"actor": None}, 1.0, 0.0, "actor"),
        ({"target": party(None, "المدنيين")}, 1.0, 1.0, None),
        ({"status": "claimed"}, 1.0, 0.0, "status"),
        ({"killed": {"min": 3, "max": 3}}, 1.0, 1.0, "killed"),
        ({"injured": {"min": 1, "max": 1}}, 1.0, 1.0, "injured"),
        ({"date": {"start": "2017-04-04", "end": "2017-04-05"}}, 1.0, 1.0, "date"),
        ({"attribution": party("SANA", "سانا")}, 1.0, 1.0, "attribution"),
    ],
)
def test_one_mistake_costs_what_it_should(
    words: Words, change: Json, event: float, strict: float, wrong: str | None
) -> None:
    result = score(words, [GOLD], [record(GOLD) | change])
    assert (result["event"]["f1"], result["strict"]["f1"]) == (event, strict)
    assert [name for name, value in result["fields"].items() if value == 0.0] == ([wrong] if wrong else [])


def test_pairs_are_one_to_one_and_the_closest_win(words: Words) -> None:
    other = GOLD | {"places": [{"text": "حلب", "lat": None, "lon": None}], "evidence": [50, 90], "killed": None}
    result = score(words, [GOLD, other], [record(other), record(GOLD), record(GOLD)])
    assert result["event"] == {"precision": 0.667, "recall": 1.0, "f1": 0.8, "hits": 2, "gold": 2, "predicted": 3}
    assert result["fields"]["killed"] == 1.0


def test_a_near_kind_counts_for_the_family_alone(words: Words) -> None:
    result = score(words, [GOLD], [record(GOLD) | {"kind": "shelling"}])
    assert (result["event"]["hits"], result["family"]["hits"]) == (0, 1)


def test_nothing_found_and_nothing_annotated(words: Words) -> None:
    assert score(words, [], [])["event"]["f1"] == 0.0
    assert score(words, [], [record(GOLD)])["of_them_with_a_false_event"] == 1
    assert score(words, [GOLD], [])["event"]["recall"] == 0.0


def test_names_of_one_party(words: Words) -> None:
    assert words.parties_in("مقاتلو داعش") == words.parties_in("Islamic State (ISIS)") == {"islamic state"}
    assert words.parties_in("Saudi-led coalition") == {"saudi-led coalition"}
    assert words.parties_in("سلاح الجو الروسي") == {"russian air force"}
    assert words.parties_in("وحدات حماية المرأة", "وحدات الحماية") == {"ypj"}
    assert words.parties_in("YPG", "وحدات حماية المرأة") == {"ypg", "ypj"}


def test_bad_files_are_told_in_one_line(tmp_path: Path, words: Words) -> None:
    bad, lines = tmp_path / "g.json", tmp_path / "p.jsonl"
    for content in ('{"id": "r", "events": [{"kind": "x"}]}', "{", '{"events": []}', "[]"):
        bad.write_text(content, encoding="utf-8")
        with pytest.raises(UsageError):
            load_gold(bad, words)
    for content in ("{}", "[]", "oops", '{"report_id": "r", "places": 3}'):
        lines.write_text(content, encoding="utf-8")
        with pytest.raises(UsageError, match=r"p\.jsonl:1"):
            load_records(lines, words)
    with pytest.raises(UsageError, match="no such file"):
        load_gold(tmp_path / "none", words)


def test_texts_are_found_beside_the_annotation(tmp_path: Path, words: Words) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for id, more in (("a", {"text": "أ"}), ("b", {"text_file": "b_.txt"}), ("c", {}), ("d", {})):
        (tmp_path / f"{id}.json").write_text(json.dumps({"id": id, "events": []} | more), encoding="utf-8")
    (tmp_path / "b_.txt").write_bytes("ب\r\n".encode())
    (texts / "c.txt").write_text("ج", encoding="utf-8")
    assert [report.text for report in load_gold(tmp_path, words, texts)] == ["أ", "ب\r\n", "ج", None]


REFEREE = Path(__file__).resolve().parents[3] / "shared" / "tools" / "score_events.py"


def perturbed(golds: list[Json], seed: int) -> list[Json]:
    """Return records like the annotations, with mistakes of every sort."""
    chance = random.Random(seed)  # noqa: S311
    pool = [event for gold in golds for event in gold["events"]]
    found = []
    for gold in golds:
        for event in (event for event in gold["events"] for _ in range(chance.choice((0, 1, 1, 1, 2)))):
            value, other = record(event, gold["id"]), record(chance.choice(pool))
            for name in (name for name in value if name != "report_id" and chance.random() < 0.2):
                value[name] = other[name]
            for place in value["places"]:
                if place.get("lat") is not None:
                    place["lat"] += chance.choice((0, 0.01, 0.5, 3))
                if chance.random() < 0.2:
                    place["lat"] = None
            value["evidence"] = [[start + chance.randint(-80, 80), end] for start, end in value["evidence"]]
            found.append(value)
    return found


@pytest.mark.skipif(not REFEREE.exists(), reason="the referee is not at hand")
@pytest.mark.parametrize("seed", range(3))
def test_the_referee_counts_the_same(seed: int, tmp_path: Path, words: Words) -> None:
    root = REFEREE.parents[1] / "realset"
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(root.glob("*.json"))]
    pred = tmp_path / "pred.jsonl"
    pred.write_text("\n".join(json.dumps(value) for value in perturbed(golds, seed)), encoding="utf-8")
    judged = subprocess.run(  # noqa: S603
        [sys.executable, str(REFEREE), str(root), str(pred), "--json"], check=True, capture_output=True, text=True
    )
    total, found = Score(words), load_records(pred, words)
    for report in load_gold(root, words):
        total.add(report.id, report.events, found.get(report.id, []))
    assert json.dumps(total.to_dict(), ensure_ascii=False) == judged.stdout.strip()
