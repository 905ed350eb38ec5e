"""Values of options, checked before anything is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from marsad.codebook.tables import read_table
from marsad.dataset.filters import Filter
from marsad.errors import Fault
from marsad.intake import parse_day
from marsad.paths import data_root

GAZETTEER = click.option(
    "--gazetteer",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Places to look names up in, made by `marsad gazetteer build`.",
)


JOBS = click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="How many processes read; else one a core, where it pays."
)


def day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    """Return a day of the calendar."""
    try:
        return None if value is None else parse_day(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def known_encoding(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return the name of a text encoding that Python knows."""
    try:
        b"".decode(value or "utf-8")
        "".encode(value or "utf-8")
    except LookupError:
        raise click.BadParameter(f"{value!r} is no encoding; utf-8, windows-1256, iso-8859-6 and utf-16 are") from None
    return value


def known_country(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """Return the two letters of a country that the tables of places know."""
    if value is None:
        return None
    faults: list[Fault] = []
    known = [row["id"] for row in read_table(data_root() / "places" / "countries.tsv", ("id",), faults)]
    if value.upper() not in known:
        raise click.BadParameter(f"{value!r} is none of the countries known: {' '.join(known)}")
    return value.upper()


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _together(*options: Decorator) -> Decorator:
    """Return options as one."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


INPUTS = _together(
    click.argument("happenings", type=click.Path(exists=True, path_type=Path)),
    click.option("--events", type=_FILE, metavar="FILE", help="The events that were merged, as JSON lines."),
    click.option("--reports", type=_FILE, metavar="FILE", help="The reports, as JSON lines."),
)
FILTERS = _together(
    click.option("--since", callback=day, metavar="DATE", help="Only what may have happened on that day or later."),
    click.option("--until", callback=day, metavar="DATE", help="Only what may have happened on that day or before."),
    click.option("--country", multiple=True, metavar="CC", help="Only this country, as two letters."),
    click.option("--place", multiple=True, metavar="NAME", help="Only this place or unit, by name, id or P-code."),
    click.option("--kind", multiple=True, metavar="KIND", help="Only this kind of the codebook."),
    click.option("--party", multiple=True, metavar="NAME", help="Only where this party, by name or id, is a side."),
    click.option("--status", multiple=True, metavar="STATUS", help="Only this status: happened, claimed, ..."),
    click.option("--grade", multiple=True, metavar="GRADE", help="Only this grade: corroborated, single, ..."),
)


def filter_of(wanted: Mapping[str, Any]) -> Filter:
    """Return the filter that the options of `FILTERS` ask for."""
    since, until = (wanted[name].isoformat() if wanted[name] else None for name in ("since", "until"))
    countries = tuple(code.upper() for code in wanted["country"])
    rest = {name: wanted[name] for name in ("place", "kind", "party", "status", "grade")}
    return Filter(since, until, country=countries, **rest)
