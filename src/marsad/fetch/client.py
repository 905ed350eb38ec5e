"""Fetch one address: pinned, with limits of size, time and redirects, politely."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import quote, urljoin

from marsad.fetch.address import IP, FetchError, Lookup, Target, is_public, lookup, resolve

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOPS = 5
_LIMIT = 32 << 20
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server answered: the bytes as sent, the address they came from in the end, all headers."""

    url: str
    final_url: str
    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class Fetcher:
    """Fetches addresses one after the other, with a pause before asking one host again."""

    def __init__(
        self, agent: str, *, look: Lookup = lookup, permitted: Callable[[IP], bool] = is_public,
        any_port: bool = False, seconds: float = 20.0, whole: float = 60.0, pause: float = 1.0,
        limit: int = _LIMIT,
    ) -> None:  # fmt: skip
        self._agent = agent
        self._look = look
        self._permitted = permitted
        self._any_port = any_port
        self._seconds = seconds
        self._whole = whole
        self._pause = pause
        self._limit = limit
        self._asked: dict[str, float] = {}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """Return what an address holds, following redirects, each checked as the first one is.

        Raises `FetchError` where it may not be fetched, cannot be reached or answers with an error.
        """
        here = url
        for _ in range(_HOPS + 1):
            target = resolve(here, look=self._look, permitted=self._permitted, any_port=self._any_port)
            status, answered, body = self._ask(target, headers or {})
            if status not in _REDIRECTS:
                break
            if not answered.get("location"):
                raise FetchError(f"{here}: sends elsewhere without saying where")
            here = urljoin(here, quote(answered["location"], safe="%/:=&?~#+!$,;'@()*[]"))
        else:
            raise FetchError(f"{url}: sends elsewhere more than {_HOPS} times")
        if status >= 400:
            raise FetchError(f"{here}: answered {status}", _retry_after(answered))
        return Fetched(url, here, target.address, status, answered, body)

    def _ask(self, target: Target, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        self._wait(target.host)
        connection = _Pinned(target, self._seconds)
        try:
            told = {"User-Agent": self._agent, "Accept-Encoding": "identity", "Accept": "*/*", **headers}
            connection.request("GET", quote(target.path, safe="%/:=&?~+!$,;'@()*[]"), headers=told)
            answer = connection.getresponse()
            answered = {name.lower(): value for name, value in answer.getheaders()}
            body = b"" if answer.status in _REDIRECTS else self._body(target.url, answer)
        except (OSError, HTTPException, ValueError) as error:
            raise FetchError(f"{target.url}: could not be fetched ({str(error) or type(error).__name__})") from None
        finally:
            connection.close()
        if answered.get("content-encoding", "identity") != "identity":
            raise FetchError(f"{target.url}: came compressed, which was not asked for")
        return answer.status, answered, body

    def _body(self, url: str, answer: HTTPResponse) -> bytes:
        parts, size, until = [], 0, time.monotonic() + self._whole
        while piece := answer.read1(_PIECE):
            parts.append(piece)
            size += len(piece)
            if size > self._limit:
                raise FetchError(f"{url}: is longer than {self._limit >> 20} MB")
            if time.monotonic() > until:
                raise FetchError(f"{url}: took longer than {self._whole:g} seconds")
        return b"".join(parts)

    def _wait(self, host: str) -> None:
        """Leave a host a moment between two questions."""
        ready = self._asked.get(host, 0.0) + self._pause
        if (left := ready - time.monotonic()) > 0:
            time.sleep(left)
        self._asked[host] = time.monotonic()


class _Pinned(HTTPConnection):
    """A connection to the number that was checked; the name is only spoken, and proved by its certificate."""

    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self._target = target
        self.default_port = 443 if target.scheme == "https" else 80

    def connect(self) -> None:
        """Connect to the pinned number, by TLS where the address asks for it."""
        plain = socket.create_connection((self._target.address, self.port), self.timeout)
        if self._target.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self._target.host)
        else:
            self.sock = plain


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return after how many seconds a server wants to be asked again."""
    value = headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time()) if value else None
    except (ValueError, TypeError):
        return None
