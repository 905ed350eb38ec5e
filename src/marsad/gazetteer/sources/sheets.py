"""Sheets of XLSX workbooks read row by row; needs `openpyxl`."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from marsad.errors import UsageError

LARGEST = 500_000_000
"""A workbook that unpacks to more bytes than this is no gazetteer."""


def sheet_rows(path: Path) -> Iterator[tuple[str, dict[str, str], str]]:
    """Give each row of each sheet with a header: the sheet's name, the cells by column, and where it stands."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise UsageError(f"{path}: reading XLSX needs openpyxl: pip install 'marsad[geo]'") from None
    _check(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True)
            header = [str(cell or "").strip() for cell in next(rows, ())]
            for number, row in enumerate(rows, 2):
                cells = {name: "" if cell is None else str(cell) for name, cell in zip(header, row, strict=False)}
                if any(cells.values()):
                    yield sheet.title, cells, f"{path}:{sheet.title}:{number}"
    except (KeyError, ValueError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise UsageError(f"{path}: is no whole workbook ({error}); download it again") from None


def _check(path: Path) -> None:
    """Refuse what is no archive, or a bomb, before it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except FileNotFoundError:
        raise UsageError(f"{path}: No such file or directory") from None
    except (zipfile.BadZipFile, EOFError) as error:
        raise UsageError(f"{path}: is no whole workbook ({error}); download it again") from None
    if size > LARGEST:
        raise UsageError(f"{path}: would unpack to {size:,} bytes; that is no gazetteer")
