"""Tab-separated tables: read row by row, every fault collected with file, line and column.

A table begins with a header line.  Blank lines and lines that begin with `#` are comments.
Cells that hold several values separate them with a space; words of one value that itself
has spaces are joined with `_`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from marsad.errors import Fault


class Row:
    """One line of a table: its cells by column, and where it stands; a column that is not there is empty."""

    __slots__ = ("_cells", "_file", "line", "path")

    def __init__(self, path: Path, file: str, line: int, cells: dict[str, str]) -> None:
        self.path, self._file, self.line, self._cells = path, file, line, cells

    def __getitem__(self, column: str) -> str:
        return self._cells.get(column, "")

    def values(self, column: str) -> tuple[str, ...]:
        """Return a cell's values: `"غارة ضربة_جوية"` gives `("غارة", "ضربة جوية")`."""
        values = self[column].split()
        return tuple([value.replace("_", " ") for value in values] if "_" in self[column] else values)

    def fault(self, column: str, problem: str) -> Fault:
        """Return a fault of this row's cell."""
        return Fault(self.path, self.line, column, problem)

    def where(self) -> str:
        """Return the row's address as `--explain` prints it: `triggers.tsv:12`."""
        return f"{self._file}:{self.line}"


def read_table(path: Path, needed: tuple[str, ...], faults: list[Fault], optional: tuple[str, ...] = ()) -> list[Row]:
    """Read a table; `needed` columns must be there and filled in, others must be in `optional`."""
    return list(_rows(path, needed, faults, optional))


def _rows(path: Path, needed: tuple[str, ...], faults: list[Fault], optional: tuple[str, ...]) -> Iterator[Row]:
    header: list[str] | None = None
    file = path.name
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(path, 0, "", f"cannot be read: {error}"))
        return
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = list(map(str.strip, line.split("\t")))
        if header is None:
            header = cells
            faults.extend(_header_faults(path, number, header, needed, optional))
            continue
        if len(cells) > len(header):
            faults.append(Fault(path, number, "", f"{len(cells)} cells where the header has {len(header)}"))
        named = dict(zip(header, cells, strict=False))
        row = Row(path, file, number, named)
        empty = [column for column in needed if not named.get(column)]
        faults.extend(row.fault(column, "is empty") for column in empty)
        if not empty:
            yield row


def _header_faults(
    path: Path, line: int, header: list[str], needed: tuple[str, ...], optional: tuple[str, ...]
) -> Iterator[Fault]:
    for column in needed:
        if column not in header:
            yield Fault(path, line, column, "column is missing")
    for column in header:
        if column not in needed and column not in optional:
            yield Fault(path, line, column, "column is not known")
