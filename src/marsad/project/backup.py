"""One file that holds a whole project: settings, database and archive, each member with its hash."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import make_url

from marsad.errors import UsageError
from marsad.project.project import Project, without_password
from marsad.project.settings import FILE
from marsad.store.archive import hash_of
from marsad.store.database import Database
from marsad.store.tables import CAPTURES

_DATABASE, _DUMP, _LIST = "marsad.db", "marsad.dump", "manifest.json"


def backup(project: Project, target: Path) -> Iterator[int]:
    """Write a backup, consistent while others work; the number of members so far is told.

    Raises `UsageError` where the file is there already or a part of the project is missing.
    """
    if target.exists():
        raise UsageError(f"{target}: is there already; name another file")
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent}: no such folder")
    aside = target.with_name(target.name + ".part")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        snapshot = _snapshot(project.database, Path(folder))
        members = [(FILE, project.folder / FILE), (snapshot.name, snapshot)]
        members += [(f"archive/{hash[:2]}/{hash}", project.archive.path(hash)) for hash in _kept(project, snapshot)]
        try:
            yield from _write(aside, members)
        except OSError as error:
            aside.unlink(missing_ok=True)
            raise UsageError(f"{error.filename}: {error.strerror}; marsad verify tells what else is wrong") from None
    aside.replace(target)


def _snapshot(database: Database, folder: Path) -> Path:
    """Return a copy of the database as it is at one moment."""
    if not database.sqlite:
        return _dump(database, folder / _DUMP)
    path = folder / _DATABASE
    with database.read() as connection, closing(sqlite3.connect(path)) as copy:
        raw: Any = connection.connection.dbapi_connection
        raw.rollback()
        raw.backup(copy, pages=4096, sleep=0.01)
        copy.execute("PRAGMA journal_mode=DELETE")
    return path


def _kept(project: Project, snapshot: Path) -> list[str]:
    """Return the hashes that the copied database knows, so that each of its reports has its bytes."""
    if snapshot.name == _DATABASE:
        with closing(sqlite3.connect(snapshot)) as copy:
            found = copy.execute("SELECT DISTINCT sha256 FROM captures WHERE deleted_at IS NULL ORDER BY 1")
            return [row[0] for row in found]
    query = select(CAPTURES.c.sha256).where(CAPTURES.c.deleted_at.is_(None)).distinct()
    with project.database.read() as connection:
        return sorted(connection.scalars(query))


def _write(path: Path, members: list[tuple[str, Path]]) -> Iterator[int]:
    hashes: dict[str, str] = {}
    with path.open("wb") as out:
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as packed:
            for number, (name, source) in enumerate(members, 1):
                with source.open("rb") as stream:
                    hashes[name] = hash_of(stream)
                packed.add(source, name, recursive=False, filter=_anonymous)
                yield number
            listed = json.dumps(hashes, indent=1).encode()
            info = tarfile.TarInfo(_LIST)
            info.size = len(listed)
            packed.addfile(info, io.BytesIO(listed))
        out.flush()
        os.fsync(out.fileno())


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who owns the files on this machine."""
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    return info


def restore(source: Path, folder: Path, database: str | None = None) -> None:
    """Unpack a backup into a new folder, every member checked against its hash.

    Raises `UsageError` where the file is no sound backup or the folder is not empty.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder}: is not empty; name a new folder")
    aside = folder.with_name(folder.name + ".part")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        _unpack(source, aside)
        dump = aside / _DUMP
        if dump.exists():
            if not database:
                raise UsageError(f"{source}: holds a PostgreSQL project; name an empty one with --database")
            _load(dump, database)
            dump.unlink()
            text = (aside / FILE).read_text(encoding="utf-8").splitlines()
            told = f"database = {json.dumps(without_password(database))}"
            lines = [told if line.startswith("database = ") else line for line in text]
            (aside / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
        (aside / "archive" / "incoming").mkdir(parents=True, exist_ok=True)
        if folder.exists():
            folder.rmdir()
        aside.replace(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source, "r:") as packed:
            found = {member.name: _member(packed, member, folder) for member in packed if member.name != _LIST}
            listed = packed.extractfile(_LIST)
            expected = json.loads(listed.read()) if listed else {}
    except (tarfile.TarError, KeyError, ValueError, EOFError) as error:
        raise UsageError(f"{source}: is no sound backup ({error})") from None
    except FileNotFoundError:
        raise UsageError(f"{source}: no such file") from None
    wrong = [name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name)]
    if wrong:
        raise UsageError(f"{source}: {len(wrong)} of its parts were changed or are missing, {min(wrong)} first")


def _member(packed: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> str:
    """Unpack one plain file that stays inside the folder; return its hash."""
    parts = PurePosixPath(member.name).parts
    stream = packed.extractfile(member) if member.isreg() else None
    if stream is None or ".." in parts or member.name.startswith("/"):
        raise tarfile.TarError(f"it holds {member.name!r}, which is no part of a project")
    path = folder.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    hashed = sha256()
    with path.open("wb") as out:
        while piece := stream.read(1 << 20):
            hashed.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if parts[0] == "archive":
        path.chmod(0o444)
    return hashed.hexdigest()


def _dump(database: Database, path: Path) -> Path:
    address = database.engine.url.set(drivername="postgresql")
    _run(["pg_dump", "--format=custom", "--no-owner", f"--file={path}", _bare(address.render_as_string())],
         address.password)  # fmt: skip
    return path


def _load(dump: Path, database: str) -> None:
    password = make_url(database).password
    _run(["pg_restore", "--no-owner", "--exit-on-error", f"--dbname={_bare(database)}", str(dump)], password)


def _bare(address: str) -> str:
    return make_url(address).set(password=None).render_as_string()


def _run(command: list[str], password: object) -> None:
    """Run one of PostgreSQL's own programs; the password never stands on its command line."""
    program = shutil.which(command[0])
    if program is None:
        raise UsageError(f"{command[0]}: not found; it comes with PostgreSQL's client programs")
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    done = subprocess.run([program, *command[1:]], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise UsageError(f"{command[0]}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")
