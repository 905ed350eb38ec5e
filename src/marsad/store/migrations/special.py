"""What SQLite and PostgreSQL write differently: full-text tables, and points for PostGIS."""

from __future__ import annotations

from alembic import op

_WORDS = ("report_words", "assertion_words")
_POINTS = ("places", "assertions")


def add_words() -> None:
    """Make the full-text tables: a row's words in their order, and the stems of them."""
    for table in _WORDS:
        if op.get_context().dialect.name == "sqlite":
            op.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(words, stems, tokenize='unicode61 remove_diacritics 0')"
            )
        else:
            op.execute(f"CREATE TABLE {table} (rowid bigint PRIMARY KEY, words tsvector NOT NULL)")
            op.execute(f"CREATE INDEX {table}_words ON {table} USING gin (words)")


def add_points() -> None:
    """On PostgreSQL, give places and assertions a PostGIS point that follows `lat` and `lon`."""
    if op.get_context().dialect.name == "sqlite":
        return
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    for table in _POINTS:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN point geometry(Point, 4326)"
            " GENERATED ALWAYS AS (ST_SetSRID(ST_MakePoint(lon, lat), 4326)) STORED"
        )
        op.execute(f"CREATE INDEX {table}_point ON {table} USING gist (point)")
