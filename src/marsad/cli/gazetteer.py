"""`marsad gazetteer`: places of one's own choice, as one file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from marsad.cli.gazetteer_look import COMMANDS, read_tables
from marsad.codebook.place_sources import PlaceSources, load_place_sources
from marsad.codebook.places import PlaceTables
from marsad.errors import UsageError
from marsad.gazetteer.make import SOURCES, Maker
from marsad.gazetteer.sources.rows import read_rows
from marsad.gazetteer.sources.table import FIELDS, parse_columns, records
from marsad.paths import data_root

OUT = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="The gazetteer to write.",
)
OWN = click.option(
    "--own",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="TSV",
    help="Places of your own, which overlay all.",
)
REPAIR = click.option("--repair", is_flag=True, help="Mend outlines that cross themselves.")


@click.group()
def gazetteer() -> None:
    """Make and look into a gazetteer: places as one file.

    \b
    Examples:
      marsad gazetteer build SY IQ --sources geonames,ocha --out places.sqlite
      marsad gazetteer search "تل تمر" --gazetteer places.sqlite
      marsad extract report.txt --gazetteer places.sqlite
    """


@gazetteer.command()
@click.argument("countries", nargs=-1, required=True, metavar="CC...")
@click.option("--sources", default="geonames", show_default=True, metavar="NAMES", help=f"Any of {','.join(SOURCES)}.")
@click.option(
    "--from-dir", type=click.Path(path_type=Path), metavar="DIR", help="Read files that are here; no network."
)
@click.option(
    "--downloads", type=click.Path(path_type=Path), default=Path("gazetteer-downloads"), show_default=True,
    metavar="DIR", help="Where files are downloaded to.",
)  # fmt: skip
@OWN
@REPAIR
@OUT
def build(
    *,
    countries: tuple[str, ...],
    sources: str,
    from_dir: Path | None,
    downloads: Path,
    own: Path | None,
    repair: bool,
    out: Path,
) -> None:
    """Make a gazetteer of the places of countries (CC: SY, IQ ...).

    Without --from-dir the files are downloaded first; a download that broke off is
    taken up again.  The old file stays until the new one is whole.

    \b
    Examples:
      marsad gazetteer build SY --sources geonames,ocha --out syria.sqlite
      marsad gazetteer build SY YE --from-dir files --sources wof --out new.sqlite
    """
    codes = [_country(code) for code in countries]
    wanted = _sources(sources)
    tables, places = _tables()
    if from_dir is None:
        from marsad.gazetteer.download import fetch_all
        from marsad.gazetteer.download import wanted as files

        fetch_all(files(places, wanted, codes), downloads, _progress())
    maker = Maker(tables, places, _say)
    maker.add_folder(from_dir or downloads, wanted, codes)
    if own:
        maker.add_own(own)
    _say(f"{out}: {maker.write(out, repair=repair):,} places")


@gazetteer.command("import")
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--columns", metavar="MAP", help="Which column holds what: id=code,name=title,lat=y,lon=x ...")
@click.option(
    "--source", default="import", show_default=True, metavar="NAME", help="What to call the source; goes before ids."
)
@click.option("--country", metavar="CC", help="The country, where no column tells it.")
@click.option("--level", type=click.IntRange(1, 3), help="The rows are units of this order.")
@click.option("--feature", metavar="SORT", help="The sort of place, where no column tells it (village, quarter ...).")
@click.option("--licence", default="", metavar="TEXT", help="Under which licence the table is.")
@click.option("--own", is_flag=True, help="The table holds places of your own, which overlay all.")
@REPAIR
@OUT
def import_(
    *, table: Path, columns: str | None, source: str, country: str | None, level: int | None, feature: str | None,
    licence: str, own: bool, repair: bool, out: Path,
) -> None:  # fmt: skip
    """Add the places of any TABLE to a gazetteer; make it if it is not there.

    TABLE is .tsv, .csv (also .gz), .geojson or .xlsx.  The parts of --columns are
    FIELD=COLUMN, or FIELD where the column is called so; names may come twice.

    \b
    Fields: id name names lat lon feature country population radius_km pcode
            within note admin1 admin2 admin3 geonames wikidata iso level
    \b
    Examples:
      marsad gazetteer import hamlets.csv --columns id,name,lat,lon --out g.sqlite
      marsad gazetteer import ours.tsv --own --out g.sqlite
    """
    tables, places = _tables()
    maker = Maker(tables, places, _say)
    if out.is_file():
        maker.add_gazetteer(out)
    if own:
        maker.add_own(table)
    elif columns is None:
        raise UsageError(f"--columns is needed: which columns of {table} hold which of {', '.join(FIELDS)}")
    else:
        fixed = {"country": _country(country) if country else "", "level": str(level or ""), "feature": feature or ""}
        given = {field: value for field, value in fixed.items() if value}
        found = records(read_rows(table), parse_columns(columns, given), source, places, given)
        if not maker.add(source, table, found, licence=licence, strict=True):
            raise UsageError(f"{table}: gives no place: is there a column for feature, or --feature, and for country?")
    _say(f"{out}: {maker.write(out, repair=repair):,} places")


def _sources(text: str) -> list[str]:
    """Return the sources named; raises `UsageError` for one that is not known."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    strange = [name for name in names if name not in SOURCES]
    if strange or not names:
        raise UsageError(f"--sources: {strange[0] if strange else text!r} is none of {', '.join(SOURCES)}")
    return names


def _country(code: str) -> str:
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise UsageError(f"{code!r} is no country of two letters, such as SY")
    return code.upper()


def _tables() -> tuple[PlaceTables, PlaceSources]:
    return read_tables(), load_place_sources(data_root())


def _say(text: str) -> None:
    click.echo(f"marsad: {text}", err=True)


def _progress() -> Callable[[str, int, int], None]:
    """Return what tells how far a download is: a line that is written over on a terminal, else one line a file."""
    from marsad.cli.progress import bytes_done

    return bytes_done()


for command in COMMANDS:
    gazetteer.add_command(command)
