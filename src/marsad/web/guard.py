"""What stands before every page: only this machine's names, no foreign site's orders, no foreign script."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names by which the desk may be called, with those given to `marsad serve --name`; another name may be a foreign
page that points at this machine."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FOREIGN = frozenset("/?#@\\ \t")
"""Signs that no name of a machine has, and that would make another path of an address put together with it."""
_MOST = 1_000_000  # bytes of a form

Next = Callable[[Request], Awaitable[Response]]


async def guard(request: Request, follow: Next) -> Response:
    """Refuse what did not come from the desk's own pages, and put the headers on every answer."""
    problem = refused(request)
    response = PlainTextResponse(f"marsad: {problem}\n", 403) if problem else await follow(request)
    for name, value in HEADERS.items():
        response.headers[name] = value
    if not request.scope["path"].startswith("/static/"):
        response.headers["Cache-Control"] = "no-store"
    return response


def refused(request: Request) -> str | None:
    """Return why a request is refused; None where it may pass."""
    host, names = request.headers.get("host", ""), request.app.state.names
    if _name(host) not in names:
        return f"{host or 'no host'}: the desk answers to {', '.join(sorted(names))} alone; open it by such a name"
    if request.method in _SAFE:
        return None
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return "this order came from another site; give it on the desk's own page"
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != host:
        return f"this order came from {origin}; give it on the desk's own page"
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > _MOST:
        return "a form of unknown or too great length"
    return None


def _name(host: str) -> str:
    if set(host) & _FOREIGN:
        return ""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
