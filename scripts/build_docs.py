"""Write the generated pages of the documentation: codebook (English, Arabic), columns, commands.

python scripts/build_docs.py docs/generated
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from marsad import cli
from marsad.codebook.kinds import load_kinds
from marsad.codebook.tables import read_table
from marsad.dataset.layout import NAMES, load_layout
from marsad.errors import DataError, Fault
from marsad.paths import data_root


def build(folder: Path) -> None:
    """Write all generated pages into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    pages = {"codebook.md": codebook(), "codebook-ar.md": codebook_ar(), "columns.md": columns(), "cli.md": commands()}
    for name, lines in pages.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def codebook() -> Iterator[str]:
    """Give the kinds of events in English."""
    yield "# Codebook"
    for kind in _kinds():
        acled = kind.acled()
        yield f"\n## {kind.name.replace('_', ' ')} · {kind.name_ar}\n\n{kind.definition}\n"
        yield f"- Includes: {'; '.join(kind.includes)}"
        yield f"- Excludes: {'; '.join(kind.excludes)}"
        yield f"- ACLED: {acled['event_type']}, {acled['sub_event_type']}"
        yield f"- PLOVER: {kind.plover_event or 'none'}{f', {kind.plover_mode}' if kind.plover_mode else ''}"
        yield f"- UCDP: {kind.ucdp or 'no organised violence'}"


def codebook_ar() -> Iterator[str]:
    """Give the kinds of events in Arabic."""
    faults: list[Fault] = []
    rows = read_table(data_root() / "codebook" / "arabic.tsv", ("kind", "definition"), faults)
    if faults:
        raise DataError(faults)
    told = {row["kind"]: row["definition"] for row in rows}
    yield "# دليل الترميز"
    for kind in _kinds():
        acled = kind.acled()
        yield f"\n## {kind.name_ar}\n\n{told[kind.name]}\n"
        yield f"- الاسم في الملفات: `{kind.name}`"
        yield f"- في ACLED: {acled['event_type']}، {acled['sub_event_type']}"
        yield f"- في PLOVER: {kind.plover_event or 'لا مقابل'}"


def columns() -> Iterator[str]:
    """Give the columns of every layout."""
    yield "# Columns of the layouts"
    for name in NAMES:
        yield f"\n## {name}\n\n| column | type | meaning |\n|---|---|---|"
        for column in load_layout(data_root(), name).columns:
            yield f"| `{column.name}` | {column.type} | {column.meaning} |"


def commands() -> Iterator[str]:
    """Give the help of every command."""
    yield "# Commands"
    context = click.Context(cli.program, info_name="marsad")
    for name in cli.COMMANDS:
        command = cli.program.get_command(context, name)
        shown = command.get_help(click.Context(command, info_name=f"marsad {name}")).replace("\b\n", "")
        yield f"\n## marsad {name}\n\n```text\n{shown}\n```"


def _kinds() -> list:
    faults: list[Fault] = []
    kinds = load_kinds(data_root(), faults)
    if faults:
        raise DataError(faults)
    return list(kinds.values())


if __name__ == "__main__":
    build(Path(sys.argv[1]))
