"""Bring a database to the present schema, or say that it is not there yet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from marsad.errors import UsageError
from marsad.store import stands
from marsad.store.database import Database

_STEPS = Path(__file__).parent / "migrations"


def _config(connection: Connection | None = None) -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """Return the name of the schema that this Marsad works with."""
    from alembic.script import ScriptDirectory

    return str(ScriptDirectory.from_config(_config()).get_current_head())


def upgrade(database: Database, to: str = "head") -> None:
    """Make the tables, or change them, in one transaction."""
    from alembic import command

    with database.write() as connection:
        command.upgrade(_config(connection), to)
        if to == "head":
            stands.fill(connection)


def revision(database: Database) -> str | None:
    """Return the schema that a database has; None where it has none."""
    with database.read() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)


def check_revision(database: Database) -> None:
    """Raise `UsageError` where a database is not of the present schema."""
    has, wanted = revision(database), PRESENT
    if has is None:
        raise UsageError("the project's database is empty; restore a backup, or make a project with marsad init")
    if has > wanted:
        raise UsageError(f"the database has schema {has}, newer than this Marsad's {wanted}: update Marsad")
    if has != wanted:
        raise UsageError(f"the database has schema {has}, this Marsad needs {wanted}: run marsad migrate")


PRESENT = "0006"
"""The newest step, told without loading them; a test holds the two together."""
