"""Tables of the people who work on a desk: users, their sessions and tokens, and what two of them code apart.

Neither a password, nor what a browser or program shows to be let in, is kept: only their hashes are.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text
from sqlalchemy import UniqueConstraint as Unique

from marsad.store.tables import META

USERS = Table(
    "users",
    META,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("renew", Boolean, nullable=False),
    Column("totp", Text),
    Column("totp_on", Boolean, nullable=False),
    Column("totp_last", Integer),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("revoked_at", Text),
)
"""Who may work here, as what; `renew` asks for a new password, `totp_last` is the last step a code was taken of."""

SESSIONS = Table(
    "sessions",
    META,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("ended_at", Text),
    Index("sessions_user", "user_id"),
)
"""Browsers that are let in; `key` is the hash of what the cookie holds."""

TOKENS = Table(
    "tokens",
    META,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("revoked_at", Text),
    Index("tokens_user", "user_id"),
)
"""Programs that are let in for a user, for no more than `scope`; `key` is the token's hash."""

DOUBLES = Table(
    "doubles",
    META,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("report_id", Integer, ForeignKey("reports.id"), nullable=False),
    Column("first_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("second_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("first_at", Text),
    Column("second_at", Text),
    Column("settled_at", Text),
    Column("settled_by", Text),
    Unique("report_id"),
    Index("doubles_first", "first_id"),
    Index("doubles_second", "second_id"),
)
"""A report given to two coders: when each was done with it, and who settled where they differ."""

CODINGS = Table(
    "codings",
    META,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("double_id", Integer, ForeignKey("doubles.id"), nullable=False),
    Column("assertion_id", Integer, ForeignKey("assertions.id"), nullable=False),
    Column("user_id", Integer, ForeignKey("users.id"), nullable=False),
    Column("decision", Text, nullable=False),
    Column("note", Text),
    Column("record", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("codings_double", "double_id"),
)
"""What one of two coders says of an assertion; `record` is the event as the coder has it.  The last one counts."""
