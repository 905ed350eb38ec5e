"""The codebook as it was compiled the last time, kept in the user's cache folder and checked against data and code.

Reading the tables and filing their patterns takes four times as long as reading back what came of it.  What is kept
counts only where data and code are, byte for byte, those it was made of; it may be deleted at any time.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from marsad.paths import PACKAGE, data_root
from marsad.pipeline import Coder

VARIABLE = "MARSAD_CACHE"
"""The variable of the environment that names another folder; empty, nothing is kept."""
SIZE = 32
"""Bytes of a hash."""


def compiled() -> Coder:
    """Return the coder of Marsad's own tables: as kept, else made and kept for the next time."""
    folder = cache_folder()
    if folder is None:
        return Coder()
    fingerprint = _fingerprint()
    path = folder / "codebook.bin"
    coder = _kept(path, fingerprint)
    if coder is None:
        coder = Coder()
        _keep(path, fingerprint, coder)
    return coder


def cache_folder() -> Path | None:
    """Return the folder of the user's caches that is Marsad's; None where nothing is to be kept."""
    told = os.environ.get(VARIABLE)
    if told is not None:
        return Path(told) if told else None
    places = (os.environ.get("XDG_CACHE_HOME"), os.environ.get("LOCALAPPDATA"))
    with suppress(RuntimeError):
        return Path(next(filter(None, places), None) or Path.home() / ".cache") / "marsad"
    return None


def _fingerprint() -> bytes:
    """Return the hash of every table, of the code that reads them, and of Python's version."""
    digest = blake2b(sys.version.encode(), digest_size=SIZE)
    for path in _sources():
        digest.update(f"\n{path.name}\n".encode())
        digest.update(path.read_bytes())
    return digest.digest()


def _sources() -> Iterator[Path]:
    for folder, pattern in ((data_root(), "*"), (PACKAGE, "*.py")):
        yield from sorted(path for path in folder.rglob(pattern) if path.is_file())


def _kept(path: Path, fingerprint: bytes) -> Coder | None:
    """Return what is kept, if it is whole, of these sources, and nobody else may have written it."""
    try:
        if not _private(path):
            return None
        told = path.read_bytes()
    except OSError:
        return None
    of, check, body = told[:SIZE], told[SIZE : 2 * SIZE], told[2 * SIZE :]
    if of != fingerprint or check != blake2b(body, digest_size=SIZE).digest():
        return None
    with suppress(Exception):
        coder = pickle.loads(body)  # noqa: S301 (of our own making: see `_private`)
        return coder if isinstance(coder, Coder) else None
    return None


def _private(path: Path) -> bool:
    """Tell whether file and folder are the user's own, and no other may write them."""
    if not hasattr(os, "getuid"):
        return True
    states = path.stat(), path.parent.stat()
    return all(one.st_uid == os.getuid() and not one.st_mode & (stat.S_IWGRP | stat.S_IWOTH) for one in states)


def _keep(path: Path, fingerprint: bytes, coder: Coder) -> None:
    """Write what was made beside its place, then put it there; where it cannot be kept, nothing is lost."""
    from tempfile import NamedTemporaryFile

    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        body = pickle.dumps(coder, protocol=5)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(fingerprint + blake2b(body, digest_size=SIZE).digest() + body)
        Path(file.name).replace(path)
