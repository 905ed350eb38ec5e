"""The tables of `data/weights/`, written for people to review: the heaviest features first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

HEAD = "# What each feature adds to the log-odds of the question '{}'; written by `marsad train`, reviewed by people."


def write_tables(folder: Path, tables: Mapping[str, Mapping[str, float]]) -> None:
    """Write a table a question into a folder, made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for question, table in tables.items():
        (folder / f"{question}.tsv").write_text(written(question, table), encoding="utf-8")


def written(question: str, table: Mapping[str, float]) -> str:
    """Return a table as text; what is no feature, in brackets, comes first."""
    ranked = sorted(table, key=lambda name: (not name.startswith("("), -abs(table[name]), name))
    rows = [f"{name}\t{table[name]:g}" for name in ranked if table[name]]
    return "\n".join([HEAD.format(question), "feature\tweight", *rows]) + "\n"
