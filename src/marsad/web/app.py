"""The application: routes, the guard before them, and errors told in words."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from marsad import __version__
from marsad.errors import UsageError
from marsad.project.project import Project
from marsad.web import api, bulk, control, download, events, happened, points, reports, review, together
from marsad.web.desk import HERE, Desk, remember
from marsad.web.guard import guard


def make_app(project: Project) -> FastAPI:
    """Return the desk of a project as an application."""
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
    app.middleware("http")(remember)
    app.middleware("http")(guard)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    for part in (events, points, download, reports, review, bulk, happened, together, control, api):
        app.include_router(part.routes)
    app.add_api_route("/", _home, include_in_schema=False)
    app.add_exception_handler(UsageError, _usage)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    return app


def _home() -> Response:
    return RedirectResponse("/events", 303)


def _usage(request: Request, error: Exception) -> Response:
    return _told(request, 400, str(error))


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _told(request, error.status_code, str(error.detail))


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return _told(request, 422, f"{'.'.join(map(str, first['loc']))}: {first['msg']}")


def _told(request: Request, status: int, problem: str) -> Response:
    """Tell what went wrong, as a page or as JSON."""
    if request.url.path.startswith("/api/"):
        return JSONResponse({"problem": problem}, status)
    desk: Desk = request.app.state.desk
    return desk.page(request, "problem", status, problem=problem)
