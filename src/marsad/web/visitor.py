"""Who asks: a user by his session, a program by its token, or, where a project has no users, whoever sits here."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fastapi import Request, Response

from marsad.project.project import Project
from marsad.store import keys
from marsad.store.users import RIGHTS, ROLES, any_user


@dataclass(frozen=True, slots=True)
class Visitor:
    """One who may do something here; `right` is the most that he may do."""

    name: str
    right: str
    user_id: int | None = None
    session_id: int | None = None
    renew: bool = False

    @property
    def local(self) -> bool:
        """Tell whether nobody had to sign in."""
        return self.user_id is None

    def may(self, right: str) -> bool:
        """Tell whether his right holds another."""
        return RIGHTS.index(right) <= RIGHTS.index(self.right)


def visitor_of(request: Request, project: Project) -> Visitor | None:
    """Return who asks; None for one who must sign in first."""
    with project.database.read() as connection:
        if not any_user(connection):
            return Visitor(project.by, "admin")
        token = _bearer(request)
        if token is not None:
            row = keys.token_of(connection, token, project.clock) if request.scope["path"].startswith("/api/") else None
            return _program(row) if row else None
        secret = request.cookies.get(cookie_name(project), "")
        row = keys.session_of(connection, secret, project.clock) if secret else None
    if row is None:
        return None
    if keys.is_stale(row, project.clock):
        with project.database.write() as connection:
            keys.touch(connection, row["session_id"], project.clock)
    return Visitor(row["name"], RIGHTS[ROLES.index(row["role"])], row["id"], row["session_id"], bool(row["renew"]))


def _program(row: dict[str, Any]) -> Visitor:
    """Return a token's user with the smaller of his own right and the token's scope."""
    right = min(RIGHTS.index(row["scope"]), ROLES.index(row["role"]))
    return Visitor(row["name"], RIGHTS[right], row["id"])


def _bearer(request: Request) -> str | None:
    """Return the token that a request shows; None where it shows none, empty where it shows another thing."""
    shown = request.headers.get("authorization")
    if shown is None:
        return None
    scheme, _, token = shown.partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else ""


def cookie_name(project: Project) -> str:
    """Return the name of a project's cookie: browsers send one to every port of this machine."""
    return "marsad-" + sha256(str(project.folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:8]


def let_in(response: Response, request: Request, project: Project, secret: str) -> None:
    """Give a browser the cookie of a session; scripts cannot read it, other sites cannot send it with orders."""
    response.set_cookie(
        cookie_name(project), secret, max_age=int(keys.LONGEST.total_seconds()), httponly=True, samesite="lax",
        secure=request.url.scheme == "https",
    )  # fmt: skip


def let_go(response: Response, project: Project) -> None:
    """Take the cookie of a session back."""
    response.delete_cookie(cookie_name(project), httponly=True, samesite="lax")
