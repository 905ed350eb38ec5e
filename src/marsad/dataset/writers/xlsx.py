"""XLSX: a sheet of rows, one of the codebook, one of the sources; written as a stream, so that a million rows fit.

A spreadsheet is a zip of XML; strings stand in their cells (`inlineStr`), which no spreadsheet runs as a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from marsad.dataset.cells import Cell, Row
from marsad.dataset.codes import NOTICE
from marsad.dataset.item import Item
from marsad.dataset.layouts import rows_of
from marsad.dataset.writers import Job
from marsad.dataset.writers.xml import clean
from marsad.errors import UsageError
from marsad.export.cells import safe

LONGEST = 32_767
"""Characters that a cell may hold."""
MOST = 1_048_575
"""Rows under a header."""
SHEETS = ("data", "codebook", "sources")
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def write(job: Job) -> int:
    """Write the three sheets; return how many rows of data there are."""
    sources: dict[tuple[str, ...], int] = {}
    with ZipFile(job.out, "w", ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in _frame():
            book.writestr(ZipInfo(name), text)
        rows = rows_of(job.layout.name)(_watched(job.items, sources), job.codes)
        count = _sheet(book, 1, job.layout.header, rows)
        about = [(c.name, c.type, c.meaning, "; ".join(sorted(c.allowed))) for c in job.layout.columns]
        _sheet(book, 2, ("column", "type", "meaning", "allowed"), [*about, ("notice", None, NOTICE, None)])
        told: Iterator[Row] = ((*source, events) for source, events in sources.items())
        _sheet(book, 3, ("report", "outlet", "published", "url", "title", "events"), told)
    return count


def _watched(items: Iterable[Item], sources: dict[tuple[str, ...], int]) -> Iterator[Item]:
    """Give the items and note their sources, as many as a sheet holds."""
    for item in items:
        for source in item.sources:
            key = tuple(cell or "" for cell in source)
            if key in sources or len(sources) < MOST:
                sources[key] = sources.get(key, 0) + 1
        yield item


def _sheet(book: ZipFile, number: int, header: Iterable[Cell], rows: Iterable[Row]) -> int:
    info = ZipInfo(f"xl/worksheets/sheet{number}.xml")
    info.compress_type = ZIP_DEFLATED
    count = 0
    with book.open(info, "w", force_zip64=True) as file:
        file.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
        file.write(_row(header))
        parts: list[bytes] = []
        for count, row in enumerate(rows, 1):
            parts.append(_row(row))
            if not count % 500:
                if count > MOST:
                    raise UsageError(f"a sheet holds {MOST:,} rows: filter with --since and --until, or write parquet")
                file.write(b"".join(parts))
                parts.clear()
        file.write(b"".join(parts))
        file.write(b"</sheetData></worksheet>")
    return count


def _row(cells: Iterable[Cell]) -> bytes:
    return f"<row>{''.join([_cell(cell) for cell in cells])}</row>".encode()


def _cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, str):
        text = safe(cell)
        assert isinstance(text, str)
        if "&" in text or "<" in text or ">" in text:
            text = escape(text)
        return f'<c t="inlineStr"><is><t xml:space="preserve">{clean(text)[:LONGEST]}</t></is></c>'
    return f"<c><v>{cell}</v></c>"


def _frame() -> Iterator[tuple[str, str]]:
    """Give the parts of the zip that tell what the sheets are."""
    numbers = range(1, len(SHEETS) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>' for n in numbers
    )
    yield (
        "[Content_Types].xml",
        (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>{parts}</Types>'
        ),
    )
    yield "_rels/.rels", _links([("officeDocument", "xl/workbook.xml")])
    yield "xl/_rels/workbook.xml.rels", _links([("worksheet", f"worksheets/sheet{n}.xml") for n in numbers])
    sheets = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, SHEETS, strict=True)
    )
    yield "xl/workbook.xml", (f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{sheets}</sheets></workbook>')


def _links(found: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(found, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'
