"""Files and streams become reports, or a plain word on why not."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.intake import Given, Source, Unread, names, read, read_file
from marsad.model import Report

TEXT = "قصفت طائرات حربية بلدة سراقب أمس.\r\nوقُتل ثلاثة مدنيين."
GIVEN = Given(date(2017, 4, 5), "وكالة", "SY")


def one(path: Path, encoding: str | None = None) -> Report | Unread:
    (item,) = read_file(path, path.stem, GIVEN, encoding=encoding)
    return item


def lines(*values: object, format: str = "jsonl") -> list[Report | Unread]:
    text = "\n".join(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in values)
    return list(read(Source("in.jsonl", "in", io.BytesIO(text.encode())), Given(), format))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_is_kept_as_it_is_and_byte_order_marks_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert one(path) == Report("a", TEXT, date(2017, 4, 5), "وكالة", country="SY")


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "utf-16-le"])
def test_encoding_named_by_the_person(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    words = "قصفت طائرات بلدة سراقب"
    path.write_bytes(words.encode(encoding))
    report = one(path, encoding)
    assert isinstance(report, Report)
    assert report.text == words


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        ("قصفت".encode("windows-1256"), "byte 0xDE at offset 0; for an older Arabic file try --encoding windows-1256"),
        ("abc قصفت".encode() + b"\xff", "is not UTF-8: byte 0xFF at offset 12"),
        (b"ab\x00\x01", "binary"),
        (b"%PDF-1.7", "is a PDF"),
        (b"PK\x03\x04\x00", "is a Word or ZIP file"),
        ("<!DOCTYPE html>\n<p>قصفت</p>".encode(), "is HTML"),
        (b'<?xml version="1.0"?>\n<html><body>', "is HTML"),
        ("  <div>قصفت</div>".encode(), "is HTML"),
    ],
)
def test_what_is_no_report_is_told_in_one_line(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    item = one(path)
    assert isinstance(item, Unread)
    assert problem in str(item)
    assert str(item).startswith(f"{path}: ")
    assert "\n" not in str(item)


def test_missing_file_folder_and_forbidden_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "no such file" in str(one(tmp_path / "none.txt"))
    assert "is a folder" in str(one(tmp_path))
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "may not be read" in str(one(path))


def test_ids_are_unique_in_a_run() -> None:
    paths = [Path(path) for path in ("a/x.txt", "b/x.txt", "x-2.txt", "c/x.txt", "y.txt")]
    found = names(paths)
    assert found[:2] == ["x", "x-2"]
    assert len(set(found)) == len(paths)


def test_json_lines_say_more_than_the_options() -> None:
    value = {"id": 7, "text": "قصفت", "published": "2016-01-02T10:00:00Z", "outlet": "سانا", "url": "u", "title": "t"}
    source = Source("in", "in", io.BytesIO(json.dumps(value | {"more": []}).encode()))
    assert list(read(source, GIVEN)) == [Report("7", "قصفت", date(2016, 1, 2), "سانا", "u", "t", "SY")]


def test_a_report_without_id_is_named_by_its_line() -> None:
    (report,) = lines("", {"text": "قصفت"})
    assert isinstance(report, Report)
    assert report.id == "in:2"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("oops", "is not JSON"),
        ('{"text": "قصفت"', "is not JSON"),
        ('"قصفت"', "is not an object"),
        ({"id": "r"}, 'has no "text"'),
        ({"text": None}, 'has no "text"'),
        ({"text": " "}, '"text" is empty'),
        ({"text": 3}, '"text" is not a string'),
        ({"text": "<p>قصفت</p>"}, '"text" is HTML'),
        ({"text": "قصفت", "published": "2023-02-30"}, "'2023-02-30' is not a day of the calendar"),
        ({"text": "قصفت", "published": "yesterday"}, "write it as YYYY-MM-DD"),
        ({"text": "قصفت", "published": 2023}, '"published" is not a string'),
        ({"text": "قصفت", "id": True}, '"id" is not a string'),
        ('{"text": "\\ud800"}', "half a character"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_bad_line_is_told_and_the_rest_is_read(line: object, problem: str) -> None:
    before, bad, after = lines({"id": "a", "text": "قصفت"}, line, {"id": "b", "text": "قصفت"})
    assert isinstance(bad, Unread)
    assert bad.where == "in.jsonl:2"
    assert problem in bad.problem
    assert [report.id for report in (before, after) if isinstance(report, Report)] == ["a", "b"]


def test_bytes_of_a_bad_line_are_counted_from_the_start_of_the_file() -> None:
    content = b'{"text": "a"}\n{"text": "\xde"}\n{"text": "b"}\n'
    _, bad, last = read(Source("f", "f", io.BytesIO(content)), Given(), "jsonl")
    assert str(bad).startswith("f:2: is not UTF-8: byte 0xDE at offset 24")
    assert isinstance(last, Report)


@pytest.mark.parametrize("content", ["[{}]", '{\n"text": "x"\n}', "[\n{}\n]"])
def test_one_json_value_over_many_lines_is_told_once(content: str) -> None:
    (bad,) = lines(content)
    assert "not one report a line" in str(bad)


def test_an_empty_stream_is_told() -> None:
    assert [str(item) for item in lines("")] == ["in.jsonl: is empty"]
    assert [str(item) for item in lines("", format="auto")] == ["in.jsonl: is empty"]


@pytest.mark.parametrize(("content", "count"), [('\n {"text": "أ"}\n{"text": "ب"}', 2), ("\n\nقصفت {x}\nأمس", 1)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_streams_are_told_apart_by_their_first_sign(content: str, count: int, encoding: str) -> None:
    found = list(read(Source("-", "-", io.BytesIO(content.encode(encoding))), Given()))
    assert [type(item) for item in found] == [Report] * count
    if count == 1:
        assert isinstance(found[0], Report)
        assert found[0].text == content


@given(st.binary(max_size=200), st.sampled_from(["text", "jsonl", "auto"]), st.sampled_from([None, "utf-16", "cp1256"]))
def test_no_bytes_raise(content: bytes, format: str, encoding: str | None) -> None:
    for item in read(Source("f", "f", io.BytesIO(content)), Given(), format, encoding):
        assert isinstance(item, Report | Unread)
        assert "\n" not in (str(item) if isinstance(item, Unread) else "")
