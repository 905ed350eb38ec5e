"""Users to test with: one of each role, added once, and clients that are signed in as one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.testclient import TestClient

from marsad.project import users
from marsad.project.project import Project
from marsad.store import keys
from marsad.store.users import ROLES, find_user
from marsad.web.app import make_app
from marsad.web.visitor import cookie_name

PASSWORD = "شجرة زيتون في الحقل"


def fill(project: Project) -> None:
    """Add a user of each role, called as the role, the admin first."""
    for role in reversed(ROLES):
        users.add(project, role, role, PASSWORD)


def session(project: Project, name: str) -> str:
    """Return the secret of a new session of a user."""
    with project.database.write() as connection:
        row = find_user(connection, name)
        assert row
        return keys.start_session(connection, row["id"], project.clock)


@contextmanager
def signed_in(project: Project, name: str) -> Iterator[TestClient]:
    """Give a client of a user's browser."""
    with TestClient(make_app(project), base_url="http://localhost", follow_redirects=False) as client:
        client.cookies.set(cookie_name(project), session(project, name))
        yield client
