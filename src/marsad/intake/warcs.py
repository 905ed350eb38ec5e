"""WARC and WACZ → reports, one a page that was answered with HTML; a bad record is told and passed over."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from marsad.intake.markup import read_page
from marsad.intake.source import Unread, UnreadableError
from marsad.intake.taking import TEXT_LIMIT, File, Item, Passed, Taking, check_zip, clean
from marsad.model import Arrival

_RECORDS = 1_000_000


def read_warc(file: File, taking: Taking) -> Iterator[Item]:
    """Give the report of each page in a WARC file, plain or compressed."""
    with file.path.open("rb") as stream:
        yield from _records(file, taking, stream, "")


def read_wacz(file: File, taking: Taking) -> Iterator[Item]:
    """Give the report of each page in the WARC files of a WACZ."""
    try:
        with check_zip(file.path) as opened:
            inside = [name for name in opened.namelist() if name.endswith((".warc", ".warc.gz"))]
            if not inside:
                raise UnreadableError("is a ZIP file without a WARC in it; no WACZ")
            for name in inside:
                with opened.open(name) as stream:
                    yield from _records(file, taking, stream, f"{name}, ")
    except UnreadableError as error:
        yield Unread(file.name, str(error))


def pages(stream: Any, name: str, taking: Taking, first: int, last: int) -> Iterator[Item]:
    """Give what stands in records `first` to `last`, the last one excluded, of an open WARC file."""
    yield from _records(File(Path(name), name, name), taking, stream, "", first, last)


def _records(
    file: File, taking: Taking, stream: Any, member: str, first: int = 0, last: int = _RECORDS
) -> Iterator[Item]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    iterator = ArchiveIterator(stream, check_digests=False)
    number = 0
    while number < last:
        number += 1
        where = f"{file.name}: {member}record {number}"
        try:
            record = next(iterator, None)
            if record is None:
                return
            if number > first:
                yield _record(file, taking, record, where, f"{member}record {number}", number)
        except UnreadableError as error:
            yield Unread(where, str(error))
        except (ArchiveLoadFailed, EOFError, OSError, zlib.error) as error:
            if number > first:
                yield Unread(where, f"is cut off or damaged ({clean(str(error)) or type(error).__name__})")
            return
        except (AttributeError, ValueError, KeyError, TypeError, IndexError) as error:
            if number > first:
                yield Unread(where, f"is no sound record ({clean(str(error))})")


def _record(file: File, taking: Taking, record: Any, where: str, locator: str, number: int) -> Item:
    """Return the report of a record: only what was answered with success and is a page counts as one."""
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") or "") if headers else record.content_type or ""
    status = headers.get_statuscode() if headers else "200"
    if record.rec_type not in ("response", "resource") or "html" not in kind or status != "200":
        return Passed(where, f"a record of {record.rec_type}, {clean(kind) or 'no type'}, {status}")
    data = _content(record.content_stream())
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise UnreadableError("is cut off: less of it is there than it says")
    url = record.rec_headers.get_header("WARC-Target-URI")
    item = read_page(data, taking, f"{file.id}:{number}", locator, url=url, encoding=_charset(kind))
    if not isinstance(item, Arrival):
        return item
    moment = record.rec_headers.get_header("WARC-Date")
    told = {"captured_at": moment, "headers": [list(pair) for pair in headers.headers] if headers else None}
    meta = {name: value for name, value in told.items() if value}
    return Arrival(item.report, item.locator, item.extractor, {**item.meta, **meta})


def _content(stream: BinaryIO) -> bytes:
    parts, size = [], 0
    while piece := stream.read(1 << 16):
        parts.append(piece)
        size += len(piece)
        if size > TEXT_LIMIT:
            raise UnreadableError(f"inflates to more than {TEXT_LIMIT >> 20} MB; no page of news is so long")
    return b"".join(parts)


def _charset(kind: str) -> str | None:
    """Return the encoding that a content type names, where Python knows it."""
    name = kind.lower().partition("charset=")[2].split(";")[0].strip("\"' ")
    try:
        return codecs.lookup(name).name if name else None
    except LookupError:
        return None
