"""Signing in and out: what lets in, what does not, what ends a session, and what of it is noted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from people import PASSWORD, fill, signed_in
from sqlalchemy import select
from starlette.testclient import TestClient

from marsad.errors import UsageError
from marsad.project import passwords, users
from marsad.project.project import Project, create
from marsad.store import keys
from marsad.store.check import dump, prove
from marsad.store.tables import AUDIT
from marsad.store.user_tables import SESSIONS, USERS
from marsad.store.users import all_users, find_user
from marsad.web.app import make_app
from marsad.web.signing import inside
from marsad.web.throttle import Throttle
from marsad.web.visitor import cookie_name


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Project]:
    made = create(tmp_path / "small", "small", None, os.environ, "tester")
    project = replace(made, clock=clock)
    users.add(project, "ana", "admin", PASSWORD)
    users.add(project, "basil", "coder", PASSWORD)
    yield project
    made.close()


@pytest.fixture
def guest(desk: Project) -> Iterator[TestClient]:
    with TestClient(make_app(desk), base_url="http://localhost", follow_redirects=False) as client:
        yield client


def enter(client: TestClient, name: str = "ana", password: str = PASSWORD, code: str = "", **more: str) -> int:
    form = {"name": name, "password": password, "code": code, **more}
    return client.post("/login?lang=en", data=form).status_code


def notes(project: Project) -> list[tuple[str, str]]:
    with project.database.read() as connection:
        query = select(AUDIT.c.action, AUDIT.c.by).where(AUDIT.c.subject == "user").order_by(AUDIT.c.id)
        return [(row.action, row.by) for row in connection.execute(query)]


def test_who_is_right_is_let_in_and_out_again(guest: TestClient, desk: Project) -> None:
    answer = guest.get("/reports?page=2")
    assert answer.headers["location"] == "/login?next=%2Freports%3Fpage%3D2"
    answer = guest.post("/login", data={"name": "ANA", "password": PASSWORD, "next": "/reports?page=2"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/reports?page=2")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    assert guest.get("/events").status_code == 200
    kept = guest.cookies[cookie_name(desk)]
    assert guest.post("/logout").headers["location"] == "/login"
    guest.cookies.set(cookie_name(desk), kept)
    assert guest.get("/events").status_code == 303
    assert notes(desk)[-2:] == [("login", "ana"), ("logout", "ana")]
    assert prove(desk.database, desk.archive).faults == []


def test_over_https_the_cookie_says_so(desk: Project) -> None:
    with TestClient(make_app(desk), base_url="https://localhost") as client:
        answer = client.post("/login", data={"name": "ana", "password": PASSWORD}, follow_redirects=False)
        assert "secure" in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("name", "password"), [("ana", "a guess"), ("nobody", PASSWORD), ("", ""), ("ana", ""), ("ana", "x" * 5000)]
)
def test_who_is_wrong_is_not_told_where(guest: TestClient, name: str, password: str) -> None:
    answer = guest.post("/login?lang=en", data={"name": name, "password": password})
    assert answer.status_code == 401
    assert "The name, the password or the code is wrong" in answer.text
    assert "set-cookie" not in answer.headers or "marsad-" not in answer.headers["set-cookie"]
    assert not password or password not in answer.text


def test_no_secret_is_kept_or_noted(guest: TestClient, desk: Project) -> None:
    enter(guest)
    token = users.add_token(desk, "ana", "a script", "read", 30)
    cookie = guest.cookies[cookie_name(desk)]
    with desk.database.read() as connection:
        everything = "\n".join(dump(connection))
    assert PASSWORD not in everything
    assert token not in everything
    assert cookie not in everything
    assert keys.key_of(cookie) in everything
    with desk.database.read() as connection:
        audit = "\n".join(map(str, connection.execute(select(AUDIT.c.detail))))
    assert "argon2" not in audit


@pytest.mark.parametrize(
    "where", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", "", "/a\nb", "events"]
)
def test_signing_in_leads_nowhere_else(where: str) -> None:
    assert inside(where) == "/events"


def test_orders_of_another_site_sign_nobody_in(guest: TestClient) -> None:
    form = {"name": "ana", "password": PASSWORD}
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        assert guest.post("/login", data=form, headers=headers).status_code == 403
    assert guest.cookies.get("marsad") is None


def test_guessing_is_slowed_by_name(guest: TestClient, clock: Clock) -> None:
    assert [enter(guest, password=f"guess {n}") for n in range(5)] == [401] * 5
    answer = guest.post("/login", data={"name": "ana", "password": PASSWORD})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "2")
    assert enter(guest, "basil") == 303  # another name waits for nothing
    clock.on(seconds=2)
    assert enter(guest, password="a guess more") == 401
    clock.on(seconds=3)
    assert enter(guest) == 429
    clock.on(seconds=1)
    assert enter(guest) == 303
    assert enter(guest, password="mistyped") == 401  # and the count began anew


def test_guessing_is_slowed_by_address(clock: Clock) -> None:
    throttle = Throttle(clock)
    for number in range(20):
        assert throttle.wait(f"name {number}", "10.0.0.1") == 0
        throttle.failed(f"name {number}", "10.0.0.1")
    assert throttle.wait("another", "10.0.0.1") == 2
    assert throttle.wait("another", "10.0.0.2") == 0
    for _ in range(40):
        throttle.failed("another", "10.0.0.1")
    assert throttle.wait("", "10.0.0.1") == 900
    clock.on(hours=12)
    assert throttle.wait("another", "10.0.0.1") == 0


def test_a_session_ends_when_idle_and_when_old(guest: TestClient, clock: Clock) -> None:
    enter(guest)
    for _ in range(14):  # used every eleven hours it lives on, but no longer than a week
        clock.on(hours=11)
        assert guest.get("/reports").status_code == 200
    clock.on(hours=11)
    assert guest.get("/reports").status_code == 200
    clock.on(hours=11)
    assert guest.get("/reports").status_code == 303
    enter(guest)
    clock.on(hours=12, seconds=1)
    assert guest.get("/reports").status_code == 303


def test_what_an_admin_changes_ends_sessions_at_once(guest: TestClient, desk: Project) -> None:
    enter(guest, "basil")
    users.set_role(desk, "basil", "reader")
    assert guest.get("/events").status_code == 303
    enter(guest, "basil")
    users.set_password(desk, "basil", "another few long words")
    assert guest.get("/events").status_code == 303
    enter(guest, "basil", "another few long words")
    token = users.add_token(desk, "basil", "a script", "read", 30)
    shown = {"authorization": f"Bearer {token}"}
    assert guest.get("/api/me", headers=shown).status_code == 200
    users.revoke(desk, "basil")
    assert guest.get("/events").status_code == 303
    assert guest.get("/api/me", headers=shown).status_code == 401
    assert enter(guest, "basil", "another few long words") == 401
    users.add(desk, "basil", "coder", "words that are new again")
    assert guest.get("/api/me", headers=shown).status_code == 401  # what ended stays ended
    assert enter(guest, "basil", "words that are new again") == 303
    assert prove(desk.database, desk.archive).faults == []


def test_tokens_end_by_order_and_by_day(guest: TestClient, desk: Project, clock: Clock) -> None:
    enter(guest)
    html = guest.post("/me/tokens?lang=en", data={"name": "a script", "scope": "review", "days": "30"}).text
    token = html.split(keys.PREFIX, 1)[1].split("<")[0]
    shown = {"authorization": f"bearer {keys.PREFIX}{token}"}
    assert token not in guest.get("/me").text
    guest.cookies.clear()
    assert guest.get("/api/me", headers=shown).json() == {"name": "ana", "right": "review"}
    clock.on(days=30)
    assert guest.get("/api/me", headers=shown).status_code == 401
    enter(guest)
    guest.post("/me/tokens", data={"name": "a script", "scope": "read", "days": "30"})
    assert guest.post("/me/tokens/2/revoke").status_code == 200
    assert guest.post("/me/tokens/2/revoke").status_code == 400
    for bad in ({"scope": "all"}, {"days": "0"}, {"days": "x"}, {"name": " "}):
        form = {"name": "a", "scope": "read", "days": "3"} | bad
        assert guest.post("/me/tokens", data=form).status_code == 400, bad


def test_a_token_is_no_wider_than_its_user(desk: Project) -> None:
    with pytest.raises(UsageError, match="more than a coder may do"):
        users.add_token(desk, "basil", "a script", "review", 30)


def test_codes_are_turned_on_used_once_and_turned_off(guest: TestClient, desk: Project, clock: Clock) -> None:
    enter(guest)
    assert guest.post("/me/codes", data={"order": "begin", "password": "wrong"}).status_code == 400
    html = guest.post("/me/codes", data={"order": "begin", "password": PASSWORD}).text
    secret = html.split('name="secret" value="')[1].split('"')[0]
    device = pyotp.TOTP(secret)
    wrong = guest.post("/me/codes", data={"order": "on", "secret": secret, "code": "000000"})
    assert (wrong.status_code, secret in wrong.text) == (400, True)
    code = device.at(clock())
    assert guest.post("/me/codes", data={"order": "on", "secret": secret, "code": code}).status_code == 200
    assert enter(guest) == 401  # no code
    assert enter(guest, code=code) == 401  # the one that turned them on is used up
    clock.on(seconds=30)
    code = device.at(clock())
    assert enter(guest, code=f"{code[:3]} {code[3:]}") == 303
    assert enter(guest, code=code) == 401  # used before
    clock.on(seconds=30)
    assert enter(guest, code=device.at(clock() - timedelta(seconds=30))) == 401  # of a step that was used
    assert enter(guest, code=device.at(clock() + timedelta(seconds=30))) == 303  # a clock that is ahead
    assert enter(guest, code=device.at(clock())) == 401  # a step before the last one used
    clock.on(minutes=5)
    assert enter(guest, code=device.at(clock()).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == 303
    assert guest.post("/me/codes", data={"order": "off", "password": PASSWORD}).status_code == 200
    assert enter(guest) == 303
    assert prove(desk.database, desk.archive).faults == []


def test_one_chooses_a_password_of_one_s_own_first(guest: TestClient, desk: Project) -> None:
    made = passwords.made_up()
    users.add(desk, "dana", "reviewer", made, renew=True)
    enter(guest, "dana", made)
    assert guest.get("/events").headers["location"] == "/me"
    assert guest.get("/api/events").status_code == 403
    assert guest.post("/me/tokens", data={"name": "x", "scope": "read", "days": "9"}).status_code == 403
    own = {"password": made, "new": "a few words of mine", "again": "a few words of mine"}
    for bad in (
        {"password": "wrong"},
        {"again": "others"},
        {"new": made, "again": made},
        {"new": "short", "again": "short"},
    ):
        assert guest.post("/me/password", data=own | bad).status_code == 400, bad
    assert guest.post("/me/password", data=own).status_code == 200
    assert guest.get("/events").status_code == 200


@pytest.mark.parametrize("bad", ["short", "x" * 600, "aaaaaaaaaaaaaaa", "dana-dana-dana", "dana12345678"])
def test_weak_passwords_are_refused(bad: str) -> None:
    with pytest.raises(UsageError, match="password"):
        passwords.check(bad, "dana")


@pytest.mark.parametrize("bad", ["", " ", "a b", "<script>", "a/b", "x" * 41, "\u202eana", "-a"])
def test_names_that_could_mislead_are_refused(desk: Project, bad: str) -> None:
    with pytest.raises(UsageError, match="a name is up to"):
        users.add(desk, bad, "coder", PASSWORD)


def test_a_name_is_taken_however_it_is_written(desk: Project) -> None:
    for name in ("Ana", "ＡＮＡ", "ana "):
        with pytest.raises(UsageError, match="already"):
            users.add(desk, name, "coder", PASSWORD)


def test_a_project_is_never_left_without_an_admin(desk: Project, tmp_path: Path) -> None:
    for change in (lambda: users.set_role(desk, "ana", "coder"), lambda: users.revoke(desk, "ana")):
        with pytest.raises(UsageError, match="only admin"):
            change()
    empty = create(tmp_path / "empty", "", None, os.environ, "tester")
    with pytest.raises(UsageError, match="first user must be an admin"):
        users.add(empty, "basil", "coder", PASSWORD)
    empty.close()


def test_a_role_that_was_raised_behind_marsad_s_back_is_found(desk: Project) -> None:
    with desk.database.write() as connection:
        connection.execute(USERS.update().where(USERS.c.name == "basil").values(role="admin"))
    assert prove(desk.database, desk.archive).faults == ["user 2: was changed outside Marsad"]


def test_admins_manage_users_on_their_page(desk: Project) -> None:
    with signed_in(desk, "ana") as client:
        html = client.post("/users?lang=en", data={"name": "سلمى", "role": "coder"}).text
        made = html.split('<code dir="ltr">')[1].split("<")[0]
        assert users.proves(desk, "سلمى", made)
        for order, form in (("role", {"role": "reviewer"}), ("password", {}), ("revoke", {})):
            assert client.post(f"/users/سلمى/{order}", data=form).status_code == 200, order
        for order, form in (("role", {"role": "king"}), ("codes", {}), ("revoke", {})):
            assert client.post(f"/users/سلمى/{order}", data=form).status_code == 400, order
        assert client.post("/users/ana/revoke").status_code == 400
        assert client.post("/users", data={"name": "ana", "role": "coder"}).status_code == 400
        assert [one["name"] for one in client.get("/api/users").json()] == ["ana", "basil", "سلمى"]
        assert "argon2" not in client.get("/api/users").text
    with desk.database.read() as connection:
        assert all_users(connection)[2].role == "reviewer"
    assert notes(desk)[-4:] == [("add", "ana"), ("role", "ana"), ("password", "ana"), ("revoke", "ana")]


def test_the_first_user_is_added_on_the_page_and_signed_in(tmp_path: Path) -> None:
    empty = create(tmp_path / "empty", "", None, os.environ, "tester")
    with TestClient(make_app(empty), base_url="http://localhost", follow_redirects=False) as client:
        form = {"name": "ana", "password": PASSWORD, "again": PASSWORD}
        assert client.post("/users", data=form | {"again": "other"}).status_code == 400
        assert client.post("/users", data=form).status_code == 303
        assert client.get("/users").status_code == 200
        client.cookies.clear()
        assert client.get("/users").status_code == 303
    empty.close()


def test_decisions_carry_the_user_s_name(project: Project) -> None:
    fill(project)
    with signed_in(project, "coder") as client:
        name = client.get("/api/reports/syria-1").json()["events"][0]["event_id"]
        client.post(f"/review/{name}/accept", data={})
        answer = client.post(f"/api/events/{name}/decisions", json={"order": "reject", "reason": "misread"})
        assert (answer.status_code, answer.json()["review"]) == (201, "rejected")
        stale = {"order": "accept", "last": 1}
        assert client.post(f"/api/events/{name}/decisions", json=stale).status_code == 409
        decisions = client.get(f"/api/events/{name}").json()["decisions"]
    assert [one["by"] for one in decisions] == ["coder", "coder"]
    with project.database.read() as connection:
        told = connection.scalars(select(AUDIT.c.by).where(AUDIT.c.subject == "decision")).all()
    assert told == ["coder", "coder"]
    assert prove(project.database, project.archive).faults == []


def test_old_sessions_are_cleared_away(guest: TestClient, desk: Project, clock: Clock) -> None:
    enter(guest)
    clock.on(days=15)
    enter(guest)
    with desk.database.read() as connection:
        assert len(connection.execute(select(SESSIONS)).all()) == 1
        assert find_user(connection, "ana")
