"""Files of a run: written beside their place and renamed, so that one that is there is whole."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SUFFIX = ".part"
"""What a file's name ends in, behind the number of who writes it, while it is written."""
PARTS = b"parts"
WHOLE_PART = ""
"""The part of rows that belong to none."""
_LEVEL = 3
_HELD = 2_000


def put(path: Path, write: Callable[[Path], None]) -> None:
    """Have a file written beside its place, then put it there; written twice, it is one file."""
    with putting(path) as aside:
        write(aside)


@contextmanager
def putting(path: Path) -> Iterator[Path]:
    """Give the path beside a file's place at which to write it; it is put there at the end, unless that fails."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}{SUFFIX}")
    yield aside
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
    _put_whole(path, pa.Table.from_pylist(rows, schema=schema))


def _put_whole(path: Path, table: Any) -> None:
    put(path, lambda aside: pq.write_table(table, aside, compression="zstd", compression_level=_LEVEL))


def put_parts(path: Path, rows: Mapping[str, list[dict[str, Any]]], schema: Any) -> None:
    """Write rows by the part they belong to, a row group each; `read_part` gives one part of many such files."""
    put_tables(path, {part: pa.Table.from_pylist(some, schema=schema) for part, some in rows.items()}, schema)


def put_tables(path: Path, tables: Mapping[str, Any], schema: Any) -> None:
    """Write tables by the part they are, a row group each."""
    names = sorted(tables)

    def write(aside: Path) -> None:
        marked = schema.with_metadata({PARTS: json.dumps(names).encode()})
        with pq.ParquetWriter(aside, marked, compression="zstd", compression_level=_LEVEL) as out:
            for name in names:
                table = tables[name].combine_chunks().replace_schema_metadata(marked.metadata)
                out.write_table(table, row_group_size=max(1, len(table)))

    put(path, write)


class Gathered:
    """Rows by the part they belong to, packed a few thousand at a time: so much of them is held as records, no more."""

    def __init__(self, schema: Any) -> None:
        self._schema = schema
        self._rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._packed: dict[str, list[Any]] = defaultdict(list)
        self._held = self.count = 0

    def add(self, part: str, row: dict[str, Any]) -> None:
        """Take in a row."""
        self._rows[part].append(row)
        self._held += 1
        self.count += 1
        if self._held >= _HELD:
            self._pack()

    def _pack(self) -> None:
        for part, rows in self._rows.items():
            self._packed[part].append(pa.Table.from_pylist(rows, schema=self._schema))
        self._rows.clear()
        self._held = 0

    def write(self, path: Path) -> None:
        """Write all, a row group a part."""
        self._pack()
        put_tables(path, {part: pa.concat_tables(tables) for part, tables in self._packed.items()}, self._schema)

    def write_whole(self, path: Path) -> None:
        """Write all in the order in which it came, as a file without parts; all rows were of `WHOLE_PART`."""
        self._pack()
        tables = self._packed[WHOLE_PART]
        _put_whole(path, pa.concat_tables(tables).combine_chunks() if tables else self._schema.empty_table())


def parts_of(path: Path) -> dict[str, int]:
    """Return the parts that a file has, and how many rows each."""
    with pq.ParquetFile(path) as file:
        names = json.loads(file.schema_arrow.metadata[PARTS])
        return {name: file.metadata.row_group(number).num_rows for number, name in enumerate(names)}


def read_part(paths: Iterable[Path], wanted: frozenset[str]) -> Iterator[Any]:
    """Give the tables of some parts out of many files, file by file and part by part, in order."""
    return (table for _, table in named_parts(paths, wanted))


def named_parts(paths: Iterable[Path], wanted: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """Give the same with the part that each is."""
    for path in paths:
        with pq.ParquetFile(path) as file:
            names = json.loads(file.schema_arrow.metadata[PARTS])
            for number, name in enumerate(names):
                if name in wanted:
                    yield name, file.read_row_group(number)


def sweep(folder: Path) -> None:
    """Delete what writers that were killed left half-written."""
    for path in folder.rglob(f"*{SUFFIX}"):
        path.unlink(missing_ok=True)
