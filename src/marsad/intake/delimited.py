"""Rows of CSV, TSV and XLSX → reports; columns are known by their names or are named by the person."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from io import StringIO, TextIOWrapper
from typing import Any

from marsad.intake.source import Unread, UnreadableError, codec
from marsad.intake.taking import TEXT_LIMIT, File, Item, Taking, arrival, check_office, check_zip, version_of
from marsad.text.fold import fold_word

EXTRACTOR = "marsad csv 1"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "story", "النص", "نص", "المحتوى", "الخبر", "نص الخبر", "المتن"),
    "id": ("id", "report_id", "رقم", "الرقم", "المعرف"),
    "title": ("title", "headline", "العنوان", "عنوان"),
    "published": ("published", "date", "published_at", "التاريخ", "تاريخ", "تاريخ النشر"),
    "outlet": ("outlet", "source", "publisher", "المصدر", "الجهة", "الموقع", "الناشر"),
    "url": ("url", "link", "الرابط", "رابط"),
    "author": ("author", "الكاتب", "كاتب", "المحرر"),
}
"""What a column may be called, by what it holds."""


def read_csv(file: File, taking: Taking) -> Iterator[Item]:
    """Give a report for each row of a CSV or TSV file; the locator is the row's number, the header being row 1."""
    csv.field_size_limit(TEXT_LIMIT)
    try:
        with file.path.open("rb") as raw:
            head = raw.read(1 << 16)
            if b"\x00" in head and not codec(head, taking.encoding).startswith(("utf-16", "utf-32")):
                raise UnreadableError("is a binary file (it has NUL bytes); a table is needed")
            raw.seek(0)
            text = TextIOWrapper(raw, encoding=codec(head, taking.encoding), newline="")
            sample = text.read(4096)
            rows = csv.reader(_joined(sample, text), delimiter=_delimiter(sample))
            yield from read_rows(file, taking, rows, EXTRACTOR)
    except UnicodeDecodeError as error:
        place = f"byte 0x{error.object[error.start]:02X}"
        hint = "for an older Arabic file try --encoding windows-1256"
        yield Unread(file.name, f"is not {error.encoding.upper()}: {place}; {hint}")
    except (csv.Error, UnreadableError) as error:
        yield Unread(file.name, str(error))


def _joined(sample: str, rest: TextIOWrapper) -> Iterator[str]:
    """Give lines of what was taken for a look and of what follows it, a line cut in two made whole."""
    lines = StringIO(sample, newline="").readlines()
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += rest.readline(TEXT_LIMIT)
    yield from lines
    while line := rest.readline(TEXT_LIMIT):
        yield line


def _delimiter(sample: str) -> str:
    """Return what parts the cells of the first line: the most frequent of comma, semicolon, tab and bar."""
    first = sample.partition("\n")[0]
    return max(",;\t|", key=first.count)


def read_xlsx(file: File, taking: Taking) -> Iterator[Item]:
    """Give a report for each row of an XLSX file's sheets; the locator names sheet and row."""
    try:
        with check_zip(file.path) as opened:
            check_office(opened)
        yield from _sheets(file, taking)
    except UnreadableError as error:
        yield Unread(file.name, str(error))


def _sheets(file: File, taking: Taking) -> Iterator[Item]:
    import openpyxl

    extractor = version_of("openpyxl")
    with file.path.open("rb") as stream:
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except (KeyError, ValueError, TypeError, OSError, AttributeError, SyntaxError) as error:
            raise UnreadableError(f"is no spreadsheet that can be read ({error})") from None
        with closing(book):
            for sheet in book.worksheets:
                yield from read_rows(file, taking, sheet.iter_rows(values_only=True), extractor, f"{sheet.title}, ")


def read_rows(
    file: File, taking: Taking, rows: Iterable[Sequence[Any]], extractor: str, sheet: str = ""
) -> Iterator[Item]:
    """Give the report of each row below the first, which names the columns."""
    columns: dict[str, int] | None = None
    empty = True
    for number, cells in enumerate(rows, 1):
        if not any(_filled(cell) for cell in cells):
            continue
        empty = False
        if columns is None:
            columns = _columns(cells, taking.columns)
            continue
        locator = f"{sheet}row {number}"
        values = {name: cells[place] for name, place in columns.items() if place < len(cells)}
        try:
            yield _report(taking, f"{file.id}:{number}", values, locator, extractor)
        except UnreadableError as error:
            yield Unread(f"{file.name}: {locator}", str(error))
    if empty and not sheet:
        yield Unread(file.name, "is empty")


def _filled(cell: object) -> bool:
    return cell is not None and bool(str(cell).strip())


def _columns(header: Sequence[object], named: Mapping[str, str]) -> dict[str, int]:
    """Return which column holds what.

    Raises `UnreadableError` where none holds the text.
    """
    titles = [fold_word(str(cell).strip().lower()) if cell is not None else "" for cell in header]
    found: dict[str, int] = {}
    for field, names in COLUMNS.items():
        for name in (named[field],) if field in named else names:
            if fold_word(name.strip().lower()) in titles:
                found[field] = titles.index(fold_word(name.strip().lower()))
                break
    if "text" not in found:
        shown = ", ".join(str(cell) for cell in header if _filled(cell))[:200]
        raise UnreadableError(f"has no column of texts among: {shown}; name it with --column text=NAME")
    return found


def _report(taking: Taking, id: str, values: Mapping[str, Any], locator: str, extractor: str) -> Item:
    words = {name: _words(value) for name, value in values.items() if name != "published"}
    return arrival(
        taking,
        words.get("id") or id,
        words.get("text") or "",
        locator,
        extractor,
        published=_day(taking, values.get("published")),
        outlet=words.get("outlet"),
        url=words.get("url"),
        title=words.get("title"),
        meta={"author": words.get("author")},
    )


def _words(value: object) -> str | None:
    return None if value is None else str(value).strip() or None


def _day(taking: Taking, value: object) -> date | None:
    """Return a cell's day; a wrong one is refused, for nothing is invented in its place."""
    if isinstance(value, datetime):
        return taking.day(value)
    if isinstance(value, date):
        return value
    words = _words(value)
    if words is None:
        return None
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        raise UnreadableError(f"{words[:40]!r} is not a date; write it as YYYY-MM-DD") from None
