"""Learned weights: what each feature adds to the log-odds of an answer, one table a question.

`data/weights/event.tsv` answers "is it an event?", `actor.tsv` "is this the doer?" and so on.  Written by
`marsad train`, read and reviewed by people.
"""

from __future__ import annotations

from pathlib import Path

from marsad.codebook.tables import read_table
from marsad.errors import Fault

QUESTIONS = ("event", "same", "actor", "target", "place", "context", "date", "kind", "status")
ENTRY = "entry"
"""Which place of the gazetteer a mention means: asked of candidates, before all others, on top of scores by hand."""
BIAS = "(always)"
"""The feature that every case has."""
RULES = "(rules)"
"""The feature of the answer that the rules give."""
THRESHOLD = "(threshold)"
"""Not a feature: the log-odds from which on the answer is yes."""
SUREST = "(surest)"
"""Not a feature: the log-odds that the surest event of a report must reach, or all together more: else it has none."""
SCALE, SHIFT = "(scale)", "(shift)"
"""Not features: the line from log-odds to those that mean what they say."""

Weights = dict[str, dict[str, float]]


def load_weights(root: Path, faults: list[Fault]) -> Weights:
    """Read the tables of `data/weights/`; a question without a table is left to the rules."""
    found: Weights = {}
    for question in (*QUESTIONS, ENTRY):
        path = root / "weights" / f"{question}.tsv"
        if not path.exists():
            continue
        table: dict[str, float] = {}
        for row in read_table(path, ("feature", "weight"), faults, ("seen",)):
            try:
                table[row["feature"]] = float(row["weight"])
            except ValueError:
                faults.append(row.fault("weight", f"'{row['weight']}' is no number"))
        found[question] = table
    return found
