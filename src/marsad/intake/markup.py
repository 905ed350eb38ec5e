"""Pages of HTML → reports: the text, title, date, outlet and author that the page shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from marsad.intake.source import Unread, UnreadableError, byte_order_mark
from marsad.intake.taking import TEXT_LIMIT, File, Item, Taking, arrival, find_day, version_of

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,40})""", re.IGNORECASE)
_BASE = re.compile(
    r"""<link[^>]{0,300}rel=["']?canonical["']?[^>]{0,300}href=["']([^"'\s]{8,500})|"""
    r"""<meta[^>]{0,300}property=["']og:url["'][^>]{0,300}content=["']([^"'\s]{8,500})""",
    re.IGNORECASE,
)


def read_html(file: File, taking: Taking) -> Iterator[Item]:
    """Give a saved page's one report."""
    data = file.path.read_bytes()
    try:
        yield read_page(data, taking, file.id, "", encoding=taking.encoding)
    except UnreadableError as error:
        yield Unread(file.name, str(error))


def read_page(
    data: bytes, taking: Taking, id: str, locator: str, *, url: str | None = None, encoding: str | None = None,
) -> Item:  # fmt: skip
    """Return the report of a page.

    Raises `UnreadableError` where it has no text that could be one.
    """
    from trafilatura import bare_extraction

    if len(data) > TEXT_LIMIT:
        raise UnreadableError(f"is longer than {TEXT_LIMIT >> 20} MB; no page of news is so long")
    page = decode_page(data, encoding)
    found: Any = bare_extraction(page, url=url, with_metadata=True, include_comments=False, include_tables=True)
    if found is None or not (found.text or "").strip():
        raise UnreadableError("is a page without the text of a report")
    address = _BASE.search(page[:200_000])
    return arrival(
        taking,
        id,
        found.text,
        locator,
        version_of("trafilatura"),
        published=find_day(found.date),
        outlet=taking.given.outlet or found.sitename,
        url=url or (address and (address[1] or address[2])) or found.url,
        title=found.title,
        meta={"author": found.author},
    )


def decode_page(data: bytes, encoding: str | None) -> str:
    """Return a page's characters: by its byte order mark, by `encoding`, as UTF-8, or as the page says."""
    told = _CHARSET.search(data, 0, 4096)
    named = [byte_order_mark(data), encoding, "utf-8", told[1].decode("ascii") if told else None, "windows-1256"]
    for name in named:
        try:
            if name:
                return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    return data.decode(encoding or "utf-8", errors="replace")


def plain_words(markup: str) -> str:
    """Return the words of a piece of HTML, each block on a line of its own: `<p>قصف</p>` gives `قصف`."""
    from lxml import etree
    from lxml.html import fromstring

    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        tree = fromstring(f"<div>{markup}</div>")
    except (etree.ParserError, ValueError):
        return re.sub(r"<[^>]*>", " ", markup).strip()
    for element in list(tree.iter("script", "style", "iframe")):
        element.drop_tree()
    for element in tree.iter("p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"):
        element.tail = "\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)
