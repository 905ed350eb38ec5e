"""Values of options, checked before anything is read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from marsad.codebook.tables import read_table
from marsad.errors import Fault
from marsad.intake import parse_day
from marsad.paths import data_root

GAZETTEER = click.option(
    "--gazetteer",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Places to look names up in, made by `marsad gazetteer build`.",
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
