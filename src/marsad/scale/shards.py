"""What is read: files of a folder or an address, cut into shards of some thousand reports."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from itertools import pairwise
from typing import Any

from marsad.errors import UsageError

SUFFIXES = {
    ".parquet": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl", ".jsonl.gz": "jsonl", ".ndjson.gz": "jsonl",
    ".jsonl.zst": "jsonl", ".ndjson.zst": "jsonl", ".warc": "warc", ".warc.gz": "warc",
}  # fmt: skip
PIECES = 32
"""A compressed file is cut in so many shards at most, for each of them reads over what stands before it."""


@dataclass(frozen=True, slots=True, order=True)
class Shard:
    """A stretch of a file: bytes of plain JSON lines, records of anything else; the last one excluded."""

    path: str
    name: str
    format: str
    first: int
    last: int
    size: int

    @property
    def key(self) -> str:
        """Return the name of the shard's files: made of what it is, so that a shard done twice is one shard."""
        told = asdict(self) | {"path": ""}
        return blake2b("\x1f".join(map(str, told.values())).encode(), digest_size=10).hexdigest()

    @property
    def by_bytes(self) -> bool:
        """Tell whether its bounds are bytes."""
        return self.format == "jsonl" and not self.path.endswith((".gz", ".zst"))


def find(addresses: tuple[str, ...]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Give path, name, format and what is known of each file to read, in order of their names."""
    import fsspec

    for address in addresses:
        system, root = fsspec.core.url_to_fs(address)
        if not system.exists(root):
            raise UsageError(f"{address}: no such file or folder")
        known = system.find(root, detail=True) if system.isdir(root) else {root: system.info(root)}
        found = 0
        for path, info in sorted(known.items()):
            name = path[len(root) :].strip("/") or path.rsplit("/", 1)[-1]
            name = f"{root.rstrip('/').rsplit('/', 1)[-1]}/{name}" if len(addresses) > 1 else name
            format = format_of(name)
            if format is None or any(fnmatch.fnmatch(part, "[._]*") for part in name.split("/")):
                continue
            found += 1
            yield system.unstrip_protocol(path), name, format, info
        if not found:
            raise UsageError(f"{address}: no file there ends in any of {', '.join(SUFFIXES)}")


def stamp(info: dict[str, Any]) -> str:
    """Return what tells a file from what it was before: its size, and when it was changed."""
    return "/".join(str(info.get(field, "")) for field in ("size", "mtime", "ETag", "LastModified", "checksum"))


def format_of(name: str) -> str | None:
    """Return which format a file is by its ending, None where none is read."""
    return next((SUFFIXES[end] for end in SUFFIXES if name.lower().endswith(end)), None)


def cut(path: str, name: str, format: str, info: dict[str, Any], records: int, megabytes: float) -> Iterator[Shard]:
    """Cut a file into shards: plain JSON lines by so many bytes, all else by so many records."""
    whole = Shard(path, name, format, 0, int(info["size"] or 0), int(info["size"] or 0))
    if whole.by_bytes:
        size = max(1, int(megabytes * 1e6))
        pieces = -(-whole.last // size)
        bounds = [whole.last * piece // pieces for piece in range(pieces + 1)] if pieces else []
    else:
        total = count(path, format)
        most = total if format == "parquet" else max(records, -(-total // PIECES))
        size = min(records, most) if format == "parquet" else most
        bounds = [*range(0, total, max(1, size)), total] if total else []
    for first, last in pairwise(bounds):
        yield Shard(path, name, format, first, last, whole.size)


def count(path: str, format: str) -> int:
    """Return how many records a file has that cannot be cut by bytes; of a damaged one, those before the damage."""
    from marsad.scale.inputs import opened

    number = 0
    try:
        with opened(path) as stream:
            if format == "parquet":
                import pyarrow.parquet as pq

                return int(pq.ParquetFile(stream).metadata.num_rows)
            records: Any = stream
            if format == "warc":
                from warcio.archiveiterator import ArchiveIterator

                records = ArchiveIterator(stream, check_digests=False)
            for _ in records:
                number += 1
    except Exception:  # noqa: BLE001 - libraries raise what they like over damage; reading tells it in its place
        number += 1
    return number
