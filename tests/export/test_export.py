"""Every format says what the record says, and can be read back."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from rich.cells import cell_len

from marsad.export import FORMATS, Coded, writer
from marsad.export.as_csv import HEADER
from marsad.model import Party, Place, Span


def printed(format: str, coded: list[Coded]) -> str:
    out = io.StringIO()
    writer(format)(iter(coded), out)
    return out.getvalue()


def rows(coded: list[Coded]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed("csv", coded), newline="")))


@pytest.mark.parametrize("format", FORMATS)
def test_same_events_give_the_same_bytes(format: str, coded: list[Coded]) -> None:
    assert printed(format, coded) == printed(format, coded)
    assert printed(format, coded).endswith("\n")


def test_jsonl_and_json_hold_the_records(coded: list[Coded]) -> None:
    records = [event.to_dict() for event in coded[0].events]
    assert [json.loads(line) for line in printed("jsonl", coded).splitlines()] == records
    assert json.loads(printed("json", coded)) == records
    assert json.loads(printed("json", coded[1:])) == []
    assert printed("jsonl", coded[1:]) == ""


def test_the_trace_is_one_more_key(explained: list[Coded]) -> None:
    for line in printed("jsonl", explained).splitlines():
        assert json.loads(line)["trace"]["trigger"]["row"] == "triggers.tsv:1"
    assert "- id x, score 0.9" in printed("table", explained)


def test_each_report_is_written_before_the_next_is_read(coded: list[Coded]) -> None:
    for format in ("jsonl", "csv", "table"):
        out = io.StringIO()
        sizes = []

        def reports(out: io.StringIO = out, sizes: list[int] = sizes) -> object:
            for item in coded[:1] * 3:
                sizes.append(len(out.getvalue()))
                yield item

        writer(format)(reports(), out)  # type: ignore[arg-type]
        assert sizes[0] < sizes[1] < sizes[2]


def test_geojson_is_valid(coded: list[Coded]) -> None:
    value = json.loads(printed("geojson", coded))
    assert set(value) == {"type", "features"}
    assert value["type"] == "FeatureCollection"
    assert len({feature["id"] for feature in value["features"]}) == len(value["features"]) == 3
    for feature in value["features"]:
        assert feature["type"] == "Feature"
        assert {"geometry", "properties"} <= set(feature)
    known, unknown, nowhere = value["features"]
    assert known["geometry"] == {"type": "Point", "coordinates": [36.8058, 35.863]}
    assert unknown["geometry"] is nowhere["geometry"] is None
    assert unknown["properties"]["place"]["text"] == "بلدة"
    assert nowhere["properties"] == coded[0].events[1].to_dict() | {"place": None}
    assert json.loads(printed("geojson", coded[1:])) == {"type": "FeatureCollection", "features": []}


def test_csv_has_a_row_an_event(coded: list[Coded]) -> None:
    first, second = rows(coded)
    assert tuple(first) == HEADER
    assert None not in first
    assert (first["actor"], first["target"], first["target_text"]) == ("Syrian Air Force", "", "مدنيين")
    assert (first["places"], first["lats"], first["lons"]) == ("Saraqib; بلدة", "35.863; ", "36.8058; ")
    assert (first["killed_min"], first["killed_max"]) == ("3", "")
    assert (first["evidence"], first["date_start"], first["published"]) == ("0-32; 33-45", "2017-04-04", "2017-04-05")
    assert first["evidence_text"] == "قصفت طائرات حربية بلدة سراقب أمس; وقُتل ثلاثة"
    assert (second["places"], second["date_start"], second["ucdp_type_of_violence"]) == ("", "", "")
    assert rows(coded[1:]) == []


@pytest.mark.parametrize("words", ["=1+1", "+1-2", "-cmd", "@x", "\t=x", "\r=x\n", "\u200f=1+1", " =1", "\u2068@x"])
def test_csv_runs_no_formula(words: str, coded: list[Coded]) -> None:
    report, event = coded[0].report, coded[0].events[0]
    bad = event._replace(actor=Party(words, words, words, words, Span(0, 1)), means=words)
    (row,) = rows([Coded(replace(report, outlet=words), [bad])])
    for column in ("actor", "actor_ar", "actor_text", "means", "outlet"):
        assert row[column].startswith("'")
        assert not set(row[column]) & set("\t\r\n")


def test_csv_keeps_numbers(coded: list[Coded]) -> None:
    west = coded[0].events[0]._replace(places=(Place("x", Span(0, 1), "X", None, 12.5, -8.25),))
    (row,) = rows([Coded(coded[0].report, [west])])
    assert row["lons"] == "-8.25"


@pytest.mark.parametrize("width", [80, 120])
def test_the_table_fits_and_says_everything(
    width: int, explained: list[Coded], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    table = printed("table", explained)
    assert all(cell_len(line) <= width for line in table.splitlines())
    assert not any(line != line.rstrip() for line in table.splitlines())
    for words in ("r1", "وكالة الاختبار", "2017-04-05", "air strike", "claimed", "Syrian Air Force", "طائرات حربية"):
        assert words in table
    for words in ("Saraqib, Idlib, SY", "(35.863, 36.806 ±2 km)", "at least 3", "SANA", "2017-04-04", "no events"):
        assert words in table
    assert "(not in the gazetteer)" in table
    assert "«قصفت طائرات حربية بلدة سراقب أمس»" in table
    assert "\x1b" not in table
    assert "\u2068" not in table


def test_a_terminal_gets_colour_and_isolated_arabic(coded: list[Coded], monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()
    writer("table")(coded, out)
    assert "\x1b[" in out.getvalue()
    assert "\u2068سراقب\u2069" in out.getvalue()


def test_words_cannot_steer_the_terminal(coded: list[Coded]) -> None:
    report, event = coded[0].report, coded[0].events[0]
    evil = "\x1b[2J\x9b31m\u202eabc\x07"
    bad = event._replace(actor=Party(evil, evil, evil, evil, Span(0, 1)), means=evil, places=(Place(evil, Span(0, 1)),))
    table = printed("table", [Coded(replace(report, id=evil, outlet=evil), [bad], [{"x": evil}])])
    assert not set(table) & set("\x1b\x9b\x07\u202e")
