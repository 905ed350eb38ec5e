"""What a person names as a source, opened one after the other: files, folders, standard input, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from marsad import __version__
from marsad.errors import UsageError
from marsad.fetch import Fetched, Fetcher, FetchError
from marsad.intake import Unread, names
from marsad.project.add import Coming

AGENT = f"marsad/{__version__}"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")
_SAFE = re.compile(r"[^\w.\-]+")


def is_address(source: str) -> bool:
    """Tell whether a source is an address and no file: `https://…`, `file://…`."""
    return bool(_ADDRESS.match(source))


def expand(sources: Sequence[str]) -> list[str]:
    """Return the sources with the files of each folder in its place, hidden ones left out.

    Raises `UsageError` where one is not there.
    """
    found: list[str] = []
    for source in sources:
        path = Path(source)
        if source == "-" or is_address(source) or path.is_file():
            found.append(source)
        elif path.is_dir():
            found += [str(inner) for inner in sorted(path.rglob("*")) if inner.is_file() and not _hidden(inner, path)]
        else:
            raise UsageError(f"{source}: no such file or folder")
    return found


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def open_all(sources: Sequence[str], stdin: BinaryIO, fetcher: Fetcher | None) -> Iterator[Coming | Unread]:
    """Give each source opened, or why it cannot be; a stream is closed when the next one is asked for.

    Raises `UsageError` for an address where the network was not asked for.
    """
    ids = names([Path(source.rstrip("/")) for source in sources])
    for source, id in zip(sources, ids, strict=True):
        if source == "-":
            yield Coming("standard input", "stdin", "standard input", "standard input", stdin)
        elif is_address(source):
            yield from fetch(source, fetcher)
        else:
            try:
                with Path(source).open("rb") as stream:
                    yield Coming(source, id, str(Path(source).resolve()), "file", stream)
            except OSError as error:
                yield Unread(source, f"cannot be read: {error.strerror}")


def fetch(source: str, fetcher: Fetcher | None) -> Iterator[Coming | Unread]:
    """Give what an address holds."""
    if fetcher is None:
        raise UsageError(f"{source}: the network is not used unless asked for; add --fetch")
    try:
        yield from_web(fetcher.fetch(source))
    except FetchError as error:
        yield Unread(source, str(error).removeprefix(f"{source}: "))


def from_web(found: Fetched) -> Coming:
    """Return what was fetched as a source, with the headers and the number of its server."""
    headers = {**found.headers, "marsad-status": str(found.status), "marsad-server": found.address}
    if found.final_url != found.url:
        headers["marsad-final-url"] = found.final_url
    id = _SAFE.sub("-", found.final_url.partition("://")[2]).strip("-")[:80]
    return Coming(found.url, id, found.url, "fetched", BytesIO(found.body), headers)
