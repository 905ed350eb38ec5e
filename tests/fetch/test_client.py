"""Fetching from a real server on this machine, which only these tests permit."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from typing import ClassVar

import pytest

from marsad.fetch import Fetcher, FetchError
from marsad.fetch.address import IP, is_public


class Answers(BaseHTTPRequestHandler):
    """Answers by path; what was asked is kept."""

    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        status, headers, body = ANSWERS.get(self.path.partition("?")[0], (404, {}, b""))
        if self.path == "/same" and self.headers.get("If-None-Match") == '"v1"':
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/a": (200, {"Content-Type": "text/html", "ETag": '"v1"'}, "خبر".encode()),
    "/same": (200, {"ETag": '"v1"'}, b"x"),
    "/to-a": (302, {"Location": "/a"}, b""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/to-inside": (301, {"Location": "http://10.0.0.1/"}, b""),
    "/to-meta": (307, {"Location": "http://169.254.169.254/latest"}, b""),
    "/to-six": (308, {"Location": "http://[::1]/"}, b""),
    "/to-number": (302, {"Location": "http://0xa000001/"}, b""),
    "/to-user": (302, {"Location": "http://a:b@127.0.0.1/"}, b""),
    "/to-nowhere": (302, {}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/long": (200, {}, b"x" * 200_000),
    "/busy": (503, {"Retry-After": "120"}, b""),
    "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"x")),
}


@pytest.fixture
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    Answers.asked.clear()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def here_too(address: IP) -> bool:
    """Permit the one address of the server beside what is public."""
    return is_public(address) or address == ip_address("127.0.0.1")


def fetcher(limit: int = 100_000, pause: float = 0.0) -> Fetcher:
    """Return a fetcher that may ask the server of these tests."""
    return Fetcher("marsad/test", permitted=here_too, any_port=True, pause=pause, limit=limit, seconds=5)


def test_bytes_headers_and_number_are_kept(server: str) -> None:
    found = fetcher().fetch(f"{server}/a?q=حلب")
    assert found.body == "خبر".encode()
    assert (found.status, found.address, found.headers["etag"]) == (200, "127.0.0.1", '"v1"')
    path, headers = Answers.asked[0]
    assert path == "/a?q=%D8%AD%D9%84%D8%A8"
    assert headers["User-Agent"] == "marsad/test"


def test_a_redirect_is_followed_and_told(server: str) -> None:
    found = fetcher().fetch(f"{server}/to-a")
    assert (found.url, found.final_url) == (f"{server}/to-a", f"{server}/a")


@pytest.mark.parametrize("path", [path for path in ANSWERS if path.startswith("/to-") and path != "/to-a"] + ["/round"])
def test_a_redirect_to_where_one_may_not_go_is_refused(server: str, path: str) -> None:
    with pytest.raises(FetchError, match=r"only http|leads to|without saying|more than|name or password"):
        fetcher().fetch(server + path)


def test_the_server_itself_is_refused_where_nothing_permits_it(server: str) -> None:
    with pytest.raises(FetchError, match=r"leads to 127\.0\.0\.1"):
        Fetcher("marsad/test", any_port=True).fetch(f"{server}/a")
    assert Answers.asked == []


def test_an_answer_that_is_too_long_an_error_and_compression_are_refused(server: str) -> None:
    with pytest.raises(FetchError, match="longer than"):
        fetcher().fetch(f"{server}/long")
    with pytest.raises(FetchError, match="answered 404"):
        fetcher().fetch(f"{server}/none")
    with pytest.raises(FetchError, match="compressed"):
        fetcher().fetch(f"{server}/packed")
    with pytest.raises(FetchError, match="answered 503") as told:
        fetcher().fetch(f"{server}/busy")
    assert told.value.retry_after == 120


def test_what_has_not_changed_is_not_sent_again(server: str) -> None:
    assert fetcher().fetch(f"{server}/same", {"If-None-Match": '"v1"'}).status == 304


def test_a_server_that_is_not_there_is_told_in_one_line() -> None:
    with pytest.raises(FetchError, match="could not be fetched"):
        fetcher().fetch("http://127.0.0.1:9/")


def test_a_host_is_left_a_moment_between_two_questions(server: str) -> None:
    import time

    asking = fetcher(pause=0.3)
    asking.fetch(f"{server}/a")
    started = time.monotonic()
    asking.fetch(f"{server}/a")
    assert time.monotonic() - started >= 0.25
