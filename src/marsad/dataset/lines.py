"""JSON lines read fast: one after the other, or by id without holding them all in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from marsad.errors import UsageError

Json = dict[str, Any]


def _decoder() -> Callable[[bytes], Any]:
    try:
        from msgspec.json import decode
    except ImportError:
        return json.loads
    return decode


decode = _decoder()


def records(path: Path) -> Iterator[Json]:
    """Give the records of a file of JSON lines; raises UsageError with the line that is none."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _record(line, path, number)


def _record(line: bytes, path: Path, number: int) -> Json:
    try:
        record = decode(line)
    except ValueError as error:
        raise UsageError(f"{path}:{number}: no JSON ({error}); one record a line is needed") from None
    if not isinstance(record, dict):
        raise UsageError(f"{path}:{number}: no record, but {type(record).__name__}")
    return record


class ById:
    """The records of a file by one of their fields; only where each begins is held in memory."""

    def __init__(self, path: Path | None, field: str) -> None:
        self._path, self._at = path, {}
        if path is None:
            return
        at: dict[str, int] = {}
        place = 0
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    record = _record(line, path, number)
                    if field not in record:
                        raise UsageError(f"{path}:{number}: has no '{field}'")
                    at[str(record[field])] = place
                place += len(line)
        self._at = at
        self._file = path.open("rb")

    def __len__(self) -> int:
        return len(self._at)

    def get(self, name: str) -> Json | None:
        """Return a record by its id, None where there is none."""
        place = self._at.get(name)
        if place is None:
            return None
        self._file.seek(place)
        found: Json = decode(self._file.readline())
        return found

    def close(self) -> None:
        """Let the file go."""
        if self._path is not None:
            self._file.close()
