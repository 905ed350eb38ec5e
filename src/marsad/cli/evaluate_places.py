"""`marsad evaluate places`: where reports' places were put, against annotated points."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from marsad.cli.loading import load_coder
from marsad.cli.options import GAZETTEER
from marsad.errors import UsageError
from marsad.evaluate import Annotated, load_gold, load_words
from marsad.evaluate.places import Judged, PlaceScore
from marsad.intake import parse_day
from marsad.model import Report
from marsad.paths import data_root

COLUMNS = (
    ("places", "n"), ("read", "read"), ("held", "held"), ("candidate_recall", "cand"), ("exact_id", "id"),
    ("admin1", "adm1"), ("admin2", "adm2"), ("within_5_km", "5 km"), ("within_20_km", "20 km"), ("median_km", "median"),
    ("radius_honest", "honest"), ("radius_honest_or_5_km", "or 5 km"), ("precise", "precise"),
    ("precise_wrong", "wrong"),
)  # fmt: skip


@click.command("places")
@click.argument("gold", type=click.Path(path_type=Path))
@GAZETTEER
@click.option(
    "--texts", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports' words are, as <id>.txt."
)
@click.option("--details", is_flag=True, help="List every place that is more than 20 km off, and why it was chosen.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def places(*, gold: Path, gazetteer: Path | None, texts: Path | None, details: bool, as_json: bool) -> None:
    """Score where the places of annotated reports are put.

    \b
    read     a mention was found where the annotator names a place
    held     the gazetteer has a place of that name within 20 km of that point
    cand     one of the candidates weighed lies within 20 km
    id       the candidate nearest to the annotated point was chosen
    adm1/2   first- and second-order unit are right
    5, 20 km the point is no further off; a unit counts where the point lies in it
    honest   of places put on the map: the true point lies within the radius,
             or within 5 km more, as far as an annotator's point may be off
    precise  points whose radius is at most 2 km; wrong: more than 20 km off

    After all places come those that the gazetteer holds, and those of each tier, country
    and sort of place.

    \b
    Examples:
      marsad evaluate places gold/dev
      marsad evaluate places gold/dev --gazetteer places.sqlite --details
    """
    coder = load_coder(gazetteer)
    words = load_words(data_root())
    score = PlaceScore(coder.gazetteer, words)
    for report in load_gold(gold, words, texts):
        if report.text is None:
            click.echo(f"marsad: {report.id}: skipped, its text is not there; name its folder with --texts", err=True)
        else:
            score.add(report, coder.places(_report(report)))
    if not score.judged:
        raise UsageError(f"{gold}: no annotated place with a point")
    click.echo(json.dumps(score.to_dict(), ensure_ascii=False) if as_json else "\n".join(_lines(score, details)))


def _report(report: Annotated) -> Report:
    published = parse_day(report.published) if report.published else None
    return Report(report.id, report.text or "", published, report.outlet)


def _lines(score: PlaceScore, details: bool) -> Iterator[str]:
    """Give the figures of each group in a line."""
    yield f"{'':<24}" + "".join(f"{short:>8}" for _, short in COLUMNS)
    for name, figures in score.to_dict().items():
        yield f"{name:<24}" + "".join(f"{_cell(figures[column]):>8}" for column, _ in COLUMNS)
    if details:
        yield ""
        yield from (_detail(one) for one in score.judged if one.km > 20)


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:.3g}"


def _detail(one: Judged) -> str:
    away = f"{one.km:,.0f} km" if one.read and one.km < 1e5 else "not placed" if one.read else "not read"
    held = "held" if one.held else "not held"
    return f"{one.report} {one.text}  {away}  {one.tier}, {held}, {one.country}  {one.found}"


class WithPlaces(click.Command):
    """`marsad evaluate`, which is `marsad evaluate places` or `merge` where that word comes first."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: object
    ) -> click.Context:
        """Return the context of this command, of `places` or of `merge`."""
        if args[:1] == ["places"]:
            return places.make_context("places", args[1:], parent, **extra)
        if args[:1] == ["merge"]:
            from marsad.cli.evaluate_merge import merging

            return merging.make_context("merge", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)
