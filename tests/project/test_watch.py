"""Feeds and folders that are watched: new items once, politely, and less often where something fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import select

from marsad.errors import UsageError
from marsad.fetch import Fetcher
from marsad.project.project import Project, create, open_project
from marsad.project.watch import Look, look_round
from marsad.store.check import prove
from marsad.store.tables import CAPTURES, REPORTS

TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين. {}"
QUARTER = timedelta(minutes=15)


class Feed(BaseHTTPRequestHandler):
    """A feed whose entries, state and answers are set by the tests."""

    entries: ClassVar[list[str]] = []
    status: ClassVar[list[int]] = [200]
    asked: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        tag = f'"{len(self.entries)}"'
        self.asked.append(self.headers.get("If-None-Match"))
        status = self.status[0]
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status = 304
        self.send_response(status)
        self.send_header("ETag", tag)
        if status == 503:
            self.send_header("Retry-After", "7200")
        self.end_headers()
        if status == 200:
            shape = "<item><guid>{}</guid><description>{}</description></item>"
            items = "".join(shape.format(number, words) for number, words in enumerate(self.entries))
            self.wfile.write(f"<rss><channel><title>وكالة</title>{items}</channel></rss>".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def feed() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Feed.entries[:], Feed.status[:], Feed.asked[:] = [TEXT.format(1)], [200], []
    yield f"http://127.0.0.1:{server.server_port}/rss"
    server.shutdown()
    server.server_close()


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def watching(tmp_path: Path, entry: str) -> tuple[Project, Clock]:
    """Return a project that watches one thing, and its clock."""
    create(tmp_path / "desk", "", None, {}, "tester").close()
    settings = tmp_path / "desk" / "marsad.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + f"\n[[watch]]\n{entry}\n", encoding="utf-8")
    opened, clock = open_project(tmp_path / "desk", {}, {}, "tester"), Clock()
    return Project(opened.folder, opened.settings, opened.database, opened.archive, "tester", clock), clock


def look(project: Project, fetcher: Fetcher | None = None) -> list[Look]:
    """Look round once."""
    with project.run("watch", {}) as ledger:
        return list(look_round(project, ledger, fetcher, QUARTER))


def fetcher() -> Fetcher:
    """Return a fetcher that may ask the server of these tests."""
    return Fetcher("marsad/test", permitted=lambda address: address == ip_address("127.0.0.1"), any_port=True, pause=0)


def test_a_feed_is_asked_when_its_time_has_come_and_gives_new_items_once(tmp_path: Path, feed: str) -> None:
    project, clock = watching(tmp_path, f'feed = "{feed}"\noutlet = "SANA"')
    assert look(project, fetcher()) == [Look(feed, 1)]
    assert look(project, fetcher()) == []
    clock.now += QUARTER
    assert look(project, fetcher()) == [Look(feed, 0)]
    Feed.entries.append(TEXT.format(2))
    clock.now += QUARTER
    assert look(project, fetcher()) == [Look(feed, 1)]
    assert Feed.asked == [None, '"1"', '"1"']
    with project.database.read() as connection:
        assert connection.scalars(select(REPORTS.c.outlet)).all() == ["SANA", "SANA"]
        headers = connection.scalars(select(CAPTURES.c.headers)).first()
    assert headers is not None
    assert '"marsad-server":"127.0.0.1"' in headers
    assert prove(project.database, project.archive).faults == []
    project.close()


def test_a_feed_that_fails_is_left_longer_and_longer_and_as_long_as_it_asks(tmp_path: Path, feed: str) -> None:
    project, clock = watching(tmp_path, f'feed = "{feed}"')
    Feed.status[:] = [500]
    waits = []
    for _ in range(3):
        (found,) = look(project, fetcher())
        assert found.problem is not None
        assert "answered 500" in found.problem
        waited = timedelta(0)
        while not look(project, fetcher()) and waited < timedelta(days=2):
            clock.now += QUARTER
            waited += QUARTER
        waits.append(waited)
        clock.now += timedelta(days=1)
    assert waits[0] == 2 * QUARTER
    assert waits == sorted(waits)
    assert waits[-1] <= timedelta(days=1)
    Feed.status[:] = [503]
    clock.now += timedelta(days=2)
    look(project, fetcher())
    clock.now += timedelta(minutes=119)
    assert look(project, fetcher()) == []
    project.close()


def test_a_feed_is_not_fetched_unless_the_network_was_asked_for(tmp_path: Path, feed: str) -> None:
    project, _ = watching(tmp_path, f'feed = "{feed}"')
    (found,) = look(project)
    assert found.problem is not None
    assert "--fetch" in found.problem
    assert Feed.asked == []
    project.close()


def test_a_folder_gives_what_was_put_into_it(tmp_path: Path) -> None:
    project, clock = watching(tmp_path, 'folder = "inbox"')
    inbox = project.folder / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text(TEXT.format(1), encoding="utf-8")
    assert [found.reports for found in look(project)] == [1]
    (inbox / "b.txt").write_text(TEXT.format(2), encoding="utf-8")
    (inbox / "c.txt").write_bytes(b"")
    clock.now += QUARTER
    (found,) = look(project)
    assert found.reports == 1
    assert (found.problem or "").endswith("c.txt: is empty")
    project.close()


@pytest.mark.parametrize("entry", ["outlet = 'x'", "feed = 3", "feed = 'http://a'\nevery = 5"])
def test_an_entry_that_names_nothing_to_watch_is_refused(tmp_path: Path, entry: str) -> None:
    project, _ = watching(tmp_path, entry)
    with pytest.raises(UsageError, match=r"\[\[watch\]\] 1"):
        look(project)
    project.close()
