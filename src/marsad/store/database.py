"""Open a project's database; one writer at a time, readers beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, create_engine, event, func, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from marsad.errors import UsageError
from marsad.store.tables import META

_LOCK = 0x4D415253
"""Number of the advisory lock that makes PostgreSQL's writers take turns, as SQLite's do."""
_WAIT = 30_000  # milliseconds that a writer waits for another


class Database:
    """A project's database; `write()` is a transaction that holds all others off, `read()` sees one moment."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._turn = Lock()
        self.sqlite = engine.dialect.name == "sqlite"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection inside a transaction that is committed at the end, or undone where an error leaves it."""
        turn = self._turn if self.sqlite else nullcontext()  # SQLite lets those who wait try by chance: not one's own
        with turn, self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if not self.sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees the database as it is now."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the database open for a while: SQLite tidies up whenever the last connection to it is closed."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT"):
            yield

    def tune(self) -> None:
        """Let the database look at what it holds, so that it chooses its indexes well; it reads a sample."""
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for line in ("PRAGMA analysis_limit=1000", "ANALYZE") if self.sqlite else ("ANALYZE",):
                connection.exec_driver_sql(line)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_database(where: str, folder: Path) -> Database:
    """Open the database of a project: a file name inside its folder, or `postgresql://…`.

    Raises `UsageError` where it cannot be opened.
    """
    if not where.startswith("postgresql"):
        engine = create_engine(
            f"sqlite:///{folder / where}", poolclass=NullPool, connect_args={"timeout": _WAIT / 1000}
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return Database(engine)
    return Database(_postgresql(where))


def _postgresql(where: str) -> Engine:
    try:
        url = make_url(where).set(drivername="postgresql+pg8000")
        engine = create_engine(url, poolclass=NullPool)
    except ArgumentError:
        raise UsageError("database: write it as postgresql://user:password@host/name") from None
    except ModuleNotFoundError:
        raise UsageError("PostgreSQL needs a driver: pip install 'marsad[postgresql]'") from None
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except DBAPIError as error:
        safe = url.render_as_string(hide_password=True).replace("+pg8000", "")
        raise UsageError(f"{safe}: cannot be opened: {_reason(error)}; is the server running?") from None
    return engine


def _reason(error: DBAPIError) -> str:
    """Return what a driver said, in one line."""
    first = error.orig.args[0] if error.orig and error.orig.args else error
    return str(first.get("M", first) if isinstance(first, dict) else first).splitlines()[0]


def _prepare(connection: Any, _record: object) -> None:
    """Set what keeps an SQLite file safe: a log written before, synced at every commit; references checked."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for line in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_WAIT}",
                 "secure_delete=ON", "wal_autocheckpoint=16000", "cache_size=-65536", "temp_store=MEMORY"):  # fmt: skip
        cursor.execute(f"PRAGMA {line}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin a transaction; a writer takes its place at once, so that none has to give up later."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def next_id(connection: Connection, table: str) -> int:
    """Return the first free id of a table; only inside `write()`, where nobody else takes one."""
    column = META.tables[table].c.id
    return int(connection.scalar(select(func.max(column))) or 0) + 1


def rows(connection: Connection, query: Select[Any], size: int = 1000) -> Iterator[dict[str, Any]]:
    """Give the rows of a query one after the other, as dictionaries, without holding all of them."""
    for row in connection.execute(query.execution_options(yield_per=size)).mappings():
        yield dict(row)


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have every column, by the driver itself, which is several times faster."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), rows)
        return
    names = [column.name for column in table.columns]
    columns = ", ".join(f'"{name}"' for name in names)
    places = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({places})"  # noqa: S608 - names of our own tables
    connection.exec_driver_sql(statement, [tuple(row[name] for name in names) for row in rows])
