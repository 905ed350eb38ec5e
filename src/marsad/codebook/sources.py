"""English names for sources that no table of parties knows, from `data/lexicon/source_names.tsv`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad.codebook.numbers import one_of
from marsad.codebook.tables import read_table
from marsad.errors import Fault

PARTS = frozenset({"noun", "quality", "own"})


class SourceName(NamedTuple):
    """Words of a source and their English: a noun, a quality before it, or the outlet's own people."""

    part: str
    forms: tuple[str, ...]
    english: str
    example: str
    address: str


def load_source_names(root: Path, faults: list[Fault]) -> tuple[SourceName, ...]:
    """Read the table."""
    rows = read_table(root / "lexicon" / "source_names.tsv", ("part", "forms", "english", "example"), faults)
    return tuple(
        SourceName(one_of(row, "part", PARTS, faults), row.values("forms"), row["english"], row["example"], row.where())
        for row in rows
    )
