"""Files of a run: written beside their place and renamed, so that one that is there is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SUFFIX = ".part"
"""What a file's name ends in, behind the number of who writes it, while it is written."""
PARTS = b"parts"
_LEVEL = 3


def put(path: Path, write: Callable[[Path], None]) -> None:
    """Have a file written beside its place, then put it there; written twice, it is one file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}{SUFFIX}")
    write(aside)
    aside.replace(path)


def put_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write a value as JSON, its keys in order."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    put(path, lambda aside: _write_text(aside, text))


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def read_json(path: Path) -> dict[str, Any]:
    """Return what a file of JSON holds."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def put_table(path: Path, rows: list[dict[str, Any]], schema: Any) -> None:
    """Write rows as one Parquet file."""
    table = pa.Table.from_pylist(rows, schema=schema)
    put(path, lambda aside: pq.write_table(table, aside, compression="zstd", compression_level=_LEVEL))


def put_parts(path: Path, rows: Mapping[str, list[dict[str, Any]]], schema: Any) -> None:
    """Write rows by the part they belong to, a row group each; `read_part` gives one part of many such files."""
    names = sorted(rows)

    def write(aside: Path) -> None:
        marked = schema.with_metadata({PARTS: json.dumps(names).encode()})
        with pq.ParquetWriter(aside, marked, compression="zstd", compression_level=_LEVEL) as out:
            for name in names:
                table = pa.Table.from_pylist(rows[name], schema=schema).replace_schema_metadata(marked.metadata)
                out.write_table(table, row_group_size=max(1, len(table)))

    put(path, write)


def parts_of(path: Path) -> dict[str, int]:
    """Return the parts that a file has, and how many rows each."""
    with pq.ParquetFile(path) as file:
        names = json.loads(file.schema_arrow.metadata[PARTS])
        return {name: file.metadata.row_group(number).num_rows for number, name in enumerate(names)}


def read_part(paths: Iterable[Path], wanted: frozenset[str]) -> Iterator[Any]:
    """Give the tables of some parts out of many files, file by file and part by part, in order."""
    for path in paths:
        with pq.ParquetFile(path) as file:
            names = json.loads(file.schema_arrow.metadata[PARTS])
            for number, name in enumerate(names):
                if name in wanted:
                    yield file.read_row_group(number)


def sweep(folder: Path) -> None:
    """Delete what writers that were killed left half-written."""
    for path in folder.rglob(f"*{SUFFIX}"):
        path.unlink(missing_ok=True)
