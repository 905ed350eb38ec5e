"""Groups of nouns that a row of triggers may ask for by name: `@road` are all words of roads in `things.tsv`.

A noun that is added to its own table serves every trigger that asks for its group.
"""

from __future__ import annotations

from pathlib import Path

from marsad.codebook.tables import read_table

TABLES = (
    ("things.tsv", "class", ("forms",)),
    ("persons.tsv", "who", ("singular", "dual", "plural")),
    ("means.tsv", "implies", ("forms",)),
)
"""Table, the column that names the group, the columns that hold its words."""
PEOPLE, COUNT, DIGITS = "people", "count", "#"
"""Persons of every sort; all words of numbers, with `#`, which stands for a number in digits."""
ANYONE = "person"
"""Of no sort: nationalities, which qualify forces too, the dead and the hurt; no part of `people`."""


def noun_groups(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the words of each group by its name: `{"road": ("طريق", "طريقا", …), "people": …, "count": …}`.

    Faults of these tables are told by those that read them for themselves.
    """
    found: dict[str, list[str]] = {PEOPLE: [], COUNT: [DIGITS]}
    for name, column, parts in TABLES:
        for row in read_table(folder / name, (column,), []):
            words = [word for part in parts for word in row.values(part)]
            found.setdefault(row[column], []).extend(words)
            if column == "who" and row[column] != ANYONE:
                found[PEOPLE].extend(words)
    for row in read_table(folder / "numbers.tsv", ("forms", "role"), []):
        if not row["role"].startswith("ordinal"):
            found[COUNT].extend(row.values("forms"))
    return {name: tuple(dict.fromkeys(words)) for name, words in found.items()}
