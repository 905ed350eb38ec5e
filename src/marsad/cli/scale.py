"""`marsad scale`: archives of millions, in shards, on one machine or many."""

from __future__ import annotations

import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import click

from marsad.cli.meter import Meter
from marsad.cli.options import GAZETTEER, day, known_country
from marsad.errors import UsageError
from marsad.intake.source import Given
from marsad.merge import load_judgements
from marsad.merge.fuse import RULES

FIELDS = ("text", "id", "published", "outlet", "url", "title")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _columns(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return what `--column text=body` names."""
    found = []
    for value in values:
        field, _, name = value.partition("=")
        if field not in FIELDS or not name:
            raise click.BadParameter(f"{value!r}: give FIELD=NAME, where FIELD is one of {', '.join(FIELDS)}")
        found.append((field, name))
    return tuple(found)


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where to write; the same command again goes on where the last one was ended.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="FIELD=NAME",
    help="Parquet: which column holds text, id, published, outlet, url, title, where its name does not tell.",
)
@click.option("--published", callback=day, metavar="DATE", help="Day of the reports that tell none (YYYY-MM-DD).")
@click.option("--outlet", metavar="NAME", help="Who published them, where they do not tell.")
@click.option("--country", callback=known_country, metavar="CC", help="Where to expect places first.")
@GAZETTEER
@click.option(
    "--engine",
    type=click.Choice(["local", "dask", "ray"]),
    default="local",
    show_default=True,
    help="Where the work is done.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask or Ray cluster that runs; else one is started here.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="How many processes; else one a core.")
@click.option("--merge/--no-merge", default=True, show_default=True, help="Join what reports tell of one happening.")
@click.option("--rule", type=click.Choice(RULES), default="lowest", show_default=True, help="Which toll is chosen.")
@click.option("--judgements", type=_FILE, metavar="FILE", help="What people judged of pairs, as marsad merge takes it.")
@click.option(
    "--copies/--no-copies",
    default=True,
    show_default=True,
    help="Find reports that tell one text; they count as one origin.",
)
@click.option(
    "--shard-reports",
    type=click.IntRange(1),
    default=2_000,
    show_default=True,
    metavar="N",
    help="Reports of a shard: Parquet, WARC, compressed JSON lines.",
)
@click.option(
    "--shard-mb",
    type=click.FloatRange(0.001),
    default=4.0,
    show_default=True,
    metavar="MB",
    help="Megabytes of a shard: plain JSON lines.",
)
@click.pass_context
def scale(
    ctx: click.Context,
    /,
    *,
    inputs: tuple[str, ...],
    out: Path,
    columns: tuple[tuple[str, str], ...],
    gazetteer: Path | None,
    published: date | None,
    outlet: str | None,
    country: str | None,
    shard_reports: int,
    shard_mb: float,
    copies: bool,
    **how: Any,
) -> None:  # fmt: skip
    """Read archives of millions of reports, and merge what they tell.

    INPUT is a file, a folder, or an address such as s3://bucket/folder: Parquet, JSON lines (also .gz, .zst) or WARC.
    DIR then holds assertions/ and happenings/ as Parquet by country and month, and report.html.  A run may be killed at
    any time: give the command again.  docs/scale.md tells more.

    Exit status: 0 all read, 3 some reports could not be read.

    \b
    Examples:
      marsad scale archive/ --out run
      marsad scale news.parquet --column text=body --column published=day --out r
      marsad scale archive/ --out run --engine dask --scheduler tcp://head:8786
    """
    given = Given(published, outlet, country)
    try:
        from marsad.scale.plan import Asked

        told = _run(Asked(inputs, out, gazetteer, columns, given, shard_reports, shard_mb, copies), **how)
    except ModuleNotFoundError as error:
        raise UsageError(f"{error.name}: is not installed: pip install 'marsad[scale]' (s3:// needs s3fs)") from None
    rejects = sum(told["rejects_by_cause"].values())
    click.echo(f"{told['reports']:,} reports read, {told['assertions']:,} assertions, {rejects:,} rejected")
    if told["merging"]:
        click.echo(f"{told['merging']['happenings']:,} happenings")
        for what, name in (("blocks_split", "blocks too large were split"), ("chains_cut", "chains too long were cut")):
            if told["merging"][what]:
                click.echo(f"{len(told['merging'][what]):,} {name}: see the report")
    click.echo(f"{out / 'report.html'}: rates, rejects, slowest reports, kinds by month")
    ctx.exit(3 if rejects else 0)


def _run(
    asked: Any, *, engine: str, scheduler: str | None, jobs: int | None, merge: bool, rule: str, judgements: Path | None
) -> dict[str, Any]:
    from marsad.scale.engines import engine as made
    from marsad.scale.plan import alone, plan_of
    from marsad.scale.report import write_report
    from marsad.scale.run import Rules, merge_all, read_all

    verdicts = tuple(load_judgements(judgements)) if judgements else ()
    with alone(asked.out):
        plan = plan_of(asked)
        with made(engine, jobs, scheduler) as workers:
            manifests = read_all(workers, plan, _Shown("shards"))
            merged = merge_all(workers, plan, manifests, Rules(rule, verdicts), _Shown("steps")) if merge else None
        return write_report(plan, manifests, merged)


class _Shown:
    """Progress on a terminal: how much is done, how fast, how long still, and what was rejected, by cause."""

    def __init__(self, unit: str) -> None:
        self._unit, self._name = unit, ""
        self._meter = Meter(unit)
        self._reports, self._first, self._began = 0, 0, time.monotonic()
        self._rejects: Counter[str] = Counter()

    def __call__(self, name: str, done: int, total: int, answer: dict[str, Any]) -> None:
        """Show a step's progress."""
        if name != self._name:
            self._name, self._meter, self._first, self._began = name, Meter(self._unit), done, time.monotonic()
        self._reports += answer.get("reports", 0)
        self._rejects.update(row["cause"] for row in answer.get("rejects", ()))
        spent = max(time.monotonic() - self._began, 1e-9)
        notes = [name]
        if self._reports:
            notes.append(f"{self._reports / spent:,.0f} reports a second")
        notes += [f"{count:,} {cause}" for cause, count in self._rejects.most_common()]
        self._meter.show(done - self._first, total - self._first, " · ".join(notes))
        if done == total:
            self._meter.__exit__()
