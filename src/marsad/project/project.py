"""Make a project, open one, and start its runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from marsad import __version__
from marsad.errors import UsageError
from marsad.project.settings import FILE, Settings, load_settings, template
from marsad.store.archive import Archive
from marsad.store.database import Database, open_database
from marsad.store.ledger import Clock, Ledger
from marsad.store.schema import check_revision, revision, upgrade

IGNORED = "# evidence and database stay out of version control\narchive/\n*.db\n*.db-shm\n*.db-wal\n.cache/\n"


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Project:
    """An open project: its folder, settings, database and archive, and the clock and name that its audit uses."""

    folder: Path
    settings: Settings
    database: Database
    archive: Archive
    by: str
    clock: Clock = now

    @contextmanager
    def run(self, command: str, arguments: Mapping[str, object]) -> Iterator[Ledger]:
        """Give a ledger for one command; how it ended is noted, unless it changed nothing."""
        ledger = Ledger(self.database, self.clock, self.by, __version__, command, arguments)
        with self.database.held():
            try:
                yield ledger
            except (KeyboardInterrupt, GeneratorExit):
                ledger.end("interrupted")
                raise
            except BaseException:
                ledger.end("failed")
                raise
            ledger.end("done")

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def create(folder: Path, name: str, database: str | None, environment: Mapping[str, str], by: str) -> Project:
    """Make a project in an empty or new folder.

    Raises `UsageError` where one is there already, or where the database cannot be made.
    """
    if (folder / FILE).exists():
        raise UsageError(f"{folder}: is a project already (it has a {FILE})")
    folder.mkdir(parents=True, exist_ok=True)
    where = database or "marsad.db"
    opened = open_database(where, folder)
    if revision(opened) is not None:
        raise UsageError(f"{without_password(where)}: holds a project already; give another database")
    upgrade(opened)
    archive = Archive(folder / "archive")
    archive.create()
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    (folder / FILE).write_text(template(name or folder.resolve().name, without_password(where)), encoding="utf-8")
    settings = load_settings(folder / FILE, environment, {"database": where})
    return Project(folder, settings, opened, archive, settings["by"] or by)


def without_password(where: str) -> str:
    """Return a database's address as a file may keep it: `postgresql://ana@host/desk`."""
    if not where.startswith("postgresql"):
        return where
    return make_url(where).set(password=None).render_as_string()


def find(start: Path) -> Path:
    """Return the folder of the project that a folder is in.

    Raises `UsageError` where it is in none.
    """
    for folder in (start, *start.resolve().parents):
        if (folder / FILE).is_file():
            return folder
    raise UsageError(f"{start}: is in no project; make one with marsad init, or name one with --project")


def open_project(
    folder: Path, environment: Mapping[str, str], flags: Mapping[str, str], by: str, *, any_schema: bool = False
) -> Project:
    """Open a project.

    Raises `UsageError` where its settings are wrong or its database is of another schema.
    """
    settings = load_settings(folder / FILE, environment, flags)
    where = settings["database"]
    if not where.startswith("postgresql") and not (folder / where).exists():
        raise UsageError(f"{folder / where}: no such database; restore a backup, or correct database in {FILE}")
    opened = open_database(where, folder)
    if not any_schema:
        check_revision(opened)
    return Project(folder, settings, opened, Archive(folder / "archive"), settings["by"] or by)
