"""What a run is to do, noted once in its folder: so that the same command goes on where the last one was ended."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from marsad import __version__
from marsad.errors import UsageError
from marsad.intake.source import Given
from marsad.merge.copies import need_library
from marsad.paths import data_root
from marsad.project.codebook import fingerprint
from marsad.scale.files import put_json, read_json
from marsad.scale.reading import Settings
from marsad.scale.shards import Shard, cut, find, stamp

NAME = "plan.json"
REPORT = 3_000
"""Bytes that a report is taken to have, to guess how many there are."""
PER_PART = 10_000
"""Reports of a part of the files that are compared."""
MOST_PARTS = 512


_DIFFERS = {
    "asked": "with other inputs or options",
    "marsad": "by another version of Marsad",
    "tables": "with other tables",
    "files": "of files that have changed since",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks of a run."""

    inputs: tuple[str, ...]
    out: Path
    gazetteer: Path | None = None
    columns: tuple[tuple[str, str], ...] = ()
    given: Given = Given()  # noqa: RUF009 - frozen
    records: int = 2_000
    megabytes: float = 4.0
    copies: bool = True

    def told(self) -> dict[str, Any]:
        """Return what the results depend on, as the plan keeps it."""
        published = self.given.published.isoformat() if self.given.published else None
        return {
            "inputs": [_absolute(address) for address in self.inputs],
            "gazetteer": str(self.gazetteer.resolve()) if self.gazetteer else None,
            "columns": dict(self.columns),
            "given": {"published": published, "outlet": self.given.outlet, "country": self.given.country},
            "records": self.records,
            "megabytes": self.megabytes,
            "copies": self.copies,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """The settings of a run, and its shards in their order."""

    settings: Settings
    shards: tuple[Shard, ...]


def plan_of(asked: Asked) -> Plan:
    """Return the plan that the folder has, or make it.

    Raises UsageError where the folder's plan is another: other inputs, files that have changed, another codebook.
    """
    if asked.copies:
        need_library()
    made = asked.out / NAME
    files = list(find(asked.inputs))
    print_ = fingerprint(data_root(), {})
    now = {"asked": asked.told(), "marsad": __version__, "tables": print_,
           "files": {path: stamp(info) for path, _, _, info in files}}  # fmt: skip
    if made.exists():
        noted = read_json(made)
        for field, what in _DIFFERS.items():
            if noted[field] != now[field]:
                raise UsageError(f"{asked.out}: holds a run {what}: name another folder, or delete this one")
        return Plan(_settings(asked, print_, noted["parts"]), tuple(Shard(**one) for one in noted["shards"]))
    if asked.out.exists() and any(path.name != "lock" for path in asked.out.iterdir()):
        raise UsageError(f"{asked.out}: is not empty, and no run of `marsad scale`: name another folder")
    shards = [one for path, name, format, info in files
              for one in cut(path, name, format, info, asked.records, asked.megabytes)]  # fmt: skip
    parts = 1
    while parts < min(MOST_PARTS, sum(int(info["size"] or 0) for *_, info in files) / REPORT / PER_PART):
        parts *= 2
    put_json(made, now | {"parts": parts, "shards": [asdict(one) for one in shards]})
    return Plan(_settings(asked, print_, parts), tuple(shards))


def _settings(asked: Asked, print_: str, parts: int) -> Settings:
    gazetteer = str(asked.gazetteer.resolve()) if asked.gazetteer else None
    return Settings(str(asked.out.resolve()), print_, parts, gazetteer, asked.columns, asked.given, asked.copies)


def _absolute(address: str) -> str:
    return address if "://" in address else str(Path(address).resolve())


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Keep a second run out of the folder while this one is at work; the lock ends with the process."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "lock").open("w") as file:
        if os.name == "posix":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise UsageError(f"{out}: another run is at work there; wait for it, or end it") from None
        yield
