"""The options by which reports, assertions and runs are chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from marsad.cli.options import day, known_country
from marsad.store.conditions import Filter

_Command = TypeVar("_Command", bound=Callable[..., Any])
_STATUSES = "happened, claimed, disputed, failed or hypothetical; of runs done, running, interrupted or failed"


def _box(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[float, float, float, float] | None:
    """Return a box of degrees."""
    if value is None:
        return None
    try:
        south, west, north, east = (float(part) for part in value.split(","))
    except ValueError:
        raise click.BadParameter(f"{value!r}: write SOUTH,WEST,NORTH,EAST in degrees, such as 35,36,36.5,38") from None
    if not (-90 <= south <= north <= 90 and -180 <= west <= east <= 180):
        raise click.BadParameter(f"{value!r}: south must be below north and west before east, in degrees")
    return south, west, north, east


def filtered(command: _Command) -> _Command:
    """Give a command all filters; it takes them as one dictionary, which `chosen` reads."""
    for option in reversed((
        click.option("--since", callback=day, metavar="DATE", help="From this day on."),
        click.option("--until", callback=day, metavar="DATE", help="Up to this day."),
        click.option("--place", metavar="NAME", help="At this place, district or province: a name or an id."),
        click.option("--country", callback=known_country, metavar="CC", help="In this country, in two letters."),
        click.option("--kind", metavar="KIND", help="Of this kind, such as air_strike."),
        click.option("--party", metavar="NAME", help="With this actor or target: a name or a registry's id."),
        click.option("--outlet", metavar="NAME", help="From this outlet."),
        click.option("--status", metavar="STATUS", help=f"With this status: {_STATUSES}."),
        click.option("--box", callback=_box, metavar="S,W,N,E", help="Inside this box of degrees."),
        click.option("--limit", type=click.IntRange(0), default=50, show_default=True, metavar="N",
                     help="So many at most; 0 for all."),
        click.option("--format", "format_", type=click.Choice(["table", "jsonl", "csv"]), default="table",
                     show_default=True, help="How to print them."),
    )):  # fmt: skip
        command = option(command)
    return command


def chosen(values: dict[str, Any], words: str | None = None) -> Filter:
    """Return what was asked for."""
    return Filter(
        since=_iso(values["since"]),
        until=_iso(values["until"]),
        limit=values["limit"] or None,
        words=words,
        **{name: values[name] for name in ("place", "country", "kind", "party", "outlet", "status", "box")},
    )


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
