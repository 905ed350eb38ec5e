"""`marsad deal` and `marsad agreement`: reports that two people code apart, and how far they agree."""

from __future__ import annotations

import json
from pathlib import Path

import click

from marsad.cli.opening import in_project, opened
from marsad.cli.rows import print_rows, utf8
from marsad.evaluate.coders import Measure
from marsad.project.coding import Row, deal_out
from marsad.project.coding import agreement as told

_COLUMNS = ("field", "cases", "agreed", "kappa", "alpha", "alpha of numbers")
_MONTHS = ("month", "cases", "event agreed", "event alpha", "kind agreed", "kind alpha")


@click.command()
@in_project
def deal(*, folder: Path | None) -> None:
    """Give a share of the reports to two coders each, who do not see each other's work.

    The share is `double` under [coding] in marsad.toml, in percent. Hashes choose the reports and the coders; a report
    that was given out, or decided on, is left as it is. Until it is settled in the browser nobody decides on it
    otherwise.

    \b
    Example:
      marsad deal
    """
    with opened(folder) as project:
        number = deal_out(project)
    click.echo(f"{number:,} reports were given to two coders each")


@click.command()
@in_project
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
def agreement(*, folder: Path | None, format_: str) -> None:
    """Tell how far coders agree on the reports that two of them coded apart from each other, by field and over time.

    Percent with Wilson's interval, Cohen's kappa, Krippendorff's alpha; of days and tolls also alpha for numbers, where
    both gave one. A dash: it cannot be told.

    \b
    Example:
      marsad agreement
    """
    with opened(folder) as project, project.database.read() as connection:
        found = told(connection)
    utf8()
    if format_ == "json":
        click.echo(json.dumps(found.to_dict(), ensure_ascii=False))
        return
    if not found.reports:
        click.echo("no two coders are done with a report yet: marsad deal gives reports out", err=True)
        return
    click.echo(f"{found.reports:,} reports coded by two\n")
    print_rows(map(_row, found.fields), _COLUMNS, "table")
    click.echo()
    months = ({"month": month, "cases": event.cases, "event agreed": _share(event.percent),
               "event alpha": _number(event.alpha), "kind agreed": _share(kind.percent),
               "kind alpha": _number(kind.alpha)} for month, event, kind in found.months)  # fmt: skip
    print_rows(months, _MONTHS, "table")


def _row(row: Row) -> dict[str, object]:
    interval = f"{_number(row.interval)} (n={row.numbers})" if row.interval else "-"
    return {"field": row.field, "cases": row.cases, "agreed": _share(row.percent), "kappa": _number(row.kappa),
            "alpha": _number(row.alpha), "alpha of numbers": interval}  # fmt: skip


def _share(one: Measure | None) -> str:
    return "-" if one is None else f"{one.value:.0%} [{one.low or 0:.0%}, {one.high or 0:.0%}]"


def _number(one: Measure | None) -> str:
    if one is None:
        return "-"
    return f"{one.value:.2f}" + (f" [{one.low:.2f}, {one.high:.2f}]" if one.low is not None else "")
