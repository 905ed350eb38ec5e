"""Writes into a project without end and tells each change once it is acknowledged; made to be killed."""

from __future__ import annotations

import io
import json
import os
import random
import signal
import time
from pathlib import Path

from sqlalchemy import func, select

from marsad.intake.taking import Taking
from marsad.model import Report
from marsad.pipeline import Coder
from marsad.project.add import Coming, Intake, Wish
from marsad.project.project import Project, open_project
from marsad.store.check import prove
from marsad.store.decisions import decide
from marsad.store.readings import Read, Stamp, save_readings
from marsad.store.tables import ASSERTIONS, DECISIONS, READINGS, REPORTS

TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين. الدفعة {}."


def crash(folder: Path, coder: Coder, times: int, seed: int, every: int = 1) -> tuple[int, list[str]]:
    """Kill a writer so many times at random instants; return how many changes it told, and all that is wrong."""
    chance = random.Random(seed)  # noqa: S311 - the same instants at every run, as far as a clock allows
    told: set[str] = set()
    wrong: list[str] = []
    for number in range(times):
        told |= _one(folder, coder, f"{seed}-{number}", chance.uniform(0.01, 0.25))
        if number % every == every - 1 or number == times - 1:
            wrong += _check(folder, told)
    return len(told), wrong


def _one(folder: Path, coder: Coder, name: str, seconds: float) -> set[str]:
    """Let a writer run for so long, kill it, and return what it had told."""
    out, into = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(out)
        try:
            _write(folder, coder, name, into)
        finally:
            os._exit(1)
    os.close(into)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    with os.fdopen(out, encoding="utf-8") as stream:
        lines = stream.read().split("\n")
    return {line for line in lines[:-1] if line}


def _write(folder: Path, coder: Coder, name: str, into: int) -> None:
    """Add, read and decide, and tell of each only when it is done."""
    project = open_project(folder, {}, {}, "writer")
    with project.run("crash", {}) as ledger:
        for number in range(10_000):
            ids = [f"{name}-{number}-{part}" for part in range(3)]
            lines = [json.dumps({"id": id, "text": TEXT.format(id)}, ensure_ascii=False) for id in ids]
            intake = Intake(project, ledger, Wish(Taking()))
            source = Coming("a.jsonl", "a", f"/there/{name}-{number}", "file", io.BytesIO("\n".join(lines).encode()))
            for _ in intake.take(source):
                pass
            os.write(into, "".join(f"report {id}\n" for id in ids).encode())
            with project.database.write() as connection:
                ledger.begin(connection)
                rows = connection.execute(select(REPORTS.c.id, REPORTS.c.name).where(REPORTS.c.name.in_(ids))).all()
                reads = [
                    Read(row.id, 1, TEXT.format(row.name), coder.extract(Report(row.name, TEXT.format(row.name))))
                    for row in rows
                ]
                save_readings(connection, ledger, reads, Stamp("crash", "f"))
                ledger.commit(connection)
            os.write(into, "".join(f"reading {id}\n" for id in ids).encode())
            event = reads[0].events[0].event_id
            with project.database.write() as connection:
                ledger.begin(connection)
                decide(connection, ledger, event, "accepted", None)
                ledger.commit(connection)
            os.write(into, f"decision {event}\n".encode())


def _check(folder: Path, told: set[str]) -> list[str]:
    """Return what was told and is not there, what is there twice, and all that verify finds."""
    project: Project = open_project(folder, {}, {}, "checker")
    with project.database.read() as connection:
        reports = set(connection.scalars(select(REPORTS.c.name)))
        joined = select(REPORTS.c.name).join(READINGS, READINGS.c.report_id == REPORTS.c.id)
        readings = set(connection.scalars(joined))
        decided = select(ASSERTIONS.c.name).join(DECISIONS, DECISIONS.c.assertion_id == ASSERTIONS.c.id)
        decisions = list(connection.scalars(decided))
        texts = connection.scalar(select(func.count(REPORTS.c.key.distinct()))) or 0
    there = {f"report {name}" for name in reports} | {f"reading {name}" for name in readings}
    there |= {f"decision {name}" for name in decisions}
    wrong = [f"lost: {change}" for change in sorted(told - there)]
    if texts != len(reports) or len(decisions) != len(set(decisions)):
        wrong.append("doubled")
    wrong += prove(project.database, project.archive).faults
    project.archive.clean()
    project.close()
    return wrong
