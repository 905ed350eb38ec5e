"""Who may work on a project, as what; each change is noted, and a user is never deleted, for the audit names him."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, exists, insert, select, update

from marsad.errors import UsageError
from marsad.store.database import next_id
from marsad.store.ledger import Ledger, digest
from marsad.store.reports import change_row
from marsad.store.user_tables import SESSIONS, TOKENS, USERS

ROLES = ("reader", "coder", "reviewer", "admin")
RIGHTS = ("read", "code", "review", "admin")
"""What each role may do, and those before it may not; tokens name a right as their scope."""
_NAME = re.compile(r"\w[\w.\-]{0,39}")
Row = Mapping[str, Any]
"""A row of `users`, whole."""


@dataclass(frozen=True, slots=True)
class User:
    """One who may work here; without what he is known by."""

    id: int
    name: str
    role: str
    renew: bool
    totp_on: bool
    at: str
    by: str
    revoked_at: str | None


def user_of(row: Row | RowMapping) -> User:
    """Return a row as a user."""
    return User(**{field: row[field] for field in User.__dataclass_fields__})


def any_user(connection: Connection) -> bool:
    """Tell whether a project has users; one that has none lets in whoever sits at the machine."""
    return bool(connection.scalar(select(exists(select(USERS.c.id)))))


def all_users(connection: Connection) -> list[User]:
    """Return all users, those who may no longer work here too, in the order in which they came."""
    return [user_of(row) for row in connection.execute(select(USERS).order_by(USERS.c.id)).mappings()]


def find_user(connection: Connection, name: str) -> dict[str, Any] | None:
    """Return the row of a user, however his name is written: `Ana` is `ana`."""
    wanted = unicodedata.normalize("NFKC", name).strip().casefold()
    rows = connection.execute(select(USERS)).mappings()
    return next((dict(row) for row in rows if str(row["name"]).casefold() == wanted), None)


def known(connection: Connection, name: str) -> dict[str, Any]:
    """Return the row of a user who may work here.

    Raises `UsageError` where there is none, or he may no longer.
    """
    row = find_user(connection, name)
    if row is None or row["revoked_at"]:
        raise UsageError(f"{name}: no such user; marsad user list shows them")
    return row


def add_user(connection: Connection, ledger: Ledger, name: str, role: str, password: str, *, renew: bool) -> None:
    """Add a user, with the hash of a password; one whose right was revoked comes back as the same.

    Raises `UsageError` where the name is taken or cannot be one, or the first user is no admin.
    """
    name = unicodedata.normalize("NFKC", name).strip()
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r}: a name is up to 40 letters, digits, dots, hyphens and underscores")
    _check_role(role)
    if role != "admin" and not _admins(connection):
        raise UsageError("the first user must be an admin, or nobody could add the others: --role admin")
    before = find_user(connection, name)
    if before and not before["revoked_at"]:
        raise UsageError(f"{before['name']}: there is such a user already; choose another name")
    values = {"role": role, "password": password, "renew": renew, "totp": None, "totp_on": False,
              "totp_last": None, "revoked_at": None}  # fmt: skip
    if before:
        detail = {"name": before["name"], "role": [None, role]}
        change_row(connection, ledger, USERS, before["id"], "admit", detail, **values)
        return
    id = next_id(connection, "users")
    row = {"id": id, "name": name, "at": ledger.now(), "by": ledger.by, **values}
    connection.execute(insert(USERS), row)
    ledger.note("add", "user", id, digest(row), {"name": name, "role": [None, role]})


def set_role(connection: Connection, ledger: Ledger, name: str, role: str) -> None:
    """Give a user another role; who is signed in must sign in anew.

    Raises `UsageError` where nobody would be left as admin.
    """
    _check_role(role)
    row = known(connection, name)
    if row["role"] == role:
        raise UsageError(f"{row['name']}: is {role} already")
    if role != "admin":
        _another_admin(connection, row)
    detail = {"name": row["name"], "role": [row["role"], role]}
    change_row(connection, ledger, USERS, row["id"], "role", detail, role=role)
    end_sessions(connection, row["id"], ledger.now())


def revoke_user(connection: Connection, ledger: Ledger, name: str) -> None:
    """Let a user in no more; his sessions and tokens end at once, his name stays for the audit."""
    row = known(connection, name)
    _another_admin(connection, row)
    now = ledger.now()
    detail = {"name": row["name"], "role": [row["role"], None]}
    change_row(connection, ledger, USERS, row["id"], "revoke", detail, revoked_at=now, totp=None, totp_on=False)
    end_sessions(connection, row["id"], now)
    live = select(TOKENS.c.id).where(TOKENS.c.user_id == row["id"], TOKENS.c.revoked_at.is_(None))
    for id in connection.scalars(live).all():
        change_row(connection, ledger, TOKENS, id, "revoke", {"of": row["name"]}, revoked_at=now)


def change_user(connection: Connection, ledger: Ledger, row: Row, action: str, **values: object) -> None:
    """Change what a user is known by; the note says that it changed, never what it is."""
    change_row(connection, ledger, USERS, row["id"], action, {"name": row["name"]}, **values)


def note_user(ledger: Ledger, row: Row, action: str) -> None:
    """Note what leaves a user as he is: that he signed out, or somebody was refused who called himself by his name."""
    whole = {column.name: row[column.name] for column in USERS.columns}
    ledger.note(action, "user", row["id"], digest(whole), {"name": row["name"]})


def end_sessions(connection: Connection, user_id: int, now: str, but: int | None = None) -> None:
    """End every session of a user, but one where it is named."""
    live = update(SESSIONS).where(SESSIONS.c.user_id == user_id, SESSIONS.c.ended_at.is_(None))
    connection.execute(live.where(SESSIONS.c.id != (but or 0)).values(ended_at=now))


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise UsageError(f"{role!r}: no role; there are {', '.join(ROLES)}")


def _admins(connection: Connection) -> list[int]:
    admins = select(USERS.c.id).where(USERS.c.role == "admin", USERS.c.revoked_at.is_(None))
    return list(connection.scalars(admins))


def _another_admin(connection: Connection, row: Row) -> None:
    if _admins(connection) == [row["id"]]:
        raise UsageError(f"{row['name']}: is the only admin; make another user admin first")
