"""RSS and Atom → reports, one an entry; the bytes alone are read, no address in them is followed."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from marsad.intake.markup import plain_words
from marsad.intake.source import Unread, UnreadableError
from marsad.intake.taking import TEXT_LIMIT, File, Item, Passed, Taking, arrival, version_of


def read_feed(file: File, taking: Taking) -> Iterator[Item]:
    """Give the report of each entry of a feed; the locator is the entry's own id."""
    import feedparser

    data = file.path.read_bytes()
    if len(data) > TEXT_LIMIT:
        yield Unread(file.name, f"is longer than {TEXT_LIMIT >> 20} MB; no feed is so long")
        return
    feed = feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = str(feed.get("bozo_exception") or "no entry in it").splitlines()[0]
        yield Unread(file.name, f"is no feed that can be read ({why})")
        return
    outlet = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, 1):
        locator = f"entry {entry.get('id') or entry.get('link') or number}"
        try:
            yield _entry(file, taking, entry, f"{file.id}:{number}", locator, outlet)
        except UnreadableError as error:
            yield Unread(f"{file.name}: entry {number}", str(error))


def _entry(file: File, taking: Taking, entry: Mapping[str, Any], id: str, locator: str, outlet: str | None) -> Item:
    bodies = [part.get("value", "") for part in entry.get("content", ())] or [entry.get("summary", "")]
    title = plain_words(entry.get("title", ""))
    text = plain_words(max(bodies, key=len)) or title
    if not text:
        return Passed(f"{file.name}: {locator}", "an entry without words")
    return arrival(
        taking,
        id,
        text,
        locator,
        version_of("feedparser"),
        published=_day(taking, entry),
        outlet=taking.given.outlet or outlet,
        url=entry.get("link"),
        title=title,
        meta={"author": entry.get("author"), "date": entry.get("published") or entry.get("updated")},
    )


def _day(taking: Taking, entry: Mapping[str, Any]) -> date | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return taking.day(datetime.fromtimestamp(calendar.timegm(moment), UTC)) if moment else None
    except (OverflowError, ValueError, OSError):
        return None
