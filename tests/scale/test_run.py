"""An archive in shards gives what extract and merge give; killed at any time and resumed, it gives the same bytes."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

Marsad = Callable[..., subprocess.CompletedProcess[str]]
RESULT = ("assertions", "happenings", "shards")


def files(out: Path) -> dict[str, bytes]:
    """Return every file of a result by its name, but for those of times."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for what in RESULT
        for path in (out / what).rglob("*")
        if path.is_file() and not path.name.endswith(".time.json")
    }


def write(path: Path, reports: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in reports), encoding="utf-8")


def records(out: Path, what: str) -> list[dict[str, Any]]:
    found = [row for path in sorted((out / what).rglob("*.parquet")) for row in pq.read_table(path).to_pylist()]
    return [json.loads(row["record"]) for row in found]


def test_it_gives_what_extract_and_merge_give(archive: Path, calm: Path, marsad: Marsad, tmp_path: Path) -> None:
    reports = tmp_path / "reports.jsonl"
    reports.write_text("".join((archive / name).read_text("utf-8") for name in ("a.jsonl", "b.jsonl")), "utf-8")
    events = tmp_path / "events.jsonl"
    events.write_text(marsad("extract", reports, "--format", "jsonl", "--jobs", 1).stdout, "utf-8")
    merged = marsad("merge", events, "--reports", reports, "--format", "jsonl").stdout
    theirs = {row["happening_id"]: row for row in map(json.loads, merged.splitlines())}
    ours = {row["happening_id"]: row for row in records(calm, "happenings")}
    assert ours == theirs
    told = {row["event_id"]: row for row in map(json.loads, events.read_text("utf-8").splitlines())}
    assert {row["event_id"]: row for row in records(calm, "assertions")} == told
    assert any(len(row["accounts"]) > 1 for row in ours.values())


def test_killed_five_times_it_gives_the_same_bytes(archive: Path, calm: Path, marsad: Marsad, tmp_path: Path) -> None:
    out, chance = tmp_path / "run", random.Random(1)  # noqa: S311
    command = [sys.executable, "-m", "marsad", "scale", archive, "--out", out, "--shard-mb", "0.01", "--jobs", "2"]
    command.append("--no-copies")
    for number in range(5):
        process = subprocess.Popen(map(str, command), stdout=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
        time.sleep(chance.uniform(0.8, 3.0))
        if number % 2 and (found := workers(process.pid)):
            os.kill(chance.choice(found), signal.SIGKILL)
            time.sleep(0.5)
        process.kill()
        process.wait()
    marsad(*map(str, command[3:]))
    assert files(out) == files(calm)
    assert not list(out.rglob("*.part"))


def workers(session: int) -> list[int]:
    """Return the processes of a session but for its leader."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session and int(path.parent.name) != session:
            found.append(int(path.parent.name))
    return found


def test_given_again_it_does_nothing(archive: Path, calm: Path, marsad: Marsad) -> None:
    before = {path: path.stat().st_mtime_ns for path in calm.rglob("part-0.parquet")}
    marsad("scale", archive, "--out", calm, "--shard-mb", "0.01", "--no-copies")
    assert {path: path.stat().st_mtime_ns for path in calm.rglob("part-0.parquet")} == before
    told = marsad("scale", archive, "--out", calm, "--shard-mb", "0.02", "--no-copies", status=2).stderr
    assert "other inputs or options" in told


def test_parquet_and_packed_lines_give_the_same_happenings(
    made: list[dict[str, Any]], calm: Path, marsad: Marsad, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    table = pa.Table.from_pylist([{"body": one["text"], **one} for one in made[:30]]).drop_columns(["text"])
    pq.write_table(table.rename_columns(["body", "id", "day", "outlet"]), folder / "a.parquet", row_group_size=7)
    lines = "".join(json.dumps(one) + "\n" for one in made[30:45]).encode()
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines))
    rest = "".join(json.dumps(one) + "\n" for one in made[45:]).encode()
    with pa.CompressedOutputStream(str(folder / "c.jsonl.zst"), "zstd") as file:
        file.write(rest)
    out = tmp_path / "out"
    marsad(
        "scale",
        folder,
        "--out",
        out,
        "--column",
        "text=body",
        "--column",
        "published=day",
        "--shard-reports",
        8,
        "--no-copies",
    )
    ours, theirs = ({row["happening_id"]: row for row in records(one, "happenings")} for one in (out, calm))
    assert ours == theirs
    assert len(list((out / "shards").glob("*.parquet"))) == 8


def test_what_cannot_be_read_is_told_by_cause(marsad: Marsad, made: list[dict[str, Any]], tmp_path: Path) -> None:
    source = tmp_path / "bad.jsonl"
    lines = [json.dumps(made[0]), "{", json.dumps({"text": " "}), json.dumps(made[1] | {"published": "2015-13-01"})]
    long = made[2] | {"text": made[2]["text"] + " قصف" * 40_000}
    source.write_text("\n".join([*lines, json.dumps(long)]), "utf-8")
    out = tmp_path / "out"
    marsad("scale", source, "--out", out, status=3)
    told = json.loads((out / "report.json").read_text("utf-8"))
    assert told["rejects_by_cause"] == {"unreadable": 3}
    assert [row["where"].split("@")[0] for row in told["rejects"]] == ["bad.jsonl"] * 3
    assert "left unread" in told["shortened"][0]
    page = (out / "report.html").read_text("utf-8")
    assert "unreadable" in page
    assert "left unread" in page


def test_judgements_are_honoured(archive: Path, calm: Path, marsad: Marsad, tmp_path: Path) -> None:
    groups = [row["accounts"] for row in records(calm, "happenings")]
    pair = next(names for names in groups if len(names) > 1)[:2]
    alone = [names[0] for names in groups if len(names) == 1][:2]
    rows = [
        {"one": pair[0], "other": pair[1], "verdict": "different"},
        {"one": alone[0], "other": alone[1], "verdict": "same"},
    ]
    judged = tmp_path / "judged.jsonl"
    judged.write_text("".join(json.dumps(row | {"by": "me", "when": "2020-01-01"}) + "\n" for row in rows), "utf-8")
    out = tmp_path / "out"
    marsad("scale", archive, "--out", out, "--judgements", judged)
    of = {name: row["happening_id"] for row in records(out, "happenings") for name in row["accounts"]}
    assert of[pair[0]] != of[pair[1]]
    assert of[alone[0]] == of[alone[1]]


def test_it_opens_in_duckdb_and_polars(calm: Path) -> None:
    glob = f"{calm}/happenings/*/*/*.parquet"
    table = duckdb.read_parquet(glob, hive_partitioning=True)
    rows = table.aggregate("country, count(*) as number").fetchall()
    frame = pl.read_parquet(glob, hive_partitioning=True)
    assert sum(row[1] for row in rows) == len(frame) == len(records(calm, "happenings"))
    assert {"country", "month", "kind", "killed_best", "latitude"} <= set(frame.columns)
    field = pq.read_schema(next(calm.rglob("happenings/*/*/*.parquet"))).field("killed_high")
    assert field.metadata[b"meaning"].startswith(b"killed, the highest")


def test_reports_that_tell_one_text_are_one_origin(made: list[dict[str, Any]], marsad: Marsad, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    copied = [one | {"id": f"copy-{one['id']}", "outlet": "صحيفة أخرى", "text": one["text"] + " انتهى الخبر."}
              for one in made[:6]]  # fmt: skip
    write(folder / "a.jsonl", made[:20])
    write(folder / "b.jsonl", copied)
    for name, more in (("with", ()), ("without", ("--no-copies",))):
        marsad("scale", folder, "--out", tmp_path / name, "--shard-mb", "0.004", *more)
    rows = pq.read_table(tmp_path / "with" / "copies.parquet").to_pylist()
    origins = {row["report_id"]: row["origin_id"] for row in rows}
    assert {id: origin for id, origin in origins.items() if id.startswith("copy-")} == {
        one["id"]: one["id"].removeprefix("copy-") for one in copied
    }
    assert all(row["similarity"] >= 0.5 for row in rows)
    told, plain = (
        {tuple(row["accounts"]): row["origins"] for row in records(tmp_path / name, "happenings")}
        for name in ("with", "without")
    )
    assert told.keys() == plain.keys()
    assert all(told[names] <= plain[names] for names in told)
    assert sum(told.values()) < sum(plain.values())
