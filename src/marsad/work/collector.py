"""How seldom Python's collector looks for rings of objects while a process reads reports."""

from __future__ import annotations

import gc

YOUNG = 20_000
"""New objects before it looks: a report makes some thousands, which go by themselves when it is done."""


def rest() -> None:
    """Leave what was made so far to itself for good, and what is made from now on until there is much of it."""
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
