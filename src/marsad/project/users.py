"""Users of a project: added, changed and let in, each as a run of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from marsad.errors import UsageError
from marsad.project import passwords
from marsad.project.project import Project
from marsad.store import keys, users
from marsad.store.ledger import Ledger

DAYS = 3650
"""The most days that a token may live."""


class Refused(Exception):
    """A name, password or code that does not let in; which of them is not told."""


@contextmanager
def changing(project: Project, command: str, name: str) -> Iterator[tuple[Connection, Ledger]]:
    """Give a transaction for one change about a user, as a run of its own."""
    with project.run(command, {"user": name}) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        yield connection, ledger
        ledger.commit(connection)


def add(project: Project, name: str, role: str, password: str, *, renew: bool = False) -> None:
    """Add a user; `renew` asks him for a password of his own when he first comes."""
    passwords.check(password, name)
    kept = passwords.hashed(password)
    with changing(project, "user add", name) as (connection, ledger):
        users.add_user(connection, ledger, name, role, kept, renew=renew)


def set_role(project: Project, name: str, role: str) -> None:
    """Give a user another role."""
    with changing(project, "user role", name) as (connection, ledger):
        users.set_role(connection, ledger, name, role)


def set_password(
    project: Project, name: str, password: str, *, renew: bool = False, keep_session: int | None = None
) -> None:
    """Give a user another password; he is signed out everywhere, but for one session where it is named."""
    passwords.check(password, name)
    kept = passwords.hashed(password)
    with changing(project, "user password", name) as (connection, ledger):
        row = users.known(connection, name)
        users.change_user(connection, ledger, row, "password", password=kept, renew=renew)
        users.end_sessions(connection, row["id"], ledger.now(), keep_session)


def set_totp(project: Project, name: str, secret: str | None, code: str | None = None) -> None:
    """Ask a user for one-time codes from now on, or no more; a code proves that his device has the secret.

    Raises `UsageError` where the code is not of this secret.
    """
    step = None
    if secret is not None and code is not None:
        step = passwords.step_of(secret, code, project.clock().timestamp(), None)
        if step is None:
            raise UsageError("code: is not what the device should show now; look at its clock, and try the next one")
    with changing(project, "user totp", name) as (connection, ledger):
        row = users.known(connection, name)
        if secret is None and not row["totp_on"]:
            raise UsageError(f"{row['name']}: is asked for no codes")
        action = "totp on" if secret else "totp off"
        users.change_user(
            connection, ledger, row, action, totp=secret, totp_on=secret is not None, totp_last=step
        )  # fmt: skip


def revoke(project: Project, name: str) -> None:
    """Let a user in no more."""
    with changing(project, "user revoke", name) as (connection, ledger):
        users.revoke_user(connection, ledger, name)


def proves(project: Project, name: str, password: str) -> bool:
    """Tell whether a password is that of a user."""
    with project.database.read() as connection:
        row = users.find_user(connection, name)
    return passwords.matches(row["password"] if row and not row["revoked_at"] else None, password)


def sign_in(project: Project, name: str, password: str, code: str) -> str:
    """Let a user in, and return the secret of his session's cookie; what was tried on a user is noted.

    Raises `Refused` where the name, the password or the code is wrong, or the code was used before.
    """
    with project.database.read() as connection:
        row = users.find_user(connection, name)
    live = row if row and not row["revoked_at"] else None
    right = passwords.matches(live["password"] if live else None, password)
    if live is None:
        raise Refused
    own = replace(project, by=str(live["name"]))
    fresh = passwords.hashed(password) if right and passwords.outdated(live["password"]) else None
    with changing(own, "login", own.by) as (connection, ledger):
        live = users.known(connection, own.by)
        step = _step(own, live, code) if right else None
        if not right or (live["totp_on"] and step is None):
            users.note_user(ledger, live, "refuse")
            refused = True
        else:
            values: dict[str, Any] = {"totp_last": step if live["totp_on"] else live["totp_last"]}
            users.change_user(connection, ledger, live, "login", **values, **({"password": fresh} if fresh else {}))
            secret = keys.start_session(connection, live["id"], own.clock)
            refused = False
    if refused:
        raise Refused
    return secret


def _step(project: Project, row: dict[str, Any], code: str) -> int | None:
    if not row["totp_on"]:
        return None
    return passwords.step_of(row["totp"], code, project.clock().timestamp(), row["totp_last"])


def sign_out(project: Project, name: str, session_id: int | None) -> None:
    """End a session of a user; all of them where none is named."""
    with changing(project, "logout", name) as (connection, ledger):
        row = users.known(connection, name)
        users.note_user(ledger, row, "logout")
        if session_id is None:
            users.end_sessions(connection, row["id"], ledger.now())
        else:
            keys.end_session(connection, session_id, ledger.now())


def add_token(project: Project, user: str, name: str, scope: str, days: int) -> str:
    """Make a token of a user for so many days, and return it, for this once."""
    if not 1 <= days <= DAYS:
        raise UsageError(f"days: {days} is not from 1 to {DAYS}")
    with changing(project, "token add", user) as (connection, ledger):
        row = users.known(connection, user)
        return keys.add_token(connection, ledger, row, name, scope, keys.later(project.clock, timedelta(days=days)))


def revoke_token(project: Project, user: str, id: int) -> None:
    """End a token of a user."""
    with changing(project, "token revoke", user) as (connection, ledger):
        keys.revoke_token(connection, ledger, users.known(connection, user)["id"], id)
