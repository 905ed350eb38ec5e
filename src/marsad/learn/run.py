"""A whole training: every question, the held-out score, the confidence, the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from marsad.codebook.load import load_codebook
from marsad.codebook.weights import ENTRY, SCALE, SHIFT, Weights
from marsad.evaluate import Annotated, Score, Words, align
from marsad.evaluate.told import from_record
from marsad.intake import parse_day
from marsad.learn.calibrate import line
from marsad.learn.entries import learn_entries
from marsad.learn.fit import Table
from marsad.learn.folds import Lent, gather_in, reader
from marsad.learn.tables import write_tables
from marsad.learn.train import LESSONS, Learned, held_out, train
from marsad.model import Report
from marsad.paths import data_root
from marsad.pipeline import Coder
from marsad.work import cores
from marsad.work.pool import Pool


def learn(
    reports: Sequence[Annotated],
    aside: Sequence[Sequence[Annotated]],
    words: Words,
    folder: Path,
    gazetteer: Path | None = None,
    only: Sequence[str] = (),
) -> Iterator[Learned | Score]:
    """Learn from `reports`, fit the confidence on the folders of `aside`, where there are any, and write the tables.

    Gives each question as it is learned, then the score of the reports, each read with weights that never saw it.  With
    `only`, those questions are learned and the others answered by the tables that there are.
    """
    known = load_codebook(data_root()).weights if only else {}
    tables: dict[str, Table] = {}
    if not only or ENTRY in only:
        entries = learn_entries(Coder(gazetteer=gazetteer), reports)
        yield entries
        tables[ENTRY] = entries.table
    kept = {question: table for question, table in known.items() if question not in only}
    lent = Lent(reports, words, (known | tables)[ENTRY])
    lessons = [lesson for lesson in LESSONS if not only or lesson.question in only]
    held: list[Weights] = []
    with Pool(cores()) as pool:
        for learned in train(gather_in(pool, lent), reports, held, lessons, kept):
            tables[learned.question] = learned.table
            yield learned
    coder, watcher = reader(words, lent.entries)
    yield held_out(coder, watcher, reports, words, held)
    if aside and "event" in tables:
        watcher.take(known | tables)
        tables["event"] |= dict(zip((SCALE, SHIFT), _line(coder, aside, words), strict=True))
    write_tables(folder, tables)


def _line(coder: Coder, folders: Sequence[Sequence[Annotated]], words: Words) -> tuple[float, float]:
    """Return the line from the odds of events to odds that mean what they say; each folder counts for as much."""
    weighed = [_weighed(coder, reports, words) for reports in folders]
    shares = [1000 / max(len(odds), 1) for odds, _ in weighed for _ in odds]
    odds, right = (np.array([value for one in weighed for value in one[part]]) for part in (0, 1))
    return line(odds, right, np.array(shares))


def _weighed(coder: Coder, reports: Sequence[Annotated], words: Words) -> tuple[list[float], list[bool]]:
    """Return the log-odds of what is read in annotated reports, and which of it is right."""
    odds: list[float] = []
    right: list[bool] = []
    for report in reports:
        published = parse_day(report.published) if report.published else None
        weighed = coder.weigh(Report(report.id, report.text or "", published, report.outlet))
        found = [from_record(event.to_dict(), words) for event, _ in weighed]
        hits = {j for _, j in align(report.events, found)}
        odds += [value for _, value in weighed]
        right += [place in hits for place in range(len(found))]
    return odds, right


def lines(steps: Iterator[Learned | Score]) -> Iterator[str]:
    """Write what was learned, for people."""
    yield f"{'question':<10}{'cases':>7}{'by rule':>10}{'held out':>10}{'weights':>9}"
    for step in steps:
        if isinstance(step, Learned):
            row = f"{step.question:<10}{step.cases:>7,}{step.by_rule:>10.3f}{step.held_out:>10.3f}{len(step.table):>9,}"
            yield row
        else:
            told = f"event {step.event.f1:.3f}  strict {step.strict.f1:.3f}  places {step.places.f1:.3f}"
            yield f"held-out F1 of the reports: {told}"
