"""Files of sources fetched from the net: taken up where a download broke off, checked, and noted down."""

from __future__ import annotations

import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple

from marsad.codebook.place_sources import Download, PlaceSources
from marsad.errors import UsageError
from marsad.gazetteer.make import NOTES, read_notes

BLOCK = 1 << 17
TRIES = 4
"""How often a download that breaks off is taken up again."""
SECONDS = 60
"""How long the other side may be silent."""
LISTED = ("GEOJSON", "XLSX")
"""Forms of files that are taken of those that a catalogue lists."""
Progress = Callable[[str, int, int], None]
"""Told the file, how many bytes are here, and how many there are (0: not known)."""


class Wanted(NamedTuple):
    """A file to fetch, and where it goes."""

    file: str
    url: str


def wanted(sources: PlaceSources, names: Sequence[str], codes: Sequence[str]) -> list[Wanted]:
    """Return the files of the sources for the countries; raises `UsageError` where a source has none for one."""
    found: list[Wanted] = []
    for name in names:
        rows = [row for row in sources.downloads if row.source == name]
        listed = [_filled(row, code) for code in codes for row in rows if row.country in ("*", code)]
        if not listed:
            raise UsageError(
                f"no file of {name} is known for {', '.join(codes)}: add a row to data/places/downloads.tsv"
            )
        found += listed
    return list(dict.fromkeys(found))


def _filled(row: Download, code: str) -> Wanted:
    return Wanted(*(text.replace("{CC}", code).replace("{cc}", code.lower()) for text in (row.file, row.url)))


def fetch_all(files: Sequence[Wanted], folder: Path, progress: Progress) -> None:
    """Fetch what is not in the folder yet; of a catalogue's page, the files that it lists."""
    folder.mkdir(parents=True, exist_ok=True)
    notes = read_notes(folder)
    for file, url in files:
        _fetch_noted(Wanted(file, url), folder, notes, progress)
        if file.startswith("ocha_") and file.endswith(".json"):
            for other in _listed(folder / file):
                _fetch_noted(other, folder, notes, progress)


def _fetch_noted(one: Wanted, folder: Path, notes: dict[str, Any], progress: Progress) -> None:
    """Fetch a file unless it is here, unchanged, and note address, day, size and checksum."""
    path, known = folder / one.file, notes.get(one.file, {})
    if path.is_file() and known.get("url") == one.url and known.get("sha256") == _sum(path):
        return
    date = fetch(one.url, path, progress)
    notes[one.file] = {"url": one.url, "date": date, "bytes": path.stat().st_size, "sha256": _sum(path)}
    beside = folder / f".{NOTES}.part"
    beside.write_text(json.dumps(notes, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    beside.replace(folder / NOTES)


def fetch(url: str, path: Path, progress: Progress) -> str:
    """Fetch a file and return its day, as the server tells it; raises `UsageError` where it cannot be had whole."""
    part = path.with_name(f"{path.name}.part")
    problem = ""
    for _ in range(TRIES):
        try:
            date, total = _take_up(url, part, progress, path.name)
        except urllib.error.HTTPError as error:
            if error.code == 416 and part.is_file():
                part.unlink()
                continue
            raise UsageError(
                f"{url}: {error.code} {error.reason}; is the address in data/places/downloads.tsv right?"
            ) from None
        except (urllib.error.URLError, HTTPException, OSError, TimeoutError) as error:
            problem = str(getattr(error, "reason", error)) or type(error).__name__
            continue
        here = part.stat().st_size
        if not total or here == total:
            part.replace(path)
            return date
        problem = f"broke off after {here:,} of {total:,} bytes"
    raise UsageError(f"{url}: {problem}; run the command again to go on where it stopped")


def _take_up(url: str, part: Path, progress: Progress, name: str) -> tuple[str, int]:
    """Go on with a download; return the day of the file, and its whole size (0: not told)."""
    here = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={here}-"} if here else {})  # noqa: S310 - of our table
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        if here and answer.status != 206:
            here = 0
        length = answer.headers.get("Content-Length")
        total = here + int(length) if length else 0
        with part.open("ab" if here else "wb") as file:
            while block := answer.read(BLOCK):
                file.write(block)
                here += len(block)
                progress(name, here, total)
        return _day(answer.headers), total


def _day(headers: Any) -> str:
    told = headers.get("Last-Modified") or headers.get("Date")
    try:
        return parsedate_to_datetime(told).date().isoformat() if told else ""
    except ValueError:
        return ""


def _listed(page: Path) -> Iterator[Wanted]:
    """Give the tables and outlines that a catalogue's page lists."""
    try:
        resources = json.loads(page.read_text(encoding="utf-8"))["result"]["resources"]
        for one in resources:
            if str(one["format"]).upper() in LISTED:
                yield Wanted(f"{page.stem}_{Path(str(one['url'])).name}", str(one["url"]))
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{page}: is no page of the catalogue; delete it and try again") from None


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
