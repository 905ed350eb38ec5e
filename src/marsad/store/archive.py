"""The archive: raw bytes under their SHA-256, written once, never changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from marsad.errors import UsageError

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Staged:
    """Bytes that were copied aside and hashed; `path` is where they lie until they are kept or dropped."""

    path: Path
    sha256: str
    size: int


class Archive:
    """A folder of objects: `ab/ab12…` holds the bytes whose SHA-256 that is."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._incoming = root / "incoming"

    def create(self) -> None:
        """Make the folders."""
        self._incoming.mkdir(parents=True, exist_ok=True)

    def path(self, digest: str) -> Path:
        """Return where an object lies."""
        return self.root / digest[:2] / digest

    def stage(self, stream: BinaryIO, limit: int) -> Staged:
        """Copy a stream aside and hash it.

        Raises `UsageError` where it is longer than `limit` bytes.
        """
        self.create()
        path = self._incoming / f"{os.getpid()}-{os.urandom(6).hex()}"
        hashed, size = sha256(), 0
        try:
            with path.open("wb") as out:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise UsageError(f"is longer than {limit >> 20:,} MB; raise max_file_mb in marsad.toml")
                    hashed.update(chunk)
                    out.write(chunk)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return Staged(path, hashed.hexdigest(), size)

    def keep(self, staged: Staged) -> None:
        """Put staged bytes in their place, on the disk for good; where they lie there already, nothing changes."""
        place = self.path(staged.sha256)
        if place.exists():
            return
        place.parent.mkdir(exist_ok=True)
        with staged.path.open("rb") as written:
            os.fsync(written.fileno())
        staged.path.chmod(0o444)
        try:
            place.hardlink_to(staged.path)
        except FileExistsError:
            return
        for folder in (place.parent, self.root):
            _sync(folder)

    def drop(self, staged: Staged) -> None:
        """Throw staged bytes away."""
        staged.path.unlink(missing_ok=True)

    def delete(self, digest: str) -> None:
        """Overwrite and delete an object, on a safety request alone."""
        path = self.path(digest)
        if not path.exists():
            return
        path.chmod(0o600)
        with path.open("r+b") as out:
            for _ in range(0, path.stat().st_size, _CHUNK):
                out.write(bytes(_CHUNK))
            os.fsync(out.fileno())
        path.unlink()
        _sync(path.parent)

    def objects(self) -> Iterator[str]:
        """Give the hashes of all objects, by their names."""
        for folder in sorted(self.root.iterdir()) if self.root.is_dir() else ():
            if folder != self._incoming and folder.is_dir():
                yield from sorted(path.name for path in folder.iterdir())

    def clean(self) -> None:
        """Drop what an interrupted run left aside."""
        for path in self._incoming.iterdir() if self._incoming.is_dir() else ():
            if not _alive(path.name.partition("-")[0]):
                path.unlink(missing_ok=True)

    def check(self, digest: str) -> str | None:
        """Return what is wrong with an object, or None: it is read and hashed anew."""
        try:
            with self.path(digest).open("rb") as stream:
                found = hash_of(stream)
        except FileNotFoundError:
            return "is missing"
        except OSError as error:
            return f"cannot be read: {error.strerror}"
        return None if found == digest else "was changed: its bytes have another hash"


def hash_of(stream: BinaryIO) -> str:
    """Return the SHA-256 of a stream."""
    hashed = sha256()
    while chunk := stream.read(_CHUNK):
        hashed.update(chunk)
    return hashed.hexdigest()


def _sync(folder: Path) -> None:
    """Make a new name in a folder last; where a system cannot, the file itself is safe still."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _alive(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
