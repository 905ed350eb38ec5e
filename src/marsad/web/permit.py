"""What each route needs, in one table; a route that is not in it is not served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.routing import Match, Mount

from marsad.web.desk import Desk
from marsad.web.guard import Next
from marsad.web.visitor import Visitor, visitor_of

ANYONE = "anyone"
NEEDS = {
    ANYONE: ("GET /login", "POST /login", "POST /logout"),
    "read": (
        "GET /", "GET /events", "GET /review", "GET /review/{name}", "GET /reports", "GET /reports/{name}",
        "GET /happenings", "GET /happenings/{name}", "GET /happenings/{name}/with",
        "GET /happenings/{name}/with/{other}",
        "GET /points", "GET /at/{number}", "GET /events.csv", "GET /queues", "GET /control", "GET /api/control",
        "GET /api/queues", "GET /me", "POST /me/password", "POST /me/codes",
        "POST /me/sessions", "POST /me/tokens", "POST /me/tokens/{id}/revoke",
        "GET /api/openapi.json", "GET /api/events", "GET /api/events/{name}", "GET /api/points", "GET /api/time",
        "GET /api/reports", "GET /api/reports/{name}", "GET /api/happenings", "GET /api/happenings/{name}",
        "GET /api/parties", "GET /api/places", "GET /api/me",
    ),
    "code": (
        "POST /review/{name}/{order}", "POST /reports/{name}/events", "POST /api/events/{name}/decisions",
        "POST /happenings/{name}/join", "POST /happenings/{name}/split", "POST /runs/{run}/undo", "POST /queues",
        "POST /queues/{number}/close",
        "GET /coding", "GET /coding/{name}", "GET /coding/{name}/{event}", "POST /coding/{name}/done",
        "POST /coding/{name}/{event}/{order}",
    ),
    "review": (
        "POST /bulk",
        "GET /audit", "POST /audit/export", "GET /api/audit", "GET /settling", "POST /settling", "GET /settling/{name}",
        "POST /settling/{name}", "POST /settling/{name}/release", "GET /agreement", "GET /api/agreement",
    ),
    "admin": (
        "GET /users", "POST /users", "POST /users/{name}/{order}", "GET /api/users",
    ),
}  # fmt: skip
"""Each right with the routes that need it; `docs/accounts.md` tells which role has which right."""
RIGHT_OF = {route: right for right, routes in NEEDS.items() for route in routes}
_RENEWING = frozenset({"GET /me", "POST /me/password", "POST /logout"})
"""What one may do before choosing a password of one's own."""


def every_route(routes: Iterable[Any]) -> Iterator[Any]:
    """Give the routes of an application, those of its routers one by one."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is None:
            yield route
        else:
            yield from every_route(inner.routes)


def orders_of(route: Any) -> list[str]:
    """Return what a route answers to, as the table writes it: `GET /events`."""
    if isinstance(route, Mount):
        return []
    return [f"{method} {route.path}" for method in sorted((route.methods or {"GET"}) - {"HEAD"})]


def check(app: FastAPI) -> None:
    """Raise `LookupError` where a route does not say what it needs: it would be open to nobody, or to everybody."""
    missing = [order for route in every_route(app.routes) for order in orders_of(route) if order not in RIGHT_OF]
    if missing:
        raise LookupError(f"{', '.join(missing)}: say in marsad/web/permit.py what it needs")


def needed(request: Request) -> tuple[str, str]:
    """Return the route that a request is for, as the table writes it, and what it needs.

    What leads nowhere needs a right too: who may not read is not told what there is.
    """
    for route in every_route(request.app.routes):
        if isinstance(route, Mount):
            continue
        if route.matches(request.scope)[0] is Match.FULL:
            order = f"{'GET' if request.method == 'HEAD' else request.method} {route.path}"
            return order, RIGHT_OF.get(order, "admin")
    return "", "read"


async def permit(request: Request, follow: Next) -> Response:
    """Let pass who may; lead the others to where they sign in, or say what they lack."""
    if request.scope["path"].startswith("/static/"):
        return await follow(request)
    desk: Desk = request.app.state.desk
    visitor = await run_in_threadpool(visitor_of, request, desk.project)
    request.state.visitor = visitor
    order, right = needed(request)
    if right == ANYONE:
        return await follow(request)
    refusal = _refusal(request, desk, visitor, order, right)
    return refusal or await follow(request)


def _refusal(request: Request, desk: Desk, visitor: Visitor | None, order: str, right: str) -> Response | None:
    """Return the answer to one who may not; None where he may."""
    tongue = desk.tongue(request)
    if visitor is None:
        return _sign_in_first(request, desk)
    if visitor.renew and visitor.session_id and order not in _RENEWING:
        if request.scope["path"].startswith("/api/") or request.method != "GET":
            return told(request, desk, 403, tongue("renew_first"))
        return RedirectResponse("/me", 303)
    if not visitor.may(right):
        return told(request, desk, 403, tongue("not_allowed", right=tongue(f"right_{right}")))
    return None


def _sign_in_first(request: Request, desk: Desk) -> Response:
    problem = desk.tongue(request)("sign_in_first")
    if request.scope["path"].startswith("/api/"):
        return JSONResponse({"problem": problem}, 401, {"WWW-Authenticate": 'Bearer realm="Marsad"'})
    if request.method != "GET":
        return told(request, desk, 401, problem)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/login?next={quote(request.scope['path'] + query, safe='')}", 303)


def told(request: Request, desk: Desk, status: int, problem: str) -> Response:
    """Tell what went wrong, as a page or as JSON."""
    if request.scope["path"].startswith("/api/"):
        return JSONResponse({"problem": problem}, status)
    return desk.page(request, "problem", status, problem=problem)
