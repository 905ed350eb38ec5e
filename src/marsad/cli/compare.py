"""`marsad compare`: happenings against a dataset that people coded."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from marsad.cli.options import FILTERS, INPUTS, filter_of
from marsad.cli.source import source_of
from marsad.dataset.codes import Codes
from marsad.dataset.compare import Compared, Point
from marsad.dataset.compare import compare as set_against
from marsad.dataset.export import ACLED_TENS
from marsad.dataset.points import points_of, read_points
from marsad.export.cells import safe
from marsad.paths import data_root

HEADER = ("side", "id", "day", "latitude", "longitude", "country", "region", "type", "dead", "place", "paired_with")


@click.command()
@click.argument("dataset", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@INPUTS
@FILTERS
@click.option("--days", type=click.IntRange(0), default=1, show_default=True, help="How many days apart a pair may be.")
@click.option("--km", type=click.FloatRange(0), default=10.0, show_default=True, help="How many kilometres apart.")
@click.option(
    "--list",
    "list_",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write every row of both as CSV, with the row it is paired with.",
)
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
def compare(
    *,
    dataset: Path,
    happenings: Path,
    events: Path | None,
    reports: Path | None,
    days: int,
    km: float,
    list_: Path | None,
    format_: str,
    **wanted: object,
) -> None:
    """Compare HAPPENINGS with DATASET, an export of ACLED or of UCDP GED.

    Ours are put into the layout of DATASET first, so that like is compared with
    like, over the countries and days that both cover.

    \b
    Examples:
      marsad compare acled.csv happenings.jsonl --since 2017-01-01
      marsad compare GEDEvent.csv happenings.jsonl --km 25 --list rows.csv
    """
    layout, theirs = read_points(dataset)
    codes = Codes.load(data_root())
    with source_of(happenings, events, reports).items(ACLED_TENS if layout == "acled" else None) as found:
        ours = list(points_of(filter_of(wanted).keep(found), layout, codes, data_root()))
    result = set_against(ours, theirs, days, km)
    if list_:
        _write_rows(list_, result)
    if format_ == "json":
        click.echo(json.dumps({"layout": layout, **result.summary()}, ensure_ascii=False, indent=2))
    else:
        _print(result.summary(), layout)


def _print(told: dict[str, Any], layout: str) -> None:
    click.echo(f"layout            {layout}")
    click.echo(f"rows              ours {told['ours']}, theirs {told['theirs']}, paired {told['paired']}")
    click.echo(
        f"share paired      of ours {_shown(told['share_of_ours'])}, of theirs {_shown(told['share_of_theirs'])}"
    )
    click.echo(f"of the pairs      same day {_shown(told['same_day'])}, same type {_shown(told['same_type'])}, "
               f"on average {_shown(told['mean_km'])} km apart")  # fmt: skip
    click.echo(f"dead              ours {told['dead_ours']}, theirs {told['dead_theirs']}")
    click.echo(f"correlation       of daily counts by governorate {_shown(told['correlation_of_daily_counts'])}, "
               f"of daily tolls {_shown(told['correlation_of_daily_tolls'])}")  # fmt: skip
    click.echo(f"\n{'governorate':<24}{'ours':>7}{'theirs':>8}{'dead':>7}{'theirs':>8}{'r counts':>10}{'r tolls':>9}")
    for name, row in told["by_region"].items():
        click.echo(
            f"{name[:23]:<24}{row['ours']:>7}{row['theirs']:>8}{row['dead_ours']:>7}{row['dead_theirs']:>8}"
            f"{_shown(row['correlation_of_daily_counts']):>10}{_shown(row['correlation_of_daily_tolls']):>9}"
        )


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _write_rows(path: Path, result: Compared) -> None:
    """Write the pairs, then what only one side has."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(HEADER)
        for pair in result.pairs:
            out.writerow(_cells("ours", pair.ours, pair.theirs.id))
            out.writerow(_cells("theirs", pair.theirs, pair.ours.id))
        for side, rows in (("ours", result.only_ours), ("theirs", result.only_theirs)):
            for one in rows:
                out.writerow(_cells(side, one, ""))


def _cells(side: str, one: Point, other: str) -> list[object]:
    day = date.fromordinal(one.day).isoformat()
    row = (side, one.id, day, one.lat, one.lon, one.country, one.region, one.type, one.dead, one.text, other)
    return [safe(cell) for cell in row]
