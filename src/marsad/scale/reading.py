"""A shard read: its assertions, where they are compared, and a manifest of what came of it."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from platform import node
from typing import Any

from marsad import __version__
from marsad.errors import UsageError
from marsad.intake import Unread
from marsad.intake.source import Given
from marsad.intake.taking import Passed
from marsad.merge import World, account_of
from marsad.model import Report
from marsad.paths import data_root
from marsad.pipeline import Coder
from marsad.project.codebook import fingerprint
from marsad.scale.blocks import BLOCKS, block_rows
from marsad.scale.files import WHOLE_PART, Gathered, put_json
from marsad.scale.inputs import Hashed, read
from marsad.scale.schema import ASSERTIONS, assertion, schema
from marsad.scale.shards import Shard
from marsad.scale.signing import BANDS, REPORTS, report_rows
from marsad.text.length import unread
from marsad.work import within
from marsad.work.collector import rest

SECONDS = 5.0
"""Seconds of the processor that one report may take."""
SLOW = 3
"""So many of the slowest reports of a shard are named."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run reads: where to, with which places and columns, what is said of all reports, into how many parts."""

    out: str
    fingerprint: str
    parts: int
    gazetteer: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    given: Given = field(default_factory=Given)
    copies: bool = True

    def file(self, folder: str, name: str) -> Path:
        """Return the path of a file of the run."""
        return Path(self.out) / folder / name


@dataclass(frozen=True, slots=True)
class Task:
    """A shard to read, without the reports of these numbers, which end their reader."""

    settings: Settings
    shard: Shard
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """Reports of a shard that are read for nothing but to see whether the reader survives."""

    task: Task
    first: int
    last: int


@dataclass(slots=True)
class _Found:
    """What a shard gives."""

    rows: Gathered = field(default_factory=lambda: Gathered(schema(ASSERTIONS)))
    blocks: Gathered = field(default_factory=lambda: Gathered(BLOCKS))
    bands: Gathered = field(default_factory=lambda: Gathered(BANDS))
    texts: Gathered = field(default_factory=lambda: Gathered(REPORTS))
    rejects: list[dict[str, str]] = field(default_factory=list)
    passed: int = 0
    reports: int = 0
    characters: int = 0
    kinds: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    shortened: list[str] = field(default_factory=list)
    times: list[tuple[float, str, int]] = field(default_factory=list)

    def reject(self, cause: str, where: str, problem: str) -> None:
        self.rejects.append({"cause": cause, "where": where, "problem": problem})


@cache
def coder(gazetteer: str | None) -> Coder:
    """Return this process's coder; what it loads stays for good, so the collector never walks it."""
    made = Coder(gazetteer=Path(gazetteer) if gazetteer else None)
    rest()
    return made


@cache
def world() -> World:
    """Return this process's knowledge for merging."""
    return World.load(data_root())


@cache
def _check_tables(wanted: str) -> None:
    """Raise UsageError where this process, maybe on another machine, has other tables than who gave the work."""
    if fingerprint(data_root(), {}) != wanted:
        raise UsageError(f"{node()}: has other tables or another Marsad than the machine that gives the work")


def read_shard(task: Task) -> dict[str, Any]:
    """Read a shard and write its files; the manifest, written last, says that all are there.  Return the manifest."""
    settings, shard = task.settings, task.shard
    _check_tables(settings.fingerprint)
    _warm(settings)
    began, found, digest = time.perf_counter(), _Found(), Hashed()
    for number, item in enumerate(read(shard, dict(settings.columns), settings.given, digest)):
        if isinstance(item, Passed):
            found.passed += 1
        elif isinstance(item, Unread):
            found.reject("unreadable", item.where, item.problem)
        elif number in task.without:
            found.reject("ends its reader", item.id, "ended its reader twice, the second time alone; left unread")
        else:
            _read_report(settings, item, found)
    found.rows.write_whole(settings.file("shards", f"{shard.key}.parquet"))
    found.blocks.write(settings.file("work/blocks", f"{shard.key}.parquet"))
    if settings.copies:
        found.texts.write_whole(settings.file("work/reports", f"{shard.key}.parquet"))
        found.bands.write(settings.file("work/bands", f"{shard.key}.parquet"))
    spent = time.perf_counter() - began
    slowest = [[round(seconds, 3), id, size] for seconds, id, size in sorted(found.times, reverse=True)[:SLOW]]
    put_json(settings.file("shards", f"{shard.key}.time.json"), {"seconds": round(spent, 3), "slowest": slowest})
    manifest = _manifest(task, found, digest)
    put_json(settings.file("shards", f"{shard.key}.json"), manifest)
    return manifest


def _warm(settings: Settings) -> None:
    """Load what reading needs before any clock runs."""
    coder(settings.gazetteer)
    world()


def _manifest(task: Task, found: _Found, digest: Hashed) -> dict[str, Any]:
    shard = task.shard
    return {
        "shard": {"file": shard.name, "format": shard.format, "first": shard.first, "last": shard.last},
        "input_hash": f"blake2b-128:{digest.hex()}",
        "marsad": __version__,
        "codebook": coder(task.settings.gazetteer).codebook.settings.version,
        "tables": task.settings.fingerprint,
        "reports": found.reports,
        "passed_over": found.passed,
        "characters": found.characters,
        "assertions": found.rows.count,
        "rejects": found.rejects,
        "shortened": found.shortened,
        "kinds_by_month": {month: dict(sorted(kinds.items())) for month, kinds in sorted(found.kinds.items())},
    }


def _read_report(settings: Settings, report: Report, found: _Found) -> None:
    """Code a report within its time; one that cannot be coded is noted with the reason."""
    began = time.process_time()
    try:
        records = within(SECONDS, lambda: [event.to_dict() for event in coder(settings.gazetteer).extract(report)])
    except TimeoutError as error:
        found.reject("too slow", report.id, str(error))
        return
    except Exception as error:  # noqa: BLE001 - whatever a report makes the reading stumble over is told
        found.reject("error", report.id, f"{type(error).__name__}: {error}"[:300])
        return
    found.times.append((time.process_time() - began, report.id, len(report.text)))
    if settings.copies:
        about_text, entries = report_rows(report, found.reports, settings.parts)
        found.texts.add(WHOLE_PART, about_text)
        for part, entry in entries:
            found.bands.add(part, entry)
    found.reports += 1
    found.characters += len(report.text)
    if left := unread(report.text):
        found.shortened.append(f"{report.id}: {left}")
    about = {"outlet": report.outlet, "published": report.published, "url": report.url, "title": report.title}
    for record in json.loads(json.dumps(records, allow_nan=False)):
        words = [report.text[start:end] for start, end in record["evidence"]]
        row = assertion(record, about, [" ".join(quote.split()) for quote in words])
        month = row["first_day"].isoformat()[:7] if row["first_day"] else "none"
        found.kinds[month][record["kind"]] += 1
        account = account_of(record, {**about, "evidence": row["quotes"]}, world())
        for part, entry in block_rows(account, found.rows.count, settings.parts):
            found.blocks.add(part, entry)
        found.rows.add(WHOLE_PART, row)


def length(task: Task) -> int:
    """Return how many items a shard has, coding none."""
    return sum(1 for _ in read(task.shard, dict(task.settings.columns), task.settings.given, Hashed()))


def probe(asked: Probe) -> int:
    """Code a stretch of a shard and keep nothing; whoever returns has survived it."""
    task = asked.task
    _warm(task.settings)
    for number, item in enumerate(read(task.shard, dict(task.settings.columns), task.settings.given, Hashed())):
        if asked.first <= number < asked.last and isinstance(item, Report):
            _read_report(task.settings, item, _Found())
    return asked.last - asked.first
