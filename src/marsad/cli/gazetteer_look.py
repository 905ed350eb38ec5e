"""`marsad gazetteer info | search | show | check`: what a gazetteer holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click

from marsad.codebook.places import PlaceTables, load_places
from marsad.errors import DataError, Fault, UsageError
from marsad.gazetteer.check import problems
from marsad.gazetteer.entry import Entry
from marsad.gazetteer.file import open_file, read_sources
from marsad.gazetteer.lookup import Gazetteer
from marsad.gazetteer.records import key_of
from marsad.paths import data_root

FILE = click.argument("file", type=click.Path(path_type=Path))
LOOK = click.option(
    "--gazetteer", "file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="The gazetteer; without it, the places that come with Marsad.",
)  # fmt: skip


@click.command()
@FILE
def info(*, file: Path) -> None:
    """Say what a gazetteer was made of and what it holds.

    \b
    Example:
      marsad gazetteer info places.sqlite
    """
    with closing(open_file(file)) as base:
        rows = base.execute("SELECT country, feature, name_ar != '' FROM place").fetchall()
        (names,) = base.execute("SELECT count(*) FROM name").fetchone()
        (areas,) = base.execute("SELECT count(*) FROM area").fetchone()
    click.echo(f"{len(rows):,} places, {names:,} names, {areas:,} outlines of units")
    for one in read_sources(file):
        told = ", ".join(part for part in (f"{one.records:,} records", one.licence, one.date, one.url) if part)
        click.echo(f"  {one.source:<10} {one.file}  {told}  sha256 {one.sha256[:16]}")
    arabic = Counter(country for country, _, has in rows if has)
    for country, count in sorted(Counter(country for country, _, _ in rows).items()):
        click.echo(f"  {country:<10} {count:>8,} places, {arabic[country] / count:.0%} with an Arabic name")
    for feature, count in Counter(feature for _, feature, _ in rows).most_common():
        click.echo(f"  {feature:<14} {count:>8,}")


@click.command()
@click.argument("name")
@click.option("--country", metavar="CC", help="Places of this country alone; needed for names with a letter wrong.")
@LOOK
def search(*, name: str, country: str | None, file: Path | None) -> None:
    """Find places by a name as a report writes it, or in Latin letters.

    \b
    Examples:
      marsad gazetteer search "تل تمر"
      marsad gazetteer search الرصافه --country SY --gazetteer places.sqlite
    """
    places = load(file)
    code = country.upper() if country else None
    found = [(tier.name.lower(), one) for tier, one in places.candidates(key_of(name), None, code)]
    if not found and file:
        found = [("latin", one) for one in _latin(places, file, key_of(name))]
    shown = [(tier, one) for tier, one in found if code is None or one.country == code]
    for tier, one in shown:
        click.echo(_line(one, tier))
    if not shown:
        raise UsageError(f"no place called {name!r}" + (f" in {code}" if code else ""))


@click.command()
@click.argument("id")
@LOOK
def show(*, id: str, file: Path | None) -> None:
    """Show a place by its id, its id in another source, or its P-code.

    \b
    Examples:
      marsad gazetteer show sy-tell-tamer
      marsad gazetteer show pcode:SY0804 --gazetteer places.sqlite
    """
    places = load(file)
    entry = places.by_id(id) or places.by_id(f"pcode:{id}")
    if entry is None:
        raise UsageError(f"no place with the id {id!r}; `marsad gazetteer search NAME` finds ids")
    record = entry._asdict() | {"units": [unit.to_dict() for unit in places.units(entry)]}
    click.echo(json.dumps(record, ensure_ascii=False, indent=1))


@click.command()
@FILE
@click.pass_context
def check(ctx: click.Context, *, file: Path) -> None:
    """Look for what may be wrong in a gazetteer.

    Exit status: 0 nothing found, 1 something found, 2 no gazetteer.

    \b
    Example:
      marsad gazetteer check places.sqlite
    """
    found = list(problems(file))
    for problem in found:
        click.echo(problem)
    click.echo(f"{len(found):,} things to look at" if found else "nothing to complain of", err=bool(found))
    ctx.exit(1 if found else 0)


def load(file: Path | None) -> Gazetteer:
    """Return the gazetteer of a file, or the one that comes with Marsad."""
    return Gazetteer.load(data_root(), read_tables(), file)


def read_tables() -> PlaceTables:
    """Return Marsad's own tables of places; raises `DataError` where they have faults."""
    faults: list[Fault] = []
    tables = load_places(data_root(), faults)
    if faults:
        raise DataError(faults)
    return tables


def _latin(places: Gazetteer, file: Path, key: str) -> Iterator[Entry]:
    with closing(open_file(file)) as base:
        ids = base.execute("SELECT id FROM place, name WHERE key = ? AND n = place ORDER BY n", (key,)).fetchall()
    yield from (entry for (id,) in ids if (entry := places.by_id(id)))


def _line(one: Entry, tier: str) -> str:
    units = ", ".join(part for part in (one.admin3, one.admin2, one.admin1, one.country) if part)
    place = f"{one.name_ar or one.name}  {one.name}  {one.feature}  {units}"
    return f"{one.id:<28} {place}  {one.lat:.4f},{one.lon:.4f}  {tier}"


COMMANDS = (info, search, show, check)
