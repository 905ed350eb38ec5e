"""The steps of the way from bytes to a dataset, each with what it is given: `steps` yields one after the other."""

from __future__ import annotations

import io
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import corpus
import large_export
import large_merge

from marsad.cli.loading import load_coder
from marsad.dataset.export import Files, Order, export
from marsad.extract.dates import find_dates
from marsad.extract.places import find_topics
from marsad.intake import Given
from marsad.intake.taking import Taking
from marsad.merge import Merger, World
from marsad.merge.weigh import load_weights
from marsad.model import Report
from marsad.paths import data_root
from marsad.pipeline import Coder
from marsad.project.add import Coming, Intake, Wish
from marsad.project.process import process
from marsad.project.project import Project, create
from marsad.resolve.place_votes import report_country
from marsad.store import query
from marsad.store.conditions import Filter
from marsad.text.fold import fold
from marsad.text.tokens import tokenize

REPORTS, STORED, PROCESSED, ACCOUNTS, HAPPENINGS = 150, 400, 80, 4000, 4000
QUESTIONS = ("الرقة", "غارات", "الدفاع المدني", "قتلى مدنيين", "حلب قصف", "صنعاء", "اشتباكات عنيفة", "طرابلس")


@dataclass(frozen=True, slots=True)
class Step:
    """What is measured: `run` is given what `ready` made, which is not measured; `raw` is what it reads, as bytes."""

    name: str
    unit: str
    count: int
    raw: bytes
    run: Callable[[object], object]
    ready: Callable[[], object] | None = None


def steps() -> Iterator[Step]:
    """Yield every step, in the order of the way; what they share lives until the last one was run."""
    reports = corpus.told(REPORTS)
    yield from _of_texts(load_coder(), reports)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        yield from _of_projects(root, corpus.as_lines(corpus.told(STORED)))
        yield _merge()
        yield _export(root)


def _of_texts(coder: Coder, reports: list[Report]) -> Iterator[Step]:
    """Yield the steps in memory, on one core."""
    raw = "\n".join(report.text for report in reports).encode()
    texts = [report.text for report in reports]
    tokens = [tokenize(text) for text in texts]
    readings = [coder.read(report) for report in reports]
    for report in reports:
        coder.extract(report)

    def step(name: str, run: Callable[[object], object]) -> Step:
        return Step(name, "report", len(reports), raw, run)

    yield step("fold", lambda _: [fold(text) for text in texts])
    yield step("tokenise", lambda _: [tokenize(text) for text in texts])
    yield step("match", lambda _: [coder._matcher.find(one) for one in tokens])  # noqa: SLF001
    yield step("dates", lambda _: [find_dates(one, coder._dates) for one in tokens])  # noqa: SLF001
    yield step("read", lambda _: [coder.read(report) for report in reports])
    yield step("resolve", lambda _: [_resolve(coder, reading) for reading in readings])
    yield step("extract", lambda _: [coder.extract(report) for report in reports])


def _resolve(coder: Coder, reading: object) -> None:
    """Resolve the places of a report that was read."""
    places, tokens = reading.places, reading.tokens  # type: ignore[attr-defined]
    country = report_country(places, coder.gazetteer, None)
    coder.place_resolver.resolve(places, tokens, country, find_topics(places, tokens))


def _of_projects(root: Path, raw: bytes) -> Iterator[Step]:
    """Yield the steps of a project on disk."""
    few = b"".join(raw.splitlines(keepends=True)[:PROCESSED])
    yield Step("store", "report", STORED, raw, lambda made: _add(made, raw), lambda: _project(root))
    yield Step("process", "report", PROCESSED, few, _process, lambda: _filled(root, few))
    asked = _filled(root, raw)
    yield Step("search", "question", len(QUESTIONS), raw, lambda _: _search(asked))
    asked.close()


def _project(root: Path) -> Project:
    return create(Path(tempfile.mkdtemp(dir=root), "desk"), "", None, os.environ, "bench")


def _filled(root: Path, raw: bytes) -> Project:
    project = _project(root)
    _add(project, raw)
    return project


def _add(project: object, raw: bytes) -> None:
    """Take JSON lines into a project."""
    assert isinstance(project, Project)
    with project.run("add", {}) as ledger:
        intake = Intake(project, ledger, Wish(Taking(Given(), zone=project.settings["timezone"])))
        for _ in intake.take(Coming("bench.jsonl", "bench", "bench.jsonl", "file", io.BytesIO(raw))):
            pass
        intake.close()


def _process(project: object) -> None:
    """Read all that waits, with as many processes as there are cores."""
    assert isinstance(project, Project)
    with project.run("process", {}) as ledger:
        for _ in process(project, ledger):
            pass


def _search(project: Project) -> None:
    for words in QUESTIONS:
        with project.database.read() as connection:
            list(query.reports(project.database, connection, Filter(words=words)))


def _merge() -> Step:
    """Return the step that merges accounts made by chance."""
    world, weights = World.load(data_root()), load_weights(data_root() / "weights" / "merge.tsv")
    accounts = list(large_merge.made(ACCOUNTS, world, {}))

    def run(_: object) -> None:
        merger = Merger(world, weights)
        merger.add(accounts)
        merger.groups()

    return Step("merge", "account", ACCOUNTS, "\n".join(map(repr, accounts)).encode(), run)


def _export(root: Path) -> Step:
    """Return the step that writes happenings as our own CSV."""
    path, out = root / "happenings.jsonl", root / "out.csv"
    large_export.make(path, HAPPENINGS)

    def run(_: object) -> None:
        out.unlink(missing_ok=True)
        export(Files(path), Order("csv", out, datetime(2026, 1, 1, tzinfo=UTC)), data_root())

    return Step("export", "happening", HAPPENINGS, path.read_bytes(), run)


def known_words() -> frozenset[str]:
    """Return words to look up in the limit: some tens of thousands, as a matcher has them."""
    chance = random.Random(3)  # noqa: S311
    made = {"".join(chance.choices("ابتجحدرزسشصطعفقكلمنهوي", k=chance.randint(3, 7))) for _ in range(40_000)}
    return frozenset(made | {word for report in corpus.told(20) for word in report.text.split()})
