"""Read files in a process of its own, with a limit of time and of memory: a file that harms its reader harms no other.

What the process sends is JSON, never code.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Iterator
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any, Self

from marsad.intake.formats import reader
from marsad.intake.source import Given, Unread
from marsad.intake.taking import File, Item, Passed, Taking, clean
from marsad.model import Arrival, Report

SECONDS = 8.0
"""How long one report may take."""
MEGABYTES = 512
"""How much memory the process may take."""
_START = 60.0
_ANSWER = 256 << 20


class Box:
    """A process that reads files one after the other; it is started when it is needed, and anew after a failure."""

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def read(self, format: str, file: File, taking: Taking) -> Iterator[Item]:
        """Give what the format's reader finds; a file that it cannot end is refused."""
        connection = self._start()
        try:
            connection.send_bytes(json.dumps(_task(format, file, taking)).encode())
            yield from self._answers(connection, file)
        except (EOFError, OSError):
            self.close()
            yield Unread(file.name, f"ended its reader without a word; it is damaged, or an attack on {format} readers")
        except GeneratorExit:
            self.close()
            raise

    def _answers(self, connection: Connection, file: File) -> Iterator[Item]:
        seconds = _START
        while True:
            if not connection.poll(seconds):
                self.close()
                yield Unread(file.name, f"took longer than {self._seconds:g} seconds to read, and was given up")
                return
            answer = json.loads(connection.recv_bytes(_ANSWER))
            seconds = self._seconds
            if answer["is"] == "end":
                return
            if answer["is"] == "fail":
                self.close()
                yield Unread(file.name, answer["problem"])
                return
            if answer["is"] != "begin":
                yield _item(answer)

    def _start(self) -> Connection:
        if self._process is not None and self._process.is_alive() and self._connection is not None:
            return self._connection
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._megabytes), daemon=True)
        self._process.start()
        theirs.close()
        self._connection = ours
        return ours

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _serve(connection: Connection, megabytes: int) -> None:
    """Read what is asked for until nobody asks any more; the body of the process."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what libraries complain of is told by the refusal
    limit = None
    while True:
        try:
            task = json.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        given = Given(*(_day(task["given"][0]), *task["given"][1:]))
        taking = Taking(given, task["encoding"], task["columns"], task["zone"])
        read = reader(task["format"])
        _warm(task["format"])
        limit = limit or _limit(megabytes)
        _send(connection, {"is": "begin"})
        items = read(File(Path(task["path"]), task["name"], task["id"]), taking)
        _read_one(connection, items, task["format"], megabytes)


def _read_one(connection: Connection, items: Iterator[Item], format: str, megabytes: int) -> None:
    """Send what a reader finds; whatever it stumbles over ends the file, not the process."""
    try:
        for item in items:
            _send(connection, _answer(item))
    except MemoryError:
        _send(connection, {"is": "fail", "problem": f"needs more than {megabytes} MB of memory to read"})
    except RecursionError:
        _send(connection, {"is": "fail", "problem": "is nested too deeply to read"})
    except Exception as error:  # noqa: BLE001 - a library's reader may raise anything over a hostile file
        words = (clean(str(error)) or type(error).__name__)[:200]
        _send(connection, {"is": "fail", "problem": f"cannot be read as {format} ({words})"})
    else:
        _send(connection, {"is": "end"})


def _warm(format: str) -> None:
    """Load a format's library before the clock starts."""
    if format in ("html", "warc", "wacz"):
        import trafilatura  # noqa: F401
    if format in ("warc", "wacz"):
        import warcio.archiveiterator  # noqa: F401


def _limit(megabytes: int) -> bool:
    """Keep this process below so much memory, where the system can."""
    try:
        import resource
    except ImportError:
        return True
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True


def _send(connection: Connection, value: dict[str, object]) -> None:
    connection.send_bytes(json.dumps(value).encode())


def _task(format: str, file: File, taking: Taking) -> dict[str, object]:
    given = taking.given
    return {
        "format": format, "path": str(file.path), "name": file.name, "id": file.id, "encoding": taking.encoding,
        "columns": dict(taking.columns), "zone": taking.zone,
        "given": [given.published.isoformat() if given.published else None, given.outlet, given.country],
    }  # fmt: skip


def _answer(item: Item) -> dict[str, object]:
    if isinstance(item, Unread):
        return {"is": "unread", "where": item.where, "what": item.problem}
    if isinstance(item, Passed):
        return {"is": "passed", "where": item.where, "what": item.what}
    report = item.report
    said = [report.id, report.text, report.published.isoformat() if report.published else None, report.outlet]
    said += [report.url, report.title, report.country]
    return {
        "is": "arrival", "report": said, "locator": item.locator, "extractor": item.extractor, "meta": dict(item.meta)
    }  # fmt: skip


def _item(answer: dict[str, Any]) -> Item:
    if answer["is"] == "unread":
        return Unread(answer["where"], answer["what"])
    if answer["is"] == "passed":
        return Passed(answer["where"], answer["what"])
    id, text, published, *rest = answer["report"]
    report = Report(id, text, _day(published), *rest)
    return Arrival(report, answer["locator"], answer["extractor"], answer["meta"])


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
