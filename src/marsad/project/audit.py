"""The audit written out, as lines that prove themselves or as a table; and such lines proved."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

from marsad.errors import UsageError
from marsad.export.cells import safe
from marsad.project.project import Project
from marsad.store.history import CHAINED, TOLD, Asked, every
from marsad.store.ledger import broken, digest

FORMATS = {"jsonl": "application/x-ndjson", "csv": "text/csv"}
_COLUMNS = ("id", "at", "by", "command", "action", "subject", "of", "field", "was", "now", "why", "detail", "hash")
_BOM = "\ufeff"


def note_export(project: Project, what: str, detail: dict[str, object], *, files: object = None) -> None:
    """Note that something was written out, by whom, with which filters; `files` is what its hashes are told from."""
    with project.run("export", detail) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        ledger.note("export", "export", 0, digest({"what": what, "files": files, **detail}), {"name": what, **detail})
        ledger.commit(connection)


def written(project: Project, asked: Asked, format: str) -> Iterator[str]:
    """Give the notes that are asked for as lines of a file, the oldest first.

    JSON lines hold every field that the chain is made of; a table holds what people read.
    """
    with project.database.read() as connection:
        if format == "jsonl":
            for note in every(connection, asked):
                yield json.dumps({name: note[name] for name in (*CHAINED, *TOLD)}, ensure_ascii=False) + "\n"
            return
        yield _BOM + _line(_COLUMNS)
        for note in every(connection, asked):
            yield _line([safe(note[name]) for name in _COLUMNS])


def _line(cells: Iterable[object]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerow(["" if cell is None else cell for cell in cells])
    return file.getvalue()


def proved(lines: Iterable[str]) -> tuple[int, list[str]]:
    """Return how many notes exported lines hold, and what is wrong with their chain.

    Raises `UsageError` where a line is no note.
    """
    counted = 0

    def notes() -> Iterator[dict[str, object]]:
        nonlocal counted
        for counted, line in enumerate(lines, 1):
            try:
                note = json.loads(line)
                yield {name: note[name] for name in CHAINED}
            except (ValueError, KeyError, TypeError):
                raise UsageError(f"line {counted}: is no note of an audit; give what marsad audit wrote") from None

    wrong = list(broken(notes()))
    return counted, wrong
