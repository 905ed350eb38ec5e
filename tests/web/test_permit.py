"""Every route says what it needs, and gives it to nobody else: by role, by scope, in this project and another."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import fill, session
from starlette.routing import Mount
from starlette.testclient import TestClient

from marsad.project import users
from marsad.project.project import Project, open_project
from marsad.store.users import RIGHTS, ROLES
from marsad.web.app import make_app
from marsad.web.permit import ANYONE, NEEDS, RIGHT_OF, check, every_route, orders_of
from marsad.web.visitor import cookie_name

VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ORDERS = sorted(order for order, right in RIGHT_OF.items() if right != ANYONE)
FILLED = {"{name}": "syria-1", "{order}": "accept", "{id}": "1", "{report}": "syria-1"}


@pytest.fixture(scope="module")
def two(made: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, Project]]:
    """Give two projects with users of the same names and passwords."""
    folder = tmp_path_factory.mktemp("two")
    for name in ("own", "other"):
        shutil.copytree(made.folder, folder / name)
    own, other = (open_project(folder / name, os.environ, {}, "tester") for name in ("own", "other"))
    for project in (own, other):
        fill(project)
    yield own, other
    own.close()
    other.close()


@pytest.fixture(scope="module")
def clients(two: tuple[Project, Project]) -> Iterator[tuple[TestClient, TestClient]]:
    made = [TestClient(make_app(project), base_url="http://localhost", follow_redirects=False) for project in two]
    with made[0] as own, made[1] as other:
        yield own, other


def ask(client: TestClient, order: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Ask a route with what it takes; return the status and where it leads."""
    method, path = order.split(" ")
    for name, value in FILLED.items():
        path = path.replace(name, value)
    body = {"json": {"order": "accept"}} if path.startswith("/api/") else {"data": {}}
    answer = client.request(method, path, headers=headers, **(body if method == "POST" else {}))
    return answer.status_code, answer.headers.get("location", "")


def let_in(order: str, answer: tuple[int, str]) -> bool:
    status, where = answer
    assert status < 500, order
    return status not in (401, 403) and not where.startswith("/login?next=")


def test_every_route_says_what_it_needs(client: TestClient) -> None:
    routes = list(every_route(client.app.routes))  # type: ignore[attr-defined]
    orders = {order for route in routes for order in orders_of(route)}
    assert len(orders) > 20
    assert orders == set(RIGHT_OF)
    assert [route.path for route in routes if isinstance(route, Mount)] == ["/static"]
    assert sum(map(len, NEEDS.values())) == len(RIGHT_OF)  # none stands in two rows
    client.app.add_api_route("/new", lambda: "x", methods=["PUT"])  # type: ignore[attr-defined]
    with pytest.raises(LookupError, match="PUT /new"):
        check(client.app)  # type: ignore[arg-type]


@pytest.mark.parametrize("order", ORDERS)
def test_each_role_may_do_what_it_needs_and_no_more(
    order: str, two: tuple[Project, Project], clients: tuple[TestClient, TestClient]
) -> None:
    for role in ("", *ROLES):
        for client, project in zip(clients, two, strict=True):
            client.cookies.clear()
            own = project is two[0]
            if role:  # a session of the first project, shown to both, under the name that each looks for
                client.cookies.set(cookie_name(project), session(two[0], role))
            may = bool(role) and own and ROLES.index(role) >= RIGHTS.index(RIGHT_OF[order])
            answer = ask(client, order)
            assert let_in(order, answer) is may, (role, own, answer)


@pytest.mark.parametrize("order", [order for order in ORDERS if " /api/" in order])
def test_each_scope_may_do_what_it_needs_and_no_more(
    order: str, two: tuple[Project, Project], clients: tuple[TestClient, TestClient]
) -> None:
    for scope in RIGHTS:
        token = users.add_token(two[0], "admin", "a test", scope, 1)
        for client, own in zip(clients, (True, False), strict=True):
            client.cookies.clear()
            may = own and RIGHTS.index(scope) >= RIGHTS.index(RIGHT_OF[order])
            answer = ask(client, order, {"authorization": f"Bearer {token}"})
            assert let_in(order, answer) is may, (scope, own, answer)


def test_a_token_opens_no_page_and_no_more_than_its_user_may(
    two: tuple[Project, Project], clients: tuple[TestClient, TestClient]
) -> None:
    client = clients[0]
    client.cookies.clear()
    token = users.add_token(two[0], "coder", "a test", "code", 1)
    headers = {"authorization": f"Bearer {token}"}
    assert let_in("", ask(client, "GET /api/me", headers))
    for order in (one for one in ORDERS if " /api/" not in one):
        assert not let_in(order, ask(client, order, headers)), order
    users.set_role(two[0], "coder", "reader")
    try:
        assert client.get("/api/me", headers=headers).json()["right"] == "read"
        assert ask(client, "POST /api/events/{name}/decisions", headers)[0] == 403
    finally:
        users.set_role(two[0], "coder", "coder")


def test_verbs_that_a_path_does_not_know_do_nothing(
    two: tuple[Project, Project], clients: tuple[TestClient, TestClient]
) -> None:
    client = clients[0]
    paths = {order.split(" ")[1] for order in RIGHT_OF}
    for path in sorted(paths):
        for verb in VERBS:
            if f"{verb} {path}" in RIGHT_OF:
                continue
            for role in ("", "admin"):
                client.cookies.clear()
                if role:
                    client.cookies.set(cookie_name(two[0]), session(two[0], role))
                status, where = ask(client, f"{verb} {path}")
                assert status in (401, 403, 404, 405, 422) or where.startswith("/login"), (verb, path, role)


def test_who_is_not_signed_in_is_told_nothing(clients: tuple[TestClient, TestClient]) -> None:
    client = clients[0]
    client.cookies.clear()
    for path in ("/events", "/reports/syria-1", "/nothing", "/review/mrs-0"):
        answer = client.get(path)
        assert (answer.status_code, answer.text) == (303, "")
    html = client.get("/login").text
    assert "own" not in html.split("</header>")[0].split("<header")[1]  # not even what the project is called
    assert client.get("/api/events").json().keys() == {"problem"}
    assert client.get("/api/events").headers["www-authenticate"].startswith("Bearer")
    assert client.get("/static/desk.css").status_code == 200


@pytest.mark.parametrize("host", ["localhost/static/?", "localhost/static/#", "x@localhost", "localhost\\\\static/"])
def test_no_name_of_a_host_makes_another_path(clients: tuple[TestClient, TestClient], host: str) -> None:
    clients[0].cookies.clear()
    for path in ("/users", "/api/users", "/static/desk.css"):
        assert clients[0].get(path, headers={"host": host}).status_code == 403


def test_a_project_without_users_asks_nobody(project: Project, tmp_path: Path) -> None:
    with TestClient(make_app(project), base_url="http://localhost") as client:
        html = client.get("/events?lang=en").text
        assert "on this machine alone: no accounts, no passwords" in html
        assert "Sign out" not in html
        assert client.get("/api/me").json() == {"name": "tester", "right": "admin"}
        users.add(project, "ana", "admin", "a few long words")
        assert client.get("/api/me").status_code == 401
