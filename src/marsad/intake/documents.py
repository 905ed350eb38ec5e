"""PDF and DOCX → reports, one a file; the file itself stays in the archive to be compared with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from marsad.intake.source import Unread, UnreadableError
from marsad.intake.taking import TEXT_LIMIT, File, Item, Taking, arrival, check_office, check_zip, clean, version_of

ORDER = "words of a PDF may stand in another order than on the page: compare with the file in the archive"
_PAGES = 2000


def read_pdf(file: File, taking: Taking) -> Iterator[Item]:
    """Give a PDF's one report, with a warning; a scanned page has no words."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(file.path)
        if reader.is_encrypted:
            raise UnreadableError("is locked with a password; save it without one")
        text, pages = _pages(reader)
        if not text.strip():
            raise UnreadableError("has no words that can be taken out; it may be a scan, which Marsad does not read")
        info = reader.metadata
        yield arrival(
            taking,
            file.id,
            text,
            f"{pages} pages",
            version_of("pypdf"),
            title=_plain(info and info.title),
            meta={"author": _plain(info and info.author), "warning": ORDER},
        )
    except UnreadableError as error:
        yield Unread(file.name, str(error))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        yield Unread(file.name, f"is a damaged PDF ({clean(str(error)) or type(error).__name__})")


def _pages(reader: Any) -> tuple[str, int]:
    parts: list[str] = []
    size = 0
    for page in reader.pages[:_PAGES]:
        parts.append(page.extract_text())
        size += len(parts[-1])
        if size > TEXT_LIMIT:
            raise UnreadableError(f"has more than {TEXT_LIMIT >> 20} million characters; no report is so long")
    return "\n\n".join(parts), len(parts)


def _plain(value: object) -> str | None:
    return clean(value) if isinstance(value, str) else None


def read_docx(file: File, taking: Taking) -> Iterator[Item]:
    """Give a Word document's one report: its paragraphs and the cells of its tables, in their order."""
    try:
        with check_zip(file.path) as opened:
            check_office(opened)
        text, title, author, changed = _docx(file)
        meta = {"author": author, "changed": changed}
        yield arrival(taking, file.id, text, "", version_of("python-docx"), title=title, meta=meta)
    except UnreadableError as error:
        yield Unread(file.name, str(error))


def _docx(file: File) -> tuple[str, str | None, str | None, str | None]:
    from docx import Document
    from docx.table import Table

    try:
        document = Document(str(file.path))
        parts: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                parts += [" ".join(cell.text for cell in row.cells) for row in block.rows]
            else:
                parts.append(block.text)
        about = document.core_properties
        changed = about.modified.isoformat() if isinstance(about.modified, datetime) else None
        return "\n".join(parts), _plain(about.title), _plain(about.author), changed
    except (KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
        raise UnreadableError(f"is no Word document that can be read ({clean(str(error))})") from None
