"""How good the extraction is: events compared with annotated reports."""

from __future__ import annotations

from marsad.evaluate.align import align, closeness, same_party
from marsad.evaluate.gold import Annotated, load_gold, load_records
from marsad.evaluate.score import Score
from marsad.evaluate.told import Told, from_record
from marsad.evaluate.words import Words, load_words

__all__ = [
    "Annotated",
    "Score",
    "Told",
    "Words",
    "align",
    "closeness",
    "from_record",
    "load_gold",
    "load_records",
    "load_words",
    "same_party",
]
