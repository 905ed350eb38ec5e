"""Users of the project, for its admins."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import HTTPException
from fastapi.responses import RedirectResponse
from starlette.concurrency import run_in_threadpool

from marsad.errors import UsageError
from marsad.project import passwords
from marsad.project import users as project_users
from marsad.store.users import ROLES, all_users, any_user
from marsad.web.desk import desk_of, form_of
from marsad.web.visitor import let_in

routes = APIRouter(include_in_schema=False)
ORDERS = ("role", "password", "codes", "revoke")


@routes.get("/users")
def users(request: Request) -> Response:
    """Show the users, and a form for one more."""
    return _page(request)


def _page(request: Request, status: int = 200, **values: Any) -> Response:
    desk = desk_of(request)
    with desk.project.database.read() as connection:
        found = all_users(connection)
    shown: dict[str, Any] = {"problem": "", "said": "", "made": "", "of": "", "sent": {}, **values}
    return desk.page(request, "users", status, users=found, roles=ROLES, **shown)


@routes.post("/users")
async def add(request: Request) -> Response:
    """Add a user; who adds the first one is that user from then on."""
    return await run_in_threadpool(_add, request, form_of(await request.form()))


def _add(request: Request, form: dict[str, str]) -> Response:
    desk, name = desk_of(request), form.get("name", "").strip()
    with desk.project.database.read() as connection:
        first = not any_user(connection)
    try:
        if first:
            return _first(request, name, form)
        made = passwords.made_up()
        project_users.add(desk.project, name, form.get("role", ""), made, renew=True)
    except UsageError as error:
        return _page(request, 400, problem=str(error), sent=form)
    return _page(request, made=made, of=name)


def _first(request: Request, name: str, form: dict[str, str]) -> Response:
    """Add the first user with a password of his own, and sign him in: from now on everybody must."""
    desk, password = desk_of(request), form.get("password", "")
    if password != form.get("again", ""):
        raise UsageError(desk.tongue(request)("password_differs"))
    project_users.add(desk.project, name, "admin", password)
    secret = project_users.sign_in(desk.project, name, password, "")
    answer = RedirectResponse("/users", 303)
    let_in(answer, request, desk.project, secret)
    return answer


@routes.post("/users/{name}/{order}")
async def order(request: Request, name: str, order: str) -> Response:
    """Change what a user may do, or how he is let in."""
    return await run_in_threadpool(_order, request, name, order, form_of(await request.form()))


def _order(request: Request, name: str, order: str, form: dict[str, str]) -> Response:
    desk = desk_of(request)
    if order not in ORDERS:
        raise HTTPException(404, f"{order}: no order; there are {', '.join(ORDERS)}")
    made = ""
    try:
        if order == "role":
            project_users.set_role(desk.project, name, form.get("role", ""))
        elif order == "password":
            made = passwords.made_up()
            project_users.set_password(desk.project, name, made, renew=True)
        elif order == "codes":
            project_users.set_totp(desk.project, name, None)
        else:
            project_users.revoke(desk.project, name)
    except UsageError as error:
        return _page(request, 400, problem=str(error))
    return _page(request, said=desk.tongue(request)(f"user_{order}_done", who=name), made=made, of=name)
