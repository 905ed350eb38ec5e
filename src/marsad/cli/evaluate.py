"""`marsad evaluate`: events against annotated reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from marsad.cli.evaluate_places import WithPlaces
from marsad.cli.loading import load_coder
from marsad.cli.options import GAZETTEER
from marsad.errors import UsageError
from marsad.evaluate import Annotated, Score, Told, Words, from_record, load_gold, load_records, load_words
from marsad.evaluate.page import to_html
from marsad.evaluate.reliability import expected_error
from marsad.intake import parse_day
from marsad.model import Report
from marsad.paths import data_root
from marsad.pipeline import Coder


@click.command(cls=WithPlaces)
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("pred", type=click.Path(path_type=Path), required=False)
@click.option("--details", is_flag=True, help="List every missed and every false event, and every wrong field.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--texts", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports' words are, as <id>.txt."
)
@click.option(
    "--html",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a page to look through what is right and wrong, report by report.",
)
@GAZETTEER
@click.pass_context
def evaluate(
    ctx: click.Context,
    *,
    gold: Path,
    pred: Path | None,
    details: bool,
    as_json: bool,
    texts: Path | None,
    html: Path | None,
    gazetteer: Path | None,
) -> None:
    """Score events against annotated reports.

    GOLD is an annotated report or a folder of them (JSON).  PRED is what extract printed with
    --format jsonl; without it, the reports of GOLD are read now.

    \b
    event   the kind is right, and the evidence overlaps or a place is shared
    strict  also a place, the actor, the target and the status are right
    family  the kind may be a near one (shelling for an air strike)

    \b
    Examples:
      marsad evaluate gold
      marsad evaluate places gold
      marsad evaluate gold events.jsonl --details
      marsad evaluate gold --html errors.html
    """
    words = load_words(data_root())
    reports = load_gold(gold, words, texts)
    read = list(_read(reports, load_records(pred, words) if pred else None, words, gazetteer))
    if not read:
        raise UsageError(f"{gold}: nothing to score")
    score = Score(words)
    for report, events in read:
        score.add(report.id, report.events, events)
    if html:
        _write_page(html, to_html(f"{gold}", read, words))
    click.echo(json.dumps(_figures(score), ensure_ascii=False) if as_json else "\n".join(_lines(score, details)))
    ctx.exit(3 if len(read) < len(reports) else 0)


def _read(
    reports: list[Annotated], found: dict[str, list[Told]] | None, words: Words, gazetteer: Path | None
) -> Iterator[tuple[Annotated, list[Told]]]:
    """Give each report with its events: those found before, else those that its words give now."""
    coder = load_coder(gazetteer) if found is None else None
    for report in reports:
        if coder is None:
            yield report, (found or {}).get(report.id, [])
        elif report.text is None:
            click.echo(f"marsad: {report.id}: skipped, its text is not there; name its folder with --texts", err=True)
        else:
            yield report, _extracted(coder, report, words)


def _extracted(coder: Coder, report: Annotated, words: Words) -> list[Told]:
    """Read an annotated report's words now."""
    published = parse_day(report.published) if report.published else None
    events = coder.extract(Report(report.id, report.text or "", published, report.outlet))
    return [from_record(event.to_dict(), words) for event in events]


def _write_page(path: Path, page: str) -> None:
    """Write the page, and say on standard error that it is there."""
    try:
        path.write_text(page, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    click.echo(f"marsad: {path} is written; open it in a browser", err=True)


def _figures(score: Score) -> dict[str, object]:
    """Return the figures for a program: the referee's, and the calibration."""
    rows = score.reliability
    error = round(expected_error(rows), 3) if rows else None
    return {**score.to_dict(), "calibration_error": error, "reliability": [asdict(row) for row in rows]}


def _lines(score: Score, details: bool) -> Iterator[str]:
    if details:
        yield from (str(miss) for miss in score.misses)
        yield ""
    yield f"{score.reports} reports, {score.event.gold} annotated events, {score.event.found} extracted"
    yield ""
    yield f"{'':<22}{'precision':>10}{'recall':>8}{'F1':>7}{'hits':>7}{'gold':>7}{'found':>7}"
    for name in ("event", "strict", "family", "places"):
        yield _row(name, getattr(score, name).to_dict())
    yield ""
    for name, tally in score.fields.items():
        ratio = f"{tally.hits / tally.gold:.3f}" if tally.gold else "-"
        yield f"{name + ' right':<22}{ratio:>10}{f'{tally.hits} of {tally.gold}':>22}"
    yield ""
    yield from _geocoding(score)
    yield f"{score.without_events} reports without events, {score.false_alarms} of them with a false one"
    yield ""
    yield from _reliability(score)
    for kind, tally in sorted(score.kinds.items(), key=lambda item: (-item[1].gold, item[0])):
        yield _row(kind, tally.to_dict())


def _reliability(score: Score) -> Iterator[str]:
    rows = score.reliability
    for row in rows:
        span = f"{row.low:.1f} to {row.low + 0.1:.1f}"
        yield f"confidence {span:<11}{row.confidence:>10.3f}{row.right:>8.3f} right{row.events:>15}"
    if rows:
        yield f"expected calibration error {expected_error(rows):.3f}"
        yield ""


def _row(name: str, row: dict[str, float]) -> str:
    ratios = f"{row['precision']:>10.3f}{row['recall']:>8.3f}{row['f1']:>7.3f}"
    return f"{name:<22}{ratios}{row['hits']:>7}{row['gold']:>7}{row['predicted']:>7}"


def _geocoding(score: Score) -> Iterator[str]:
    errors = sorted(score.errors_km)
    if errors:
        near, far = (sum(error <= limit for error in errors) / len(errors) for limit in (10, 161))
        yield f"{len(errors)} shared places: {near:.1%} within 10 km, {far:.1%} within 161 km"
