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


class Words(NamedTuple):
    """What a row is found by: its folded text, and the stems of its words."""

    folded: str
    stems: str


class Entry(NamedTuple):
    """A row's number and its words."""

    id: int
    words: Words


def prepare(text: str) -> Words:
    """Fold a text and cut its words; it takes no database, so it can be done while another batch is written."""
    folded = fold_plain(text)
    return Words(folded, stems_of(folded))


def add(database: Database, connection: Connection, table: str, entries: Iterable[Entry]) -> None:
    """Make rows searchable; a row that was so before is replaced by `remove` first."""
    entries = list(entries)
    if not entries:
        return
    if database.sqlite:
        for start in range(0, len(entries), _AT_ONCE):
            part = entries[start : start + _AT_ONCE]
            values = tuple(value for id, words in part for value in (id, words.folded, words.stems))
            connection.exec_driver_sql(_INSERT_SQLITE[table] + ", (?, ?, ?)" * (len(part) - 1), values)
        return
    made = [
        {
            "id": entry.id,
            "words": " ".join(words_of(entry.words.folded)),
            "stems": entry.words.stems,
        }
        for entry in entries
    ]
    connection.execute(text(_INSERT_POSTGRESQL[table]), made)


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
    table: f"INSERT INTO {table} (rowid, words, stems) VALUES (?, ?, ?)"  # noqa: S608
    for table in (REPORT_WORDS, ASSERTION_WORDS)
}
"""One statement for many rows: SQLite works through it while Python reads the next batch."""
_AT_ONCE = 1000
_INSERT_POSTGRESQL = {
    table: f"INSERT INTO {table} (rowid, words) VALUES (:id, setweight(to_tsvector('simple', :words), 'A')"  # noqa: S608
    " || setweight(to_tsvector('simple', :stems), 'B'))"
    for table in (REPORT_WORDS, ASSERTION_WORDS)
}
_DELETE = {
    table: f"DELETE FROM {table} WHERE rowid = :id"  # noqa: S608
    for table in (REPORT_WORDS, ASSERTION_WORDS)
}
