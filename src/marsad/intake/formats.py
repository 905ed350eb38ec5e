"""The formats that a project takes in, by name; and which of them a file is."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from marsad.intake.source import codec
from marsad.intake.taking import Reader


class Format(NamedTuple):
    """Where a format's reader is, the module that it needs, and whether it is read in a process of its own."""

    module: str
    function: str
    needs: str | None
    boxed: bool


FORMATS: dict[str, Format] = {
    "text": Format("simple", "read_text", None, boxed=False),
    "jsonl": Format("simple", "read_lines", None, boxed=False),
    "csv": Format("delimited", "read_csv", None, boxed=False),
    "xlsx": Format("delimited", "read_xlsx", "openpyxl", boxed=True),
    "html": Format("markup", "read_html", "trafilatura", boxed=True),
    "feed": Format("feeds", "read_feed", "feedparser", boxed=True),
    "telegram": Format("telegram", "read_telegram", None, boxed=True),
    "warc": Format("warcs", "read_warc", "warcio", boxed=True),
    "wacz": Format("warcs", "read_wacz", "warcio", boxed=True),
    "pdf": Format("documents", "read_pdf", "pypdf", boxed=True),
    "docx": Format("documents", "read_docx", "docx", boxed=True),
}
_SUFFIXES = {
    ".txt": "text", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".rss": "feed", ".atom": "feed", ".warc": "warc",
    ".wacz": "wacz", ".pdf": "pdf", ".docx": "docx",
}  # fmt: skip
_HEAD = 1 << 16
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|article|div|p)[\s>]", re.IGNORECASE)
_CHAT = re.compile(r'"messages"\s*:\s*\[|"chats"\s*:\s*\{')


def reader(name: str) -> Reader:
    """Return a format's function; its module is loaded only now."""
    format = FORMATS[name]
    read: Reader = getattr(import_module(f"marsad.intake.{format.module}"), format.function)
    return read


def missing(name: str) -> str | None:
    """Return what to do where a format needs a library that is not there; None where all is."""
    needs = FORMATS[name].needs
    if needs is None or find_spec(needs):
        return None
    return f"{name} needs a library that is not installed: pip install 'marsad[intake]'"


def format_of(path: Path, name: str) -> str:
    """Return which format a file is: what its first bytes say wins over its name."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    suffix = Path(name).suffix.lower()
    for signature, tell in _SIGNED:
        if head.startswith(signature):
            return tell(path, suffix)
    told = _SUFFIXES.get(suffix)
    if told in ("text", "csv", "jsonl", "html"):
        return told
    return _of_words(head.decode(codec(head, None), errors="replace").lstrip("\ufeff \t\r\n"), suffix, told)


def _of_words(start: str, suffix: str, told: str | None) -> str:
    """Return the format of a file of words by how it begins."""
    if start.startswith("{"):
        return "telegram" if _CHAT.search(start) or (suffix == ".json" and '"messages"' in start) else "jsonl"
    if start.startswith("<"):
        if _FEED.search(start) or told == "feed" or suffix == ".xml":
            return "feed"
        return "html" if _PAGE.search(start) else "text"
    if start.startswith("WARC/"):
        return "warc"
    return told if told in ("feed", "jsonl") else "jsonl" if suffix == ".json" else "text"


def _zip(path: Path, suffix: str) -> str:
    try:
        with zipfile.ZipFile(path) as opened:
            names = set(opened.namelist())
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        names = set()
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "datapackage.json" in names or any(name.endswith((".warc", ".warc.gz")) for name in names):
        return "wacz"
    told = _SUFFIXES.get(suffix)
    return told if told in ("docx", "xlsx", "wacz") else "text"


def _gzip(path: Path, _suffix: str) -> str:
    try:
        with gzip.open(path) as stream:
            return "warc" if stream.read(5) in (b"WARC/", b"filed") else "text"
    except (OSError, EOFError, zlib.error):
        return "warc" if path.name.endswith(".warc.gz") or _suffix == ".gz" else "text"


def _pdf(_path: Path, _suffix: str) -> str:
    return "pdf"


_SIGNED: tuple[tuple[bytes, Callable[[Path, str], str]], ...] = (
    (b"%PDF", _pdf), (b"PK\x03\x04", _zip), (b"PK\x05\x06", _zip), (b"\x1f\x8b", _gzip),
)  # fmt: skip
