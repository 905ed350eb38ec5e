"""Orders and questions about people as JSON, for programs that show a token."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Body, Query, Request
from fastapi.exceptions import HTTPException

from marsad.project.coding import agreement
from marsad.store.users import all_users
from marsad.web.audit import asked_notes, json_page
from marsad.web.desk import desk_of
from marsad.web.forms import REASONS
from marsad.web.look import look
from marsad.web.review import ORDERS, Changed, carry_out

Json = dict[str, Any]
routes = APIRouter(prefix="/api", tags=["desk"])


@routes.get("/me")
def me(request: Request) -> Json:
    """Give who asks, and the most that he may do."""
    return {"name": request.state.visitor.name, "right": request.state.visitor.right}


@routes.get("/users")
def users(request: Request) -> list[Json]:
    """Give the users of the project, without what they are let in by."""
    with desk_of(request).project.database.read() as connection:
        return [asdict(user) for user in all_users(connection)]


@routes.get("/audit")
def audit(
    request: Request,
    by: Annotated[str, Query(description="under whose name")] = "",
    subject: Annotated[str, Query(description="people for all that people do, or one of them")] = "people",
    since: Annotated[str, Query(description="first day, ISO")] = "",
    until: Annotated[str, Query(description="last day, ISO")] = "",
    page: int = 1,
) -> Json:
    """Give a page of the audit, the latest first."""
    given = {"by": by, "subject": subject, "since": since, "until": until, "page": str(page)}
    wanted, number = asked_notes(given)
    return json_page(desk_of(request), wanted, number)


@routes.get("/agreement")
def agree(request: Request) -> Json:
    """Give how far coders agree who did not see each other, by field and month by month."""
    with desk_of(request).project.database.read() as connection:
        return agreement(connection).to_dict()


@routes.post("/events/{name}/decisions", status_code=201, responses={409: {"description": "decided on meanwhile"}})
def decide(
    request: Request,
    name: str,
    order: Annotated[str, Body(json_schema_extra={"enum": list(ORDERS)})],
    reason: Annotated[str, Body(description="why it is rejected", json_schema_extra={"enum": ["", *REASONS]})] = "",
    note: Annotated[str, Body(max_length=2000)] = "",
    last: Annotated[
        int | None, Body(description="the last decision that you know of; another one meanwhile: 409")
    ] = None,
) -> Json:
    """Accept, reject, set aside or undo."""
    desk = desk_of(request)
    with look(desk.project) as at:
        at.row(name)
    if order not in ORDERS:
        raise HTTPException(400, f"{order}: no order; there are {', '.join(ORDERS)}")
    form = {"reason": reason, "note": note} | ({} if last is None else {"last": str(last)})
    try:
        carry_out(desk, name, order, form)
    except Changed:
        raise HTTPException(409, f"{name}: was decided on meanwhile; look at it anew") from None
    with look(desk.project) as at:
        fresh = at.rows([name]).get(name)
    return {"name": name, "review": fresh.review if fresh else "gone", "last": fresh.last if fresh else 0}
