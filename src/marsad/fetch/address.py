"""Which addresses may be fetched: the open internet's, never those of this machine or the networks around it."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

PORTS = {"http": 80, "https": 443}
_BAD = re.compile(r"[\x00-\x20\x7f\\]")
_NAT64 = IPv6Network("64:ff9b::/96")
_CLOSED = (
    IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv6Network("::/96"), IPv6Network("fec0::/10"),
    IPv6Network("64:ff9b:1::/48"), IPv6Network("100::/64"), IPv6Network("3fff::/20"), IPv6Network("5f00::/16"),
)  # fmt: skip
"""Ranges of no use to the open internet that not every version of Python knows as such."""

IP = IPv4Address | IPv6Address
Lookup = Callable[[str, int], Sequence[str]]


class FetchError(Exception):
    """Why an address was not fetched, and after how many seconds one may ask again, where the server said so."""

    def __init__(self, problem: str, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Target:
    """An address with the one number that it is fetched from, whatever its name may mean a moment later."""

    url: str
    scheme: str
    host: str
    port: int
    path: str
    address: str


def lookup(host: str, port: int) -> list[str]:
    """Return the numbers of a name, as the system's resolver tells them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_public(address: IP) -> bool:
    """Tell whether a number belongs to the open internet, whatever it is wrapped in."""
    inner = _unwrapped(address)
    if inner is not None:
        return is_public(inner)
    if any(address in network for network in _CLOSED):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified


def _unwrapped(address: IP) -> IPv4Address | None:
    """Return the IPv4 number inside an IPv6 one: mapped, 6to4, Teredo or NAT64."""
    if not isinstance(address, IPv6Address):
        return None
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def resolve(
    url: str, *, look: Lookup = lookup, permitted: Callable[[IP], bool] = is_public, any_port: bool = False
) -> Target:
    """Check an address and pin it to a number.

    Raises `FetchError` where it is none of http or https, or where any of its numbers is not permitted.
    """
    parts = _split(url)
    port = _port(parts)
    if not any_port and port != PORTS[parts.scheme]:
        raise FetchError(f"{url}: port {port} is not fetched from; 80 and 443 are")
    host = _host(parts, url)
    try:
        numbers = [ip_address(number.partition("%")[0]) for number in look(host, port)]
    except (OSError, UnicodeError, ValueError):
        raise FetchError(f"{url}: the name {host} is not known") from None
    if not numbers:
        raise FetchError(f"{url}: the name {host} has no number")
    for number in numbers:
        if not permitted(number):
            raise FetchError(f"{url}: leads to {number}, which is no address of the open internet")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(url, parts.scheme, host, port, path, str(numbers[0]))


def _split(url: str) -> SplitResult:
    if _BAD.search(url):
        raise FetchError(f"{url!r}: has blanks, controls or backslashes, which no address has")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise FetchError(f"{url}: is no address ({error})") from None
    if parts.scheme not in PORTS:
        raise FetchError(f"{url}: only http and https are fetched")
    if parts.username is not None or parts.password is not None:
        raise FetchError(f"{parts.hostname}: an address with a name or password in it is not fetched")
    return parts


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or PORTS[parts.scheme]
    except ValueError:
        raise FetchError(f"{parts.geturl()}: its port is no number") from None


def _host(parts: SplitResult, url: str) -> str:
    """Return the host as the network knows it; an Arabic name becomes its ASCII form."""
    host = (parts.hostname or "").rstrip(".")
    if not host or "%" in host:
        raise FetchError(f"{url}: has no host")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise FetchError(f"{url}: {host} is no name of a host") from None
