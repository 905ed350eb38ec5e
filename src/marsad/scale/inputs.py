"""The reports of a shard, each with its number there; what cannot be read is given in its place, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from itertools import islice
from typing import Any, BinaryIO, cast

from marsad.errors import UsageError
from marsad.intake import Unread
from marsad.intake.delimited import COLUMNS
from marsad.intake.jsonlines import report_of_line
from marsad.intake.source import Given, UnreadableError, check_text, parse_day
from marsad.intake.taking import TEXT_LIMIT, Passed, Taking, clean
from marsad.model import Arrival, Report
from marsad.scale.shards import Shard

Item = Report | Unread | Passed
FIELDS = ("text", "id", "published", "outlet", "url", "title")


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """Open a file wherever it lies; what is compressed with gzip or zstd is read unpacked, WARC files as they are."""
    import fsspec
    import pyarrow as pa

    kind = None if ".warc" in path.lower() else {"gz": "gzip", "zst": "zstd"}.get(path.rsplit(".", 1)[-1].lower())
    with fsspec.open(path, "rb") as stream:
        if kind is None:
            yield cast("BinaryIO", stream)
        else:
            with pa.CompressedInputStream(pa.PythonFile(stream, "r"), kind) as unpacked:
                yield cast("BinaryIO", _lines_of(unpacked))


def _lines_of(stream: Any) -> Iterator[bytes]:
    """Give the lines of a stream that knows no lines."""
    rest = b""
    while piece := stream.read(1 << 20):
        *lines, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in lines)
    if rest:
        yield rest


class Hashed:
    """The hash of what was read of a shard."""

    def __init__(self) -> None:
        self._digest = blake2b(digest_size=16)

    def note(self, data: bytes) -> bytes:
        """Take data in, and return it."""
        self._digest.update(len(data).to_bytes(8, "little") + data)
        return data

    def hex(self) -> str:
        """Return the hash."""
        return self._digest.hexdigest()


def read(shard: Shard, columns: Mapping[str, str], given: Given, digest: Hashed) -> Iterator[Item]:
    """Give what stands in a shard, in order; damage ends it.

    Raises UsageError where a table has no column of texts.
    """
    import pyarrow as pa

    try:
        yield from _read(shard, columns, given, digest)
    except (OSError, EOFError, pa.ArrowException) as error:
        yield Unread(shard.name, f"is cut off or damaged ({clean(str(error)) or type(error).__name__})"[:300])


def _read(shard: Shard, columns: Mapping[str, str], given: Given, digest: Hashed) -> Iterator[Item]:
    if shard.format == "parquet":
        yield from _rows(shard, columns, given, digest)
    elif shard.format == "warc":
        yield from _pages(shard, given, digest)
    else:
        for place, line in _lines(shard):
            digest.note(line)
            if line.strip():
                yield _of_line(shard, place, line, given)


def _lines(shard: Shard) -> Iterator[tuple[int, bytes]]:
    """Give the lines that begin in a shard, each with the byte, or the line, where it begins."""
    with opened(shard.path) as stream:
        if not shard.by_bytes:
            yield from islice(enumerate(stream), shard.first, shard.last)
            return
        at = max(shard.first - 1, 0)
        stream.seek(at)
        at += len(stream.readline()) if shard.first else 0
        while at < shard.last and (line := stream.readline()):
            yield at, line
            at += len(line)


def _of_line(shard: Shard, place: int, line: bytes, given: Given) -> Item:
    where = f"{shard.name}@{place}" if shard.by_bytes else f"{shard.name}:{place + 1}"
    if len(line) > 4 * TEXT_LIMIT:
        return Unread(where, f"has {len(line):,} bytes; no report is so long")
    return report_of_line(line, where, where, given)


def _rows(shard: Shard, columns: Mapping[str, str], given: Given, digest: Hashed) -> Iterator[Item]:
    import pyarrow.parquet as pq

    with opened(shard.path) as stream, pq.ParquetFile(stream) as file:
        named = columns_of(file.schema_arrow.names, columns, shard.name)
        at = 0
        for group in range(file.metadata.num_row_groups):
            size = file.metadata.row_group(group).num_rows
            first, last = max(shard.first - at, 0), min(shard.last - at, size)
            if first < last:
                table = file.read_row_group(group, columns=list(named.values()))
                for number, row in enumerate(table.slice(first, last - first).to_pylist(), at + first):
                    yield _of_row(shard, number, {field: row[name] for field, name in named.items()}, given, digest)
            at += size


def columns_of(names: list[str], asked: Mapping[str, str], where: str) -> dict[str, str]:
    """Return which column holds what: as asked, else by its name."""
    lower = {name.lower(): name for name in names}
    found = {}
    for field in FIELDS:
        if field in asked and asked[field] not in names:
            raise UsageError(f"{where}: has no column {asked[field]!r}; it has {', '.join(names)[:200]}")
        name = asked.get(field) or next((lower[one] for one in COLUMNS[field] if one in lower), None)
        if name:
            found[field] = name
    if "text" not in found:
        raise UsageError(f"{where}: no column of texts among {', '.join(names)[:200]}; name it with --column text=NAME")
    return found


def _of_row(shard: Shard, number: int, row: Mapping[str, Any], given: Given, digest: Hashed) -> Item:
    where = f"{shard.name}:{number + 1}"
    digest.note("\x1f".join("" if cell is None else str(cell) for cell in row.values()).encode("utf-8", "replace"))
    words = {field: None if row.get(field) is None else str(row[field]) for field in FIELDS}
    try:
        check_text(words["text"] or "")
        published = parse_day(words["published"]) if words["published"] else given.published
    except (UnreadableError, ValueError) as error:
        return Unread(where, str(error))
    return Report(
        words["id"] or where, words["text"] or "", published, words["outlet"] or given.outlet, words["url"],
        words["title"], given.country,
    )  # fmt: skip


def _pages(shard: Shard, given: Given, digest: Hashed) -> Iterator[Item]:
    from marsad.intake.warcs import pages

    with opened(shard.path) as stream:
        for item in pages(stream, shard.name, Taking(given), shard.first, shard.last):
            if isinstance(item, Arrival):
                digest.note(item.report.text.encode("utf-8", "replace"))
                yield item.report
            else:
                yield item
