"""Full-text search over folded Arabic, in SQLite (FTS5) and in PostgreSQL (tsvector)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, text
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.expression import literal_column

from marsad.errors import UsageError
from marsad.store.database import Database
from marsad.text.fold import fold_plain
from marsad.text.search import Sought, sought, stems_of, words_of

REPORT_WORDS = "report_words"
ASSERTION_WORDS = "assertion_words"


class Entry(NamedTuple):
    """The searchable text of a row."""

    id: int
    text: str


def add(database: Database, connection: Connection, table: str, entries: Iterable[Entry]) -> None:
    """Make rows searchable; a row that was so before is replaced by `remove` first."""
    made = []
    for entry in entries:
        folded = fold_plain(entry.text)
        words = folded if database.sqlite else " ".join(words_of(folded))
        made.append({"id": entry.id, "words": words, "stems": " ".join(stems_of(folded))})
    if not made:
        return
    connection.execute(text(_INSERT_SQLITE[table] if database.sqlite else _INSERT_POSTGRESQL[table]), made)


def remove(connection: Connection, table: str, ids: Sequence[int]) -> None:
    """Take rows out of the search."""
    if ids:
        connection.execute(text(_DELETE[table]), [{"id": id} for id in ids])


def found_by(database: Database, table: str, id_column: ColumnElement[Any], query: str) -> ColumnElement[bool]:
    """Return the condition that a row has all the words sought.

    Raises `UsageError` where there is no word to search for.
    """
    wanted = sought(query)
    if not wanted:
        raise UsageError(f"{query!r} has no word to search for")
    if database.sqlite:
        match = text(f"SELECT rowid FROM {table} WHERE {table} MATCH :sought")  # noqa: S608 - one of two names
        chosen = match.bindparams(sought=" AND ".join(map(_sqlite_term, wanted)))
    else:
        match = text(f"SELECT rowid FROM {table} WHERE words @@ CAST(:sought AS tsquery)")  # noqa: S608
        chosen = match.bindparams(sought=" & ".join(map(_postgresql_term, wanted)))
    return id_column.in_(chosen.columns(literal_column("rowid")).scalar_subquery())


def _sqlite_term(item: Sought) -> str:
    if item.phrase:
        return f'(words : "{" ".join(item.phrase)}")'
    return "(" + " OR ".join(f'"{form}"' for form in item.forms) + ")"


def _postgresql_term(item: Sought) -> str:
    """Write words for `tsquery`; they are letters and digits alone, so nothing needs an escape."""
    if item.phrase:
        return "(" + " <-> ".join(f"'{word}':A" for word in item.phrase) + ")"
    return "(" + " | ".join(f"'{form}'" for form in item.forms) + ")"


_INSERT_SQLITE = {
    table: f"INSERT INTO {table} (rowid, words, stems) VALUES (:id, :words, :stems)"  # noqa: S608
    for table in (REPORT_WORDS, ASSERTION_WORDS)
}
_INSERT_POSTGRESQL = {
    table: f"INSERT INTO {table} (rowid, words) VALUES (:id, setweight(to_tsvector('simple', :words), 'A')"  # noqa: S608
    " || setweight(to_tsvector('simple', :stems), 'B'))"
    for table in (REPORT_WORDS, ASSERTION_WORDS)
}
_DELETE = {
    table: f"DELETE FROM {table} WHERE rowid = :id"  # noqa: S608
    for table in (REPORT_WORDS, ASSERTION_WORDS)
}
