"""A whole training: every question, the held-out score, the confidence, the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from marsad.codebook.weights import SCALE, SHIFT
from marsad.evaluate import Annotated, Score, Words, align
from marsad.evaluate.told import from_record
from marsad.intake import parse_day
from marsad.learn.calibrate import line
from marsad.learn.entries import learn_entries
from marsad.learn.examples import Watcher
from marsad.learn.tables import write_tables
from marsad.learn.train import Learned, held_out, train
from marsad.model import Report
from marsad.pipeline import Coder


def learn(
    reports: Sequence[Annotated],
    aside: Sequence[Annotated],
    words: Words,
    folder: Path,
    gazetteer: Path | None = None,
) -> Iterator[Learned | Score]:
    """Learn from `reports`, fit the confidence on `aside` where there are any, and write the tables.

    Gives each question as it is learned, then the score of the reports, each read with weights that never saw it.
    """
    entries = learn_entries(Coder(gazetteer=gazetteer), reports)
    yield entries
    tables = {entries.question: entries.table}
    watcher = Watcher(words)
    coder = Coder(judge=watcher)
    coder.place_resolver.take(entries.table)
    for learned in train(coder, watcher, reports, words):
        tables[learned.question] = learned.table
        yield learned
    yield held_out(coder, watcher, reports, words)
    if aside:
        watcher.take(tables)
        tables["event"] |= dict(zip((SCALE, SHIFT), _line(coder, aside, words), strict=True))
    write_tables(folder, tables)


def _line(coder: Coder, reports: Sequence[Annotated], words: Words) -> tuple[float, float]:
    """Return the line from the odds of events to odds that mean what they say, as reports set aside have it."""
    odds: list[float] = []
    right: list[bool] = []
    for report in reports:
        published = parse_day(report.published) if report.published else None
        weighed = coder.weigh(Report(report.id, report.text or "", published, report.outlet))
        found = [from_record(event.to_dict(), words) for event, _ in weighed]
        hits = {j for _, j in align(report.events, found)}
        odds += [value for _, value in weighed]
        right += [place in hits for place in range(len(found))]
    return line(np.array(odds), np.array(right))


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
