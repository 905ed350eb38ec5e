"""However files are cut into shards, each report is read once, and what cannot be read is told in its place."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from marsad.errors import UsageError
from marsad.intake import Given, Unread
from marsad.model import Report
from marsad.scale.inputs import Hashed, Item, read
from marsad.scale.shards import Shard, cut, find, format_of

TEXT = "قصفت طائرات حربية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين. وقال الدفاع المدني إن فرقه نقلت الجرحى. "


def shards(folder: Path, records: int = 2, megabytes: float = 1.0) -> list[Shard]:
    return [shard for path, name, format, info in find((str(folder),))
            for shard in cut(path, name, format, info, records, megabytes)]  # fmt: skip


def items(found: list[Shard], **columns: str) -> list[Item]:
    return [item for shard in found for item in read(shard, columns, Given(), Hashed())]


def ids(found: list[Item]) -> list[str]:
    return [item.id for item in found if isinstance(item, Report)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 30), max_size=12), st.integers(1, 60), st.booleans())
def test_each_line_is_read_once_wherever_it_is_cut(tmp_path: Path, lengths: list[int], size: int, ends: bool) -> None:
    lines = [json.dumps({"id": f"r{number}", "text": "م" * (length + 1)}) for number, length in enumerate(lengths)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines) + "\n" * ends, encoding="utf-8")
    assert ids(items(shards(tmp_path, megabytes=size / 1e6))) == [f"r{number}" for number in range(len(lengths))]


def test_packed_lines_and_rows_are_cut_by_their_number(tmp_path: Path) -> None:
    rows = [{"رقم": f"r{number}", "النص": TEXT, "التاريخ": "2017-04-05"} for number in range(7)]
    lines = "".join(json.dumps({"id": row["رقم"], "text": TEXT}) + "\n" for row in rows)
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "b.parquet", row_group_size=3)
    found = shards(tmp_path)
    assert [(one.first, one.last) for one in found] == 2 * [(0, 2), (2, 4), (4, 6), (6, 7)]
    assert ids(items(found)) == 2 * [f"r{number}" for number in range(7)]
    with pytest.raises(UsageError, match="has no column 'body'"):
        items(found, text="body")


@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)  # of the writer
def test_pages_of_a_warc(tmp_path: Path) -> None:
    with (tmp_path / "a.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(5):
            page = f"<html><body><article><h1>خبر</h1><p>{TEXT * 4}{number}</p></article></body></html>".encode()
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            url = f"https://example.org/{number}"
            made = writer.create_warc_record(url, "response", payload=io.BytesIO(page), http_headers=headers)
            writer.write_record(made)
    found = shards(tmp_path)
    assert len(found) == 3
    reports = [item for item in items(found) if isinstance(item, Report)]
    assert [report.url for report in reports] == [f"https://example.org/{number}" for number in range(5)]
    whole = (tmp_path / "a.warc.gz").read_bytes()
    (tmp_path / "a.warc.gz").write_bytes(whole[: len(whole) * 3 // 4])
    broken = items(shards(tmp_path))
    assert 0 < len(ids(broken)) < 5
    assert sum(isinstance(item, Unread) for item in broken) == 1


def test_damage_is_told_and_ends_the_file_alone(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": f"r{number}", "text": f"{TEXT}{number * 7919}"}) + "\n" for number in range(400))
    packed = gzip.compress(lines.encode())
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "b.jsonl").write_text('{"id": "b", "text": "م"}', encoding="utf-8")
    found = items(shards(tmp_path, records=1000))
    assert "b" in ids(found)
    assert [item.where for item in found if isinstance(item, Unread)] == ["a.jsonl.gz"]


def test_a_shard_is_named_by_what_it_is(tmp_path: Path) -> None:
    one = Shard("/here/a.jsonl", "a.jsonl", "jsonl", 0, 9, 20)
    assert one.key == Shard("/there/a.jsonl", "a.jsonl", "jsonl", 0, 9, 20).key
    assert one.key != Shard("/here/a.jsonl", "a.jsonl", "jsonl", 0, 8, 20).key


def test_what_is_not_there_or_of_no_use_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").touch()
    for address in (tmp_path, tmp_path / "none"):
        with pytest.raises(UsageError):
            list(find((str(address),)))
    known: dict[str, Any] = {name: format_of(name) for name in ("x.JSONL.GZ", "x.warc", "x.parquet", "x.txt")}
    assert list(known.values()) == ["jsonl", "warc", "parquet", None]
