"""The tables that a project is read with: Marsad's own, the project's added to them, and their fingerprint."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

from marsad import __version__
from marsad.errors import UsageError
from marsad.paths import data_root
from marsad.project.project import Project

_UNREAD = ("evaluation", "examples")
"""Folders of data that reading does not use; a change in them outdates nothing."""
_TENS = "\u0639\u0634\u0631\u0627\u062a"


def prepare(project: Project) -> tuple[Path, str]:
    """Return the folder of tables for a project, put together where it has its own, and their fingerprint.

    Raises `UsageError` where the project's tables do not fit those of Marsad.
    """
    base = data_root()
    changes = _changes(project, base)
    print_ = fingerprint(base, changes)
    if not changes:
        return base, print_
    folder = project.folder / ".cache" / f"data-{print_[:16]}"
    if not folder.exists():
        _build(folder, base, changes)
    return folder, print_


def _changes(project: Project, base: Path) -> dict[str, bytes]:
    """Return the files that differ from Marsad's: tables with rows added, files put in the place of others."""
    found: dict[str, bytes] = {}
    gazetteer = project.settings["gazetteer"]
    if gazetteer:
        found |= _files(project.folder / gazetteer, "places/", "gazetteer")
    overlay = project.folder / project.settings["overlay"]
    if project.settings["overlay"] and overlay.is_dir():
        for name, content in _files(overlay, "", "overlay").items():
            found[name] = _added(name, content, found.get(name), base)
    if project.settings["tens"]:
        hedges = "lexicon/hedges.tsv"
        table = found.get(hedges) or (base / hedges).read_bytes()
        found[hedges] = _with_tens(table, project.settings["tens"])
    return found


def _files(folder: Path, prefix: str, name: str) -> dict[str, bytes]:
    if not folder.is_dir():
        raise UsageError(f"codebook.{name}: {folder}: no such folder")
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {prefix + path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _added(name: str, content: bytes, earlier: bytes | None, base: Path) -> bytes:
    """Return Marsad's table with the project's rows behind its own; any other file takes the place of Marsad's."""
    path = base / name
    if not name.endswith(".tsv") or not path.exists():
        return content
    table = (earlier or path.read_bytes()).rstrip(b"\n")
    ours, theirs = _header(table), _header(content)
    if ours != theirs:
        raise UsageError(f"codebook.overlay: {name}: its columns are {theirs}, those of Marsad are {ours}")
    lines = content.split(b"\n")
    start = next(number for number, line in enumerate(lines) if _header(line) == theirs) + 1
    return table + b"\n" + b"\n".join(lines[start:])


def _header(table: bytes) -> str:
    rows = (line for line in table.split(b"\n") if line.strip() and not line.startswith(b"#"))
    return " ".join(next(rows, b"").decode("utf-8", "replace").split("\t"))


def _with_tens(table: bytes, least: int) -> bytes:
    """Return the table of hedges with another meaning of the one word for tens that stands alone."""
    lines = table.decode("utf-8").split("\n")
    for number, line in enumerate(lines):
        cells = line.split("\t")
        if cells[0] == _TENS and len(cells) > 3:
            cells[3] = str(least)
            lines[number] = "\t".join(cells)
    return "\n".join(lines).encode()


def fingerprint(base: Path, changes: dict[str, bytes]) -> str:
    """Return the hash of all tables that reading uses, with those files that differ."""
    hashed = sha256(f"marsad {__version__}".encode())
    names = {path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file()}
    for name in sorted(names | set(changes)):
        if name.split("/")[0] not in _UNREAD:
            content = changes[name] if name in changes else (base / name).read_bytes()
            hashed.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return hashed.hexdigest()


def _build(folder: Path, base: Path, changes: dict[str, bytes]) -> None:
    """Put the folder together aside, then under its name, so that a half-made one is never used."""
    aside = folder.with_name(folder.name + ".new")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(base, aside)
    for name, content in changes.items():
        path = aside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    aside.replace(folder)
