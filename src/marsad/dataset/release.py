"""A version frozen in a folder of its own: its files, their hashes, what changed since the last, where old ids lead.

releases/
  links.json          every id ever released: in which releases, and what it leads to now
  v2026.11/           happenings.jsonl, happenings.csv, manifests, changes.json, changes.md, release.json
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from marsad.dataset.changes import Changes, changes, in_words
from marsad.dataset.codes import NOTICE
from marsad.dataset.export import Order, Origin, export
from marsad.dataset.lines import records
from marsad.dataset.manifest import SUFFIX, hash_of
from marsad.dataset.writers import FORMATS
from marsad.errors import UsageError

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
TABLE = "happenings.jsonl"
RECORD = "release.json"
LINKS = "links.json"


@dataclass(frozen=True, slots=True)
class Released:
    """What a release holds."""

    folder: Path
    record: dict[str, Any]
    changes: Changes


def release(name: str, files: Origin, order: Order, formats: Sequence[str], to: Path, why: str, root: Path) -> Released:
    """Freeze a version; a name is given once, and what was released is not written over."""
    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} is no name of a release: letters, digits, '.', '-', '_', such as v2026.11")
    folder = to / name
    if folder.exists():
        raise UsageError(f"{folder}: is released already; give the new one another name")
    last = latest(to)
    making = to / f".{name}.part"
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        record, found = _fill(making, name, files, order, formats, last, why, root)
        making.rename(folder)
    except BaseException:
        shutil.rmtree(making, ignore_errors=True)
        raise
    _link(to, name, found, [row["id"] for row in records(folder / TABLE)])
    return Released(folder, record, found)


def latest(to: Path) -> Path | None:
    """Return the folder of the last release, None where there is none."""
    found = [path.parent for path in to.glob(f"*/{RECORD}")]
    return max(found, key=lambda path: _record(path)["number"], default=None)


def verify(folder: Path) -> list[str]:
    """Say which files of a release are missing or not what they were."""
    wrong = []
    for row in _record(folder)["files"]:
        path = folder / row["name"]
        if not path.is_file():
            wrong.append(f"{path}: is missing")
        elif hash_of(path) != row["sha256"]:
            wrong.append(f"{path}: is not what was released")
    return wrong


def resolve(to: Path, id: str) -> dict[str, Any]:
    """Return where an id was released and what it leads to now."""
    links = _links(to)
    if id not in links:
        raise UsageError(f"{id}: was never released in {to}")
    found, seen = dict(links[id]), {id}
    while found["now"] not in (None, *seen):
        seen.add(found["now"])
        found["now"] = links[found["now"]]["now"]
    return found


def _fill(
    folder: Path,
    name: str,
    files: Origin,
    order: Order,
    formats: Sequence[str],
    last: Path | None,
    why: str,
    root: Path,
) -> tuple[dict[str, Any], Changes]:
    """Write the files of a release into its folder."""
    for format in dict.fromkeys(("jsonl", *formats)):
        ending = FORMATS[format].ending
        stem = (
            "happenings" if FORMATS[format].layout == "table" and format in ("csv", "jsonl") else f"happenings-{format}"
        )
        export(files, replace(order, format=format, out=folder / f"{stem}{ending}"), root)
    before = list(records(last / TABLE)) if last else []
    found = changes(before, list(records(folder / TABLE)))
    number = _record(last)["number"] + 1 if last else 1
    about = {"release": name, "number": number, "made": order.made.isoformat(timespec="seconds"), "why": why,
             "after": last.name if last else None}  # fmt: skip
    _write(folder / "changes.json", about | found.told())
    (folder / "changes.md").write_text(in_words(name, last.name if last else None, why, found), encoding="utf-8")
    _write(folder / "dataset.json", _described(name, order, json.loads((folder / (TABLE + SUFFIX)).read_text("utf-8"))))
    listed = [{"name": path.name, "bytes": path.stat().st_size, "sha256": hash_of(path)}
              for path in sorted(folder.iterdir())]  # fmt: skip
    record = about | {"notice": NOTICE, "counts": found.counts(), "files": listed}
    _write(folder / RECORD, record)
    return record, found


def _described(name: str, order: Order, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the release as search engines and catalogues read it (schema.org)."""
    counts = manifest["counts"]
    stretch = f"{counts['first_day']}/{counts['last_day']}" if counts["first_day"] else None
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": f"Happenings, {name}",
        "version": name,
        "description": f"{manifest['what']}. {NOTICE}",
        "dateCreated": order.made.date().isoformat(),
        "temporalCoverage": stretch,
        "variableMeasured": manifest["columns"],
    }


def _link(to: Path, name: str, found: Changes, ids: Sequence[str]) -> None:
    """Note where every id was released, and what those lead to that are no more."""
    links = _links(to)
    for id in ids:
        links.setdefault(id, {"releases": [], "now": id})
        links[id]["releases"].append(name)
        links[id]["now"] = id
    for gone in found.withdrawn:
        links[gone.id]["now"] = gone.into
    _write(to / LINKS, links)


def _links(to: Path) -> dict[str, Any]:
    path = to / LINKS
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def _record(folder: Path) -> dict[str, Any]:
    path = folder / RECORD
    if not path.is_file():
        raise UsageError(f"{folder}: is no release; it has no {RECORD}")
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _write(path: Path, record: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
