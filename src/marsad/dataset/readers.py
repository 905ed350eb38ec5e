"""Tables read back, ours and those of others: CSV, XLSX and Parquet, every cell as text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from marsad.errors import UsageError

Rows = Iterator[dict[str, str]]
LONGEST_CELL = 10_000_000


def read_rows(path: Path) -> tuple[list[str], Rows]:
    """Return the names of the columns, and the rows one after the other."""
    read = {".xlsx": _xlsx, ".parquet": _parquet}.get(path.suffix.lower(), _csv)
    rows = read(path)
    try:
        header = next(rows, None)
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8; save it as CSV UTF-8") from None
    except ImportError as error:
        raise UsageError(f"{path} needs {error.name}: install it with pip install 'marsad[export]'") from None
    except (BadZipFile, KeyError):
        raise UsageError(f"{path}: is no XLSX file") from None
    if header is None:
        raise UsageError(f"{path}: is empty; a first row with the names of the columns is needed")
    return header, _named(path, header, rows)


def _named(path: Path, header: list[str], rows: Iterable[list[str]]) -> Rows:
    for number, row in enumerate(rows, 1):
        if len(row) > len(header) and any(row[len(header) :]):
            raise UsageError(f"{path}: row {number} has {len(row)} cells where the header has {len(header)}")
        yield dict(zip(header, row, strict=False))


def _csv(path: Path) -> Iterator[list[str]]:
    """Give the rows; what parts the cells (comma, semicolon, tab) is taken from the first line."""
    csv.field_size_limit(LONGEST_CELL)
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        mark = max(",;\t", key=first.count)
        for row in csv.reader(file, delimiter=mark):
            if row:
                yield row


def _xlsx(path: Path) -> Iterator[list[str]]:
    """Give the rows of the first sheet."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            if any(cell is not None for cell in row):
                yield [text_of(cell) for cell in row]
    finally:
        book.close()


def _parquet(path: Path) -> Iterator[list[str]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise UsageError(f"{path}: is no Parquet file ({error})") from None
    names = [name for name in file.schema_arrow.names if name != "geometry"]
    yield names
    for batch in file.iter_batches(columns=names):
        for row in batch.to_pylist():
            yield [text_of(row[name]) for name in names]


def text_of(cell: Any) -> str:
    """Return a cell as text: `3.0` gives `3`, a day its ISO form."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
