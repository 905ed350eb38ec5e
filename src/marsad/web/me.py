"""One's own page: password, one-time codes, sessions and tokens."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from marsad.errors import UsageError
from marsad.project import passwords
from marsad.project import users as project_users
from marsad.store import keys, users
from marsad.store.users import RIGHTS
from marsad.web.desk import Desk, desk_of, form_of
from marsad.web.signing import address_of, throttle_of
from marsad.web.visitor import Visitor, let_go

routes = APIRouter(include_in_schema=False)
YEAR = 365


@routes.get("/me")
def me(request: Request) -> Response:
    """Show what a user is known by here, but for what is secret."""
    return _page(request)


def _page(request: Request, status: int = 200, **values: Any) -> Response:
    desk, visitor = desk_of(request), request.state.visitor
    shown: dict[str, Any] = {"problem": "", "said": "", "secret": "", "token": "", "image": "", **values}
    if visitor.local:
        return desk.page(request, "me", status, row=None, sessions=[], tokens=[], rights=RIGHTS, **shown)
    with desk.project.database.read() as connection:
        row = users.known(connection, visitor.name)
        sessions = keys.sessions_of(connection, visitor.user_id, desk.project.clock)
        tokens = keys.tokens_of(connection, visitor.user_id)
    rights = [right for right in RIGHTS if visitor.may(right)]
    user = users.user_of(row)
    return desk.page(request, "me", status, row=user, sessions=sessions, tokens=tokens, rights=rights, **shown)


@routes.post("/me/password")
async def password(request: Request) -> Response:
    """Give oneself another password; every other session ends."""
    return await run_in_threadpool(_password, request, form_of(await request.form()))


def _password(request: Request, form: dict[str, str]) -> Response:
    desk, visitor = desk_of(request), _user(request)
    try:
        _prove(request, desk, visitor, form)
        new = form.get("new", "")
        if new != form.get("again", ""):
            raise UsageError(desk.tongue(request)("password_differs"))
        if passwords.plain(new) == passwords.plain(form.get("password", "")):
            raise UsageError(desk.tongue(request)("password_same"))
        project_users.set_password(desk.project, visitor.name, new, keep_session=visitor.session_id)
    except UsageError as error:
        return _page(request, 400, problem=str(error))
    return _page(request, said=desk.tongue(request)("password_changed"))


@routes.post("/me/codes")
async def codes(request: Request) -> Response:
    """Ask for one-time codes from now on, or no more: a secret is shown first, and a code of it turns them on."""
    return await run_in_threadpool(_codes, request, form_of(await request.form()))


def _codes(request: Request, form: dict[str, str]) -> Response:
    desk, visitor, order = desk_of(request), _user(request), form.get("order", "")
    secret = form.get("secret", "")
    try:
        if order == "begin":
            _prove(request, desk, visitor, form)
            secret = passwords.new_totp()
            return _page(request, **_device(desk, visitor, secret))
        if order == "on":
            if not passwords.is_totp(secret):
                raise UsageError(desk.tongue(request)("codes_anew"))
            project_users.set_totp(desk.project, visitor.name, secret, form.get("code", ""))
            return _page(request, said=desk.tongue(request)("codes_are_on"))
        _prove(request, desk, visitor, form)
        project_users.set_totp(desk.project, visitor.name, None)
    except UsageError as error:
        again: dict[str, Any] = _device(desk, visitor, secret) if order == "on" and passwords.is_totp(secret) else {}
        return _page(request, 400, problem=str(error), **again)
    return _page(request, said=desk.tongue(request)("codes_are_off"))


def _device(desk: Desk, visitor: Visitor, secret: str) -> dict[str, Any]:
    """Return what a device takes a secret from: its letters and an image."""
    import segno

    name = desk.project.settings["name"] or desk.project.folder.name
    address = passwords.totp_address(secret, visitor.name, name)
    return {"secret": secret, "image": segno.make(address, micro=False).svg_data_uri(scale=4, border=3, light="#fff")}


@routes.post("/me/sessions")
def sessions(request: Request) -> Response:
    """Sign out everywhere."""
    desk, visitor = desk_of(request), _user(request)
    project_users.sign_out(desk.project, visitor.name, None)
    answer = RedirectResponse("/login", 303)
    let_go(answer, desk.project)
    return answer


@routes.post("/me/tokens")
async def token(request: Request) -> Response:
    """Make a token and show it, this once."""
    return await run_in_threadpool(_token, request, form_of(await request.form()))


def _token(request: Request, form: dict[str, str]) -> Response:
    desk, visitor, days = desk_of(request), _user(request), form.get("days", str(YEAR))
    try:
        number = int(days) if days.isascii() and days.isdigit() and len(days) < 6 else 0
        made = project_users.add_token(
            desk.project, visitor.name, form.get("name", ""), form.get("scope", ""), number
        )  # fmt: skip
    except UsageError as error:
        return _page(request, 400, problem=str(error))
    return _page(request, token=made)


@routes.post("/me/tokens/{id}/revoke")
def revoke(request: Request, id: int) -> Response:
    """End a token."""
    desk, visitor = desk_of(request), _user(request)
    project_users.revoke_token(desk.project, visitor.name, id)
    return _page(request, said=desk.tongue(request)("token_revoked"))


def _user(request: Request) -> Visitor:
    """Return the user who asks.

    Raises `UsageError` where a project has none.
    """
    visitor: Visitor = request.state.visitor
    if visitor.local:
        raise UsageError("nobody is signed in, for this project has no users; add the first one under Users")
    return visitor


def _prove(request: Request, desk: Desk, visitor: Visitor, form: dict[str, str]) -> None:
    """Raise `UsageError` where a form does not say its user's password, or it was guessed at too often."""
    throttle, address = throttle_of(request), address_of(request)
    if throttle.wait(visitor.name, address):
        raise UsageError(desk.tongue(request)("login_wait", seconds=int(throttle.wait(visitor.name, address)) + 1))
    throttle.failed(visitor.name, address)
    if not project_users.proves(desk.project, visitor.name, form.get("password", "")):
        raise UsageError(desk.tongue(request)("password_wrong"))
    throttle.passed(visitor.name, address)
