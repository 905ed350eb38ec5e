"""The last step: happenings and assertions of each country and month into their files; what only sums up is marked.

Some months are done at a time, all countries of each, so that a bin is opened once for many files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from marsad.merge.totals import Tolled, sums
from marsad.scale.files import named_parts, putting, read_part
from marsad.scale.merging import Step, month_of
from marsad.scale.schema import HAPPENINGS, MEMBERS, schema

FILE = "part-0.parquet"
_HELD = 2_000
"""So many rows of a file are held, then written as a row group."""
Marked = Callable[[str, Any], Any]


def finish(step: Step) -> int:
    """Write the files of some countries and months, bin after bin; return how many happenings there are."""
    columns = schema(HAPPENINGS)
    parts = {month: _sums(step, month) for month in sorted({part.split()[1] for part in step.what})}
    _copy(step, "assertions", "members", schema(MEMBERS), lambda _, table: table)
    return _copy(
        step,
        "happenings",
        "happenings",
        columns,
        lambda part, table: _marked(table, parts[part.split()[1]], columns),
    )


def by_month(part: str) -> tuple[str, str]:
    """Return what countries and months are sorted by, so that those of a month are neighbours."""
    country, month = part.split()
    return month, country


def place_of(out: str, what: str, part: str) -> Path:
    """Return where the file of a country and month is: `happenings/country=SY/month=2017-03/part-0.parquet`."""
    country, month = part.split()
    return Path(out) / what / f"country={country}" / f"month={month}" / FILE


def _bins(step: Step, what: str) -> list[Path]:
    return [step.file(what, f"{bin:04d}.parquet") for bin in range(step.bins)]


def _copy(step: Step, what: str, folder: str, columns: Any, marked: Marked) -> int:
    """Write the files of all parts of a step side by side; the first is put in its place last."""
    result = step.file("result", "").as_posix()
    with ExitStack() as stack:
        files = {part: stack.enter_context(_writing(place_of(result, what, part), columns)) for part in step.what}
        for part, table in named_parts(_bins(step, folder), frozenset(step.what)):
            files[part].add(marked(part, table))
        return sum(one.count for one in files.values())


@contextmanager
def _writing(path: Path, columns: Any) -> Iterator[_Rows]:
    """Give what takes the rows of a Parquet file."""
    with putting(path) as aside, pq.ParquetWriter(aside, columns, compression="zstd", compression_level=3) as out:
        rows = _Rows(columns, out.write_table)
        yield rows
        rows.write()


class _Rows:
    """Rows of a file, written a few thousand at a time."""

    def __init__(self, columns: Any, write: Callable[[Any], None]) -> None:
        self._columns, self._write = columns, write
        self._tables: list[Any] = []
        self._held = self.count = 0

    def add(self, table: Any) -> None:
        """Take in rows."""
        self._tables.append(table.replace_schema_metadata(self._columns.metadata).cast(self._columns))
        self._held += len(table)
        self.count += len(table)
        if self._held >= _HELD:
            self.write()

    def write(self) -> None:
        """Write what is held, as a row group."""
        if self._tables:
            self._write(pa.concat_tables(self._tables).combine_chunks())
        self._tables, self._held = [], 0


def _sums(step: Step, month: str) -> dict[str, tuple[str, ...]]:
    """Return what the happenings of a month that only sum up others are made of."""
    wide = [one for one in _tolls(step, frozenset([month])) if one.wide]
    if not wide:
        return {}
    first, last = min(one.first for one in wide) - 1, max(one.last for one in wide)
    months = frozenset(map(month_of, range(max(first, 1), last + 1)))
    return sums([*wide, *(one for one in _tolls(step, months) if not one.wide)])


def _tolls(step: Step, months: frozenset[str]) -> Iterator[Tolled]:
    for table in read_part(_bins(step, "tolls"), months):
        for row in table.to_pylist():
            yield Tolled(**row | {"regions": frozenset(row["regions"])})


def _marked(table: Any, parts: dict[str, tuple[str, ...]], columns: Any) -> Any:
    """Return a table of happenings, those marked that sum up others."""
    if not parts or not any(name in parts for name in table["happening_id"].to_pylist()):
        return table
    rows = table.to_pylist()
    for row in rows:
        names = list(parts.get(row["happening_id"], ()))
        if names:
            row["sums_up"] = names
            row["record"] = json.dumps(json.loads(row["record"]) | {"sums_up": names}, ensure_ascii=False)
    return pa.Table.from_pylist(rows, schema=columns)
