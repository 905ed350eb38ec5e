"""`marsad list` and `marsad search`: reports, assertions, happenings and runs, filtered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from marsad.cli.filters import chosen, filtered
from marsad.cli.opening import in_project, opened
from marsad.cli.rows import print_assertions, print_happenings, print_rows, utf8
from marsad.errors import UsageError
from marsad.project.project import Project
from marsad.store import query
from marsad.store.conditions import KEPT, Filter
from marsad.store.stands import REVIEWS

REPORT_COLUMNS = ("name", "published", "outlet", "title", "assertions", "url", "added_at")
RUN_COLUMNS = ("id", "started_at", "command", "state", "by", "counts", "ended_at")
_LEFT_OUT = {"runs": ("place", "country", "kind", "party", "outlet", "box")}


@click.command("list")
@click.argument("what", type=click.Choice(["reports", "assertions", "happenings", "runs"]))
@in_project
@filtered
@click.option(
    "--review",
    type=click.Choice(["kept", *REVIEWS]),
    help="Only assertions of which people decided this;"
    " kept, which is meant where nothing is said, is all but the rejected.",
)
def list_(*, what: str, folder: Path | None, format_: str, review: str | None, **values: Any) -> None:
    """List reports, assertions, happenings or runs, the latest first.

    Names of places and parties may be written in Arabic or English, with or without marks. A report is
    listed by what it states: --kind air_strike gives the reports that tell of one.

    Assertions are listed as people corrected them; those that they rejected only with --review rejected.

    \b
    Examples:
      marsad list assertions --kind air_strike --since 2017-03-01 --place Idlib
      marsad list reports --outlet SANA --format csv > reports.csv
      marsad list happenings --country SY --since 2018-03-01
      marsad list runs
    """
    for name in _LEFT_OUT.get(what, ()):
        if values[name] is not None:
            raise UsageError(f"--{name}: runs have none; --since, --until and --status choose runs")
    with opened(folder) as project:
        _print(project, what, replace(chosen(values), review=review), format_)


@click.command()
@click.argument("words", nargs=-1, required=True)
@in_project
@click.option("--in", "what", type=click.Choice(["reports", "assertions"]), default="reports", show_default=True,
              help="Where to search.")  # fmt: skip
@filtered
def search(*, words: tuple[str, ...], folder: Path | None, what: str, format_: str, **values: Any) -> None:
    """Search for WORDS in all fields; all of them must be there. Words in quotation marks must stand in a row.

    Marks, hamza, the article and what leans on a word make no difference: قتل finds قُتِلَ and وقتل,
    الرقة finds بالرقّة.

    \b
    Examples:
      marsad search الرقة غارات
      marsad search '"الدفاع المدني"' --since 2017-01-01 --in assertions
    """
    with opened(folder) as project:
        _print(project, what, chosen(values, " ".join(words)), format_)


def _print(project: Project, what: str, asked: Filter, format: str) -> None:
    """Print what was asked for; on standard error, say where nothing was found or more may be there."""
    utf8()
    with project.database.read() as connection:
        if what == "assertions":
            asked = replace(asked, review=asked.review or KEPT)
            number = print_assertions(query.assertions(project.database, connection, asked), format)
        elif what == "happenings":
            number = print_happenings(query.happenings(project.database, connection, asked), format)
        elif what == "reports":
            columns = REPORT_COLUMNS if format == "table" else (*REPORT_COLUMNS, "country", "version", "key", "text")
            shown = query.reports(project.database, connection, asked)
            number = print_rows(shown, columns, format, _short)
        else:
            number = print_rows(query.runs(connection, asked), RUN_COLUMNS, format, _short)
    if not number:
        click.echo(f"no {what}", err=True)
    elif number == asked.limit:
        click.echo(f"the first {number:,}; --limit 0 gives all", err=True)


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """Shorten what is too long for a table."""
    shown = {name: "" if value is None else str(value) for name, value in row.items()}
    return {name: f"{words[:59]}…" if len(words) > 60 else words for name, words in shown.items()}
