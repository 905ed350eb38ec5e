"""The application: routes, the guard before them, and errors told in words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.security import HTTPBearer
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from marsad import __version__
from marsad.errors import UsageError
from marsad.project.project import Project
from marsad.web import (
    api,
    api_orders,
    audit,
    bulk,
    coding,
    control,
    download,
    events,
    happened,
    me,
    points,
    reports,
    review,
    settling,
    signing,
    together,
    users,
)
from marsad.web.desk import HERE, Desk, remember
from marsad.web.guard import LOCAL, guard
from marsad.web.permit import check, permit, told
from marsad.web.throttle import Throttle

BEARER = HTTPBearer(auto_error=False, description="a token of My page; a browser that is signed in needs none")
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": about, "content": {"application/json": {"schema": {
        "type": "object", "properties": {"problem": {"type": "string"}}, "required": ["problem"]}}}}
    for status, about in ((400, "what was asked for cannot be"), (401, "sign in first"), (403, "not allowed"),
                          (404, "there is none"), (422, "a value of the wrong sort"))
}  # fmt: skip
PARTS = (
    *(events, points, download, reports, review, bulk, happened, together, control),
    *(signing, me, users, audit, coding, settling),
)


def make_app(project: Project, names: Iterable[str] = ()) -> FastAPI:
    """Return the desk of a project as an application; `names` are those that it answers to beside localhost."""
    desk = Desk(project)

    @asynccontextmanager
    async def merging(_app: FastAPI) -> AsyncIterator[None]:
        with desk.keeper.working():
            yield

    app = FastAPI(
        title="Marsad", version=__version__, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json",
        lifespan=merging,
    )  # fmt: skip
    app.state.desk = desk
    app.state.names = LOCAL | set(names)
    app.state.throttle = Throttle(project.clock)
    for layer in (remember, permit, guard):  # the last one stands outermost
        app.middleware("http")(layer)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for part in PARTS:
        app.include_router(part.routes)
    for part in (api, api_orders):
        app.include_router(part.routes, dependencies=[Security(BEARER)], responses=PROBLEMS)
    app.add_api_route("/", _home, include_in_schema=False)
    check(app)
    app.add_exception_handler(UsageError, _usage)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    return app


def _home() -> Response:
    return RedirectResponse("/events", 303)


def _usage(request: Request, error: Exception) -> Response:
    return told(request, request.app.state.desk, 400, str(error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return told(request, request.app.state.desk, error.status_code, str(error.detail))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return told(request, request.app.state.desk, 422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")
