"""A whole training: every question, the held-out score, the confidence, the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from marsad.codebook.load import load_codebook
from marsad.codebook.weights import ENTRY, SCALE, SHIFT, Weights
from marsad.evaluate import Annotated, Score, Told, Words
from marsad.learn.calibrate import line
from marsad.learn.entries import learn_entries
from marsad.learn.fit import Table
from marsad.learn.shares import Shares
from marsad.learn.tables import write_tables
from marsad.learn.train import LESSONS, Learned, train
from marsad.paths import data_root
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
    kept = {question: table for question, table in known.items() if question not in only}
    lessons = [lesson for lesson in LESSONS if not only or lesson.question in only]
    tables: dict[str, Table] = {}
    held: list[Weights] = []
    with Pool(cores()) as pool:
        shares = Shares(pool, reports, words)
        if not only or ENTRY in only:
            entries = learn_entries(shares.places(gazetteer))
            yield entries
            tables[ENTRY] = entries.table
        shares.entries = (known | tables)[ENTRY]
        for learned in train(shares, reports, held, lessons, kept):
            tables[learned.question] = learned.table
            yield learned
        yield _score(reports, shares.found(held), words)
        if aside and "event" in tables:
            tables["event"] |= dict(zip((SCALE, SHIFT), _line(shares, known | tables, aside), strict=True))
    write_tables(folder, tables)


def _score(reports: Sequence[Annotated], found: Mapping[str, Sequence[Told]], words: Words) -> Score:
    """Score the reports, each read with the weights that never saw it."""
    score = Score(words)
    for report in reports:
        score.add(report.id, report.events, found.get(report.id, ()))
    return score


def _line(shares: Shares, weights: Weights, folders: Sequence[Sequence[Annotated]]) -> tuple[float, float]:
    """Return the line from the odds of events to odds that mean what they say; each folder counts for as much."""
    weighed = [shares.weighed(weights, reports) for reports in folders]
    shares_of = [1000 / max(len(odds), 1) for odds, _ in weighed for _ in odds]
    odds, right = (np.array([value for one in weighed for value in one[part]]) for part in (0, 1))
    return line(odds, right, np.array(shares_of))


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
