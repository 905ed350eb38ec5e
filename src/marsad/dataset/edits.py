"""Corrections made by hand in an exported table: found cell by cell, checked, kept as data, applied, undone.

The list of edits only grows: an import is a batch of edits, and undoing a batch is one more line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from marsad.dataset.edit_cells import EDITABLE, Cells, same, set_value, value_of
from marsad.dataset.layout import load_layout
from marsad.dataset.layouts.table import row_of
from marsad.dataset.lines import records
from marsad.dataset.readers import read_rows, text_of
from marsad.dataset.rows import Input, items
from marsad.errors import UsageError
from marsad.export.cells import safe, unmarked


@dataclass(frozen=True, slots=True)
class Edit:
    """One cell changed: before and after as text, by whom, when, why, and in which batch."""

    happening: str
    column: str
    before: str
    after: str
    by: str = ""
    when: str = ""
    why: str = ""
    batch: str = ""

    def __str__(self) -> str:
        return f"{self.happening}: {self.column}: {self.before or '(blank)'} → {self.after or '(blank)'}"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What an edited table asks for, and what is wrong with it; nothing is done yet."""

    edits: tuple[Edit, ...]
    faults: tuple[str, ...]


def propose(path: Path, given: Input, cells: Cells, root: Path) -> Proposed:
    """Compare an edited table with the happenings that it was exported from."""
    header, rows = read_rows(path)
    names = load_layout(root, "table").header
    unknown = [name for name in header if name not in names]
    if "happening" not in header or unknown:
        raise UsageError(
            f"{path}: is no table of `marsad export --format csv` or xlsx: "
            + (f"it has {', '.join(unknown)}" if unknown else "it has no column 'happening'")
        )
    edited: dict[str, Mapping[str, str]] = {}
    faults = []
    for number, row in enumerate(rows, 1):
        name = unmarked(row.get("happening") or "")
        if name in edited:
            faults.append(f"row {number}: happening: {name} is there twice")
        edited[name] = row
    edits: list[Edit] = []
    seen = set()
    for item in items(given):
        if item.id in edited:
            seen.add(item.id)
            found, wrong = _changes(item.id, edited[item.id], dict(zip(names, row_of(item, cells.codes), strict=True)))
            edits += found
            faults += [*wrong, *cells.faults(item.id, edited[item.id], {edit.column for edit in found})]
    faults += [f"{name or 'a row'}: happening: is none of the happenings given" for name in edited if name not in seen]
    return Proposed(tuple(edits), tuple(faults))


def _changes(name: str, row: Mapping[str, str], current: Mapping[str, Any]) -> tuple[list[Edit], list[str]]:
    """Return the cells that differ, and those that may not."""
    edits, faults = [], []
    for column, text in row.items():
        before = text_of(safe(current[column]))
        if not same(before, text or ""):
            edit = Edit(name, column, unmarked(before), unmarked((text or "").strip()))
            if column in EDITABLE:
                edits.append(edit)
            else:
                faults.append(f"{edit}: this column may not be changed; {', '.join(sorted(EDITABLE))} may")
    return edits, faults


def batch(edits: Iterable[Edit], by: str, when: str, why: str) -> list[Edit]:
    """Return edits as one batch, signed; its id is a hash of what it holds."""
    signed = [Edit(**(asdict(edit) | {"by": by, "when": when, "why": why})) for edit in edits]
    name = sha256(json.dumps([asdict(edit) for edit in signed], sort_keys=True).encode()).hexdigest()[:12]
    return [Edit(**(asdict(edit) | {"batch": name})) for edit in signed]


def append(path: Path, edits: Iterable[Edit]) -> None:
    """Add edits to the end of a list."""
    with path.open("a", encoding="utf-8") as file:
        for edit in edits:
            file.write(json.dumps(asdict(edit), ensure_ascii=False) + "\n")


def undo(path: Path, name: str, by: str, when: str, why: str) -> int:
    """Add to a list that a batch is undone; return how many edits that takes back."""
    standing = [edit for edit in load(path) if edit.batch == name]
    if not standing:
        known = sorted({edit.batch for edit in load(path)})
        raise UsageError(f"{path}: no batch {name!r} stands; those that do: {', '.join(known) or 'none'}")
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"undo": name, "by": by, "when": when, "why": why}, ensure_ascii=False) + "\n")
    return len(standing)


def load(path: Path) -> list[Edit]:
    """Return the edits of a list that stand, in their order."""
    found: list[Edit] = []
    for row in records(path):
        if "undo" in row:
            found = [edit for edit in found if edit.batch != row["undo"]]
        else:
            try:
                found.append(Edit(**row))
            except TypeError as error:
                raise UsageError(f"{path}: a line is no edit ({error}); `marsad import-edits` writes them") from None
    return found


def apply(given: Iterable[Mapping[str, Any]], edits: Iterable[Edit], cells: Cells) -> Iterator[dict[str, Any]]:
    """Give happenings with the edits made; raises UsageError where a cell is not what the edit found it to be."""
    by_happening: dict[str, list[Edit]] = {}
    for edit in edits:
        by_happening.setdefault(edit.happening, []).append(edit)
    for record in given:
        changed: dict[str, Any] = json.loads(json.dumps(record))
        for edit in by_happening.pop(str(record.get("happening_id")), []):
            now = value_of(changed, edit.column)
            if not same(now, edit.before):
                raise UsageError(f"{edit}: is {now or '(blank)'} by now; export again and make the edit there")
            set_value(changed, edit.column, edit.after, cells.parties)
            changed["edited"] = sorted({*changed.get("edited", []), edit.column})
        yield changed
    if by_happening:
        raise UsageError(f"{next(iter(by_happening))}: is edited, but none of the happenings given")
