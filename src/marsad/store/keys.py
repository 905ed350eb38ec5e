"""What lets a browser or a program in: sessions and tokens, kept as hashes, each with an end."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from marsad.errors import UsageError
from marsad.store.database import next_id
from marsad.store.ledger import Clock, Ledger, digest, moment
from marsad.store.reports import change_row
from marsad.store.user_tables import SESSIONS, TOKENS, USERS
from marsad.store.users import RIGHTS, ROLES

IDLE = timedelta(hours=12)
"""How long a session lives that nobody uses."""
LONGEST = timedelta(days=7)
"""How long one lives that is used."""
_SEEN = timedelta(minutes=5)
PREFIX = "marsad_"
"""What tokens begin with, so that one that was published by mistake is found."""
Row = dict[str, Any]


def key_of(secret: str) -> str:
    """Return what is kept of a secret: it has 256 random bits, so a plain hash gives nothing away."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def later(clock: Clock, by: timedelta) -> str:
    """Return a moment from now on (or before, where `by` is negative), as the database keeps it."""
    then: datetime = clock() + by
    return moment(lambda: then)


def start_session(connection: Connection, user_id: int, clock: Clock) -> str:
    """Begin a session and return the secret of its cookie; sessions long over are cleared away."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.expires_at < later(clock, -LONGEST)))
    secret, now = secrets.token_urlsafe(32), moment(clock)
    row = {"id": next_id(connection, "sessions"), "key": key_of(secret), "user_id": user_id, "at": now,
           "seen_at": now, "expires_at": later(clock, LONGEST), "ended_at": None}  # fmt: skip
    connection.execute(insert(SESSIONS), row)
    return secret


def session_of(connection: Connection, secret: str, clock: Clock) -> Row | None:
    """Return a live session with its user's row; None where it ended, was idle too long, or is none."""
    live = (
        select(USERS, SESSIONS.c.id.label("session_id"), SESSIONS.c.seen_at)
        .join(USERS, USERS.c.id == SESSIONS.c.user_id)
        .where(
            SESSIONS.c.key == key_of(secret), SESSIONS.c.ended_at.is_(None), SESSIONS.c.expires_at > moment(clock),
            SESSIONS.c.seen_at > later(clock, -IDLE), USERS.c.revoked_at.is_(None),
        )
    )  # fmt: skip
    row = connection.execute(live).mappings().first()
    return dict(row) if row else None


def is_stale(session: Row, clock: Clock) -> bool:
    """Tell whether a session has been used without that being written for some minutes."""
    return bool(session["seen_at"] < later(clock, -_SEEN))


def touch(connection: Connection, session_id: int, clock: Clock) -> None:
    """Write that a session is used; no change worth a note."""
    connection.execute(update(SESSIONS).where(SESSIONS.c.id == session_id).values(seen_at=moment(clock)))


def end_session(connection: Connection, session_id: int, now: str) -> None:
    """End one session."""
    connection.execute(update(SESSIONS).where(SESSIONS.c.id == session_id).values(ended_at=now))


def sessions_of(connection: Connection, user_id: int, clock: Clock) -> list[Row]:
    """Return the live sessions of a user, the latest used first."""
    query = select(SESSIONS).where(
        SESSIONS.c.user_id == user_id, SESSIONS.c.ended_at.is_(None), SESSIONS.c.expires_at > moment(clock),
        SESSIONS.c.seen_at > later(clock, -IDLE),
    )  # fmt: skip
    return [dict(row) for row in connection.execute(query.order_by(SESSIONS.c.seen_at.desc())).mappings()]


def add_token(
    connection: Connection, ledger: Ledger, user: Mapping[str, Any], name: str, scope: str, expires_at: str
) -> str:
    """Make a token and return it, for this once.

    Raises `UsageError` where its scope is more than its user may do.
    """
    if scope not in RIGHTS:
        raise UsageError(f"{scope!r}: no scope; there are {', '.join(RIGHTS)}")
    if RIGHTS.index(scope) > ROLES.index(user["role"]):
        raise UsageError(f"{scope}: is more than a {user['role']} may do; choose a smaller scope")
    name = " ".join(name.split())[:80]
    if not name:
        raise UsageError("name: say what the token is for, so that you know which one to revoke")
    secret = PREFIX + secrets.token_urlsafe(32)
    row = {"id": next_id(connection, "tokens"), "key": key_of(secret), "user_id": user["id"], "name": name,
           "scope": scope, "at": ledger.now(), "expires_at": expires_at, "revoked_at": None}  # fmt: skip
    connection.execute(insert(TOKENS), row)
    ledger.note("add", "token", row["id"], digest(row), {"of": user["name"], "name": name, "scope": scope})
    return secret


def token_of(connection: Connection, secret: str, clock: Clock) -> Row | None:
    """Return a live token with its user's row; None where it was revoked, is over, or is none."""
    live = (
        select(USERS, TOKENS.c.scope)
        .join(USERS, USERS.c.id == TOKENS.c.user_id)
        .where(
            TOKENS.c.key == key_of(secret), TOKENS.c.revoked_at.is_(None), TOKENS.c.expires_at > moment(clock),
            USERS.c.revoked_at.is_(None),
        )
    )  # fmt: skip
    row = connection.execute(live).mappings().first()
    return dict(row) if row else None


def tokens_of(connection: Connection, user_id: int) -> list[Row]:
    """Return the tokens of a user that were not revoked, the newest first."""
    query = select(TOKENS).where(TOKENS.c.user_id == user_id, TOKENS.c.revoked_at.is_(None))
    return [dict(row) for row in connection.execute(query.order_by(TOKENS.c.id.desc())).mappings()]


def revoke_token(connection: Connection, ledger: Ledger, user_id: int, id: int) -> None:
    """End a token of a user.

    Raises `UsageError` where he has no such token.
    """
    row = connection.execute(select(TOKENS).where(TOKENS.c.id == id, TOKENS.c.user_id == user_id)).mappings().first()
    if row is None or row["revoked_at"]:
        raise UsageError(f"token {id}: you have none of that number")
    change_row(connection, ledger, TOKENS, id, "revoke", {"name": row["name"]}, revoked_at=ledger.now())
