"""Which addresses may be fetched: a table of what must be refused, and why, beside what must not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from marsad.fetch import FetchError, resolve

NAMES = {
    "news.example": ["93.184.216.34"],
    "six.example": ["2606:2800:220:1:248:1893:25c8:1946"],
    "both.example": ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"],
    "inside.example": ["10.0.0.5"],
    "mixed.example": ["93.184.216.34", "127.0.0.1"],
    "mapped.example": ["::ffff:169.254.169.254"],
    "nothing.example": [],
    "xn--mgbh0fb.example": ["93.184.216.34"],
}


def look(host: str, port: int) -> Sequence[str]:
    """Answer for the names above as a resolver would; numbers of all spellings are left to the real one."""
    if host in NAMES:
        return NAMES[host]
    if host.endswith(".example"):
        raise OSError("no such name")
    import socket

    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


REFUSED = [
    # other schemes
    "file:///etc/passwd", "file://localhost/etc/passwd", "FILE:///etc/passwd", "ftp://news.example/a", "gopher://news.example/",
    "data:text/plain,a", "javascript:alert(1)", "dict://127.0.0.1:11211/", "ldap://127.0.0.1/", "jar:http://news.example!/a",
    "//news.example/a", "news.example/a", "", "http:", "https://", "http:///a",
    # this machine, in every spelling
    "http://127.0.0.1/", "http://127.1/", "http://127.0.0.53/", "http://2130706433/", "http://0x7f000001/",
    "http://0177.0.0.1/", "http://0x7f.0.0.1/", "http://017700000001/", "http://localhost/", "http://LOCALHOST./",
    "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "http://0.0.0.0/", "http://0/", "http://[::]/", "http://[::127.0.0.1]/",
    # networks around it
    "http://10.0.0.1/", "http://10.255.255.255/", "http://172.16.0.1/", "http://172.31.255.254/", "http://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/", "http://100.64.0.1/", "http://100.100.100.200/", "http://[fe80::1]/",
    "http://[fc00::1]/", "http://[fd00:ec2::254]/", "http://[fec0::1]/",
    # reserved, for documents, for many
    "http://192.0.2.1/", "http://198.51.100.1/", "http://203.0.113.1/", "http://198.18.0.1/", "http://240.0.0.1/",
    "http://255.255.255.255/", "http://224.0.0.1/", "http://192.0.0.8/", "http://[ff02::1]/", "http://[2001:db8::1]/",
    # inside numbers of the newer kind
    "http://[::ffff:127.0.0.1]/", "http://[::ffff:10.0.0.1]/", "http://[::ffff:a9fe:a9fe]/", "http://[2002:7f00:1::]/",
    "http://[2002:a00:1::]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::a00:1]/", "http://[2001:0:5ef5:79fb:0:59d:f5ff:fffe]/",
    # names that lead inside
    "http://inside.example/", "http://mixed.example/", "https://mapped.example/", "http://nothing.example/",
    "http://unknown.example/",
    # passwords, ports, tricks with signs
    "http://user@news.example/", "http://user:word@news.example/", "http://news.example@127.0.0.1/", "http://news.example:22/",
    "http://news.example:6379/", "https://news.example:80/", "http://news.example:99999/", "http://news.example:x/",
    "http://news.example\\@127.0.0.1/", "http://news.example /", "http://news.example/\r\nHost: a", "http://news.example\t/",
    "http://news.exa\x00mple/", "http://[::1%25lo]/", "http://[news.example]/", "http://ⓛocalhost/", "http://127。0。0。1/",
]  # fmt: skip
TAKEN = {
    "http://news.example/": ("93.184.216.34", 80, "/"),
    "https://news.example/a?b=c": ("93.184.216.34", 443, "/a?b=c"),
    "HTTPS://News.Example/a#part": ("93.184.216.34", 443, "/a"),
    "https://news.example:443/": ("93.184.216.34", 443, "/"),
    "http://six.example": ("2606:2800:220:1:248:1893:25c8:1946", 80, "/"),
    "http://both.example/x": ("93.184.216.34", 80, "/x"),
    "http://8.8.8.8/": ("8.8.8.8", 80, "/"),
    "http://[2606:4700:4700::1111]/": ("2606:4700:4700::1111", 80, "/"),
    "http://مثال.example/": ("93.184.216.34", 80, "/"),
}


def test_the_table_is_long_enough() -> None:
    assert len(set(REFUSED)) == len(REFUSED)
    assert len(REFUSED) >= 60


@pytest.mark.parametrize("url", REFUSED)
def test_refused(url: str) -> None:
    with pytest.raises(FetchError) as told:
        resolve(url, look=look)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("url", TAKEN)
def test_taken_and_pinned(url: str) -> None:
    target = resolve(url, look=look)
    assert (target.address, target.port, target.path) == TAKEN[url]


def test_a_name_is_resolved_once_and_held_to() -> None:
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    target = resolve("http://turns.example/", look=lambda _host, _port: next(answers))
    assert target.address == "93.184.216.34"
