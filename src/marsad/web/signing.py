"""Signing in and out."""

from __future__ import annotations

import math

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from marsad.project.users import Refused, sign_in, sign_out
from marsad.store.users import any_user
from marsad.web.desk import Desk, desk_of, form_of
from marsad.web.throttle import Throttle
from marsad.web.visitor import let_go, let_in

routes = APIRouter(include_in_schema=False)


@routes.get("/login")
def login(request: Request) -> Response:
    """Show where one signs in; who is in already is led on."""
    onward = inside(request.query_params.get("next", ""))
    if request.state.visitor:
        return RedirectResponse(onward, 303)
    return desk_of(request).page(request, "login", onward=onward, typed="", problem="")


@routes.post("/login")
async def enter(request: Request) -> Response:
    """Let in whose name, password and code are right."""
    form = form_of(await request.form())
    return await run_in_threadpool(_enter, request, form)


def _enter(request: Request, form: dict[str, str]) -> Response:
    desk, throttle = desk_of(request), throttle_of(request)
    name, address = form.get("name", "").strip()[:80], address_of(request)
    onward = inside(form.get("next", ""))
    with desk.project.database.read() as connection:
        if not any_user(connection):
            return RedirectResponse(onward, 303)
    wait = throttle.wait(name, address)
    if wait:
        answer = _again(request, desk, 429, onward, name, "login_wait", seconds=math.ceil(wait))
        answer.headers["Retry-After"] = str(math.ceil(wait))
        return answer
    throttle.failed(name, address)  # counted before it is tried, so that many tries at once count too
    try:
        secret = sign_in(desk.project, name, form.get("password", ""), form.get("code", ""))
    except Refused:
        return _again(request, desk, 401, onward, name, "login_refused")
    throttle.passed(name, address)
    answer = RedirectResponse(onward, 303)
    let_in(answer, request, desk.project, secret)
    return answer


def _again(
    request: Request, desk: Desk, status: int, onward: str, name: str, problem: str, **values: object
) -> Response:
    told = desk.tongue(request)(problem, **values)
    return desk.page(request, "login", status, onward=onward, typed=name, problem=told)


@routes.post("/logout")
def leave(request: Request) -> Response:
    """End the session."""
    desk, visitor = desk_of(request), request.state.visitor
    if visitor and visitor.session_id:
        sign_out(desk.project, visitor.name, visitor.session_id)
    answer = RedirectResponse("/login", 303)
    let_go(answer, desk.project)
    return answer


def inside(address: str) -> str:
    """Return an address of the desk to lead on to; another site's is none."""
    plain = address.isprintable() and "\\" not in address
    return address if plain and address.startswith("/") and not address.startswith("//") else "/events"


def address_of(request: Request) -> str:
    """Return the network address that a request came from."""
    return request.client.host if request.client else ""


def throttle_of(request: Request) -> Throttle:
    """Return what counts the guesses at this desk."""
    throttle: Throttle = request.app.state.throttle
    return throttle
