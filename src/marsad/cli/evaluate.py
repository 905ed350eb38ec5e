"""`marsad evaluate`: events against annotated reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from marsad.cli.loading import load_coder
from marsad.errors import UsageError
from marsad.evaluate import Annotated, Score, Told, Words, from_record, load_gold, load_records, load_words
from marsad.intake import parse_day
from marsad.model import Report
from marsad.paths import data_root
from marsad.pipeline import Coder


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("pred", type=click.Path(path_type=Path), required=False)
@click.option("--details", is_flag=True, help="List every missed and every false event, and every wrong field.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--texts", type=click.Path(path_type=Path), metavar="DIR", help="Where the reports' words are, as <id>.txt."
)
@click.pass_context
def evaluate(
    ctx: click.Context, *, gold: Path, pred: Path | None, details: bool, as_json: bool, texts: Path | None
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
      marsad evaluate gold events.jsonl --details
    """
    words = load_words(data_root())
    score, unread = Score(words), 0
    reports = load_gold(gold, words, texts)
    found = load_records(pred, words) if pred else {}
    coder = None if pred else load_coder()
    for report in reports:
        if coder and report.text is None:
            unread += 1
            click.echo(f"marsad: {report.id}: skipped, its text is not there; name its folder with --texts", err=True)
        else:
            score.add(report.id, report.events, _extracted(coder, report, words) if coder else found.get(report.id, []))
    if not score.reports:
        raise UsageError(f"{gold}: nothing to score")
    click.echo(json.dumps(score.to_dict(), ensure_ascii=False) if as_json else "\n".join(_lines(score, details)))
    ctx.exit(3 if unread else 0)


def _extracted(coder: Coder, report: Annotated, words: Words) -> list[Told]:
    """Read an annotated report's words now."""
    published = parse_day(report.published) if report.published else None
    events = coder.extract(Report(report.id, report.text or "", published, report.outlet))
    return [from_record(event.to_dict(), words) for event in events]


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
    for kind, tally in sorted(score.kinds.items(), key=lambda item: (-item[1].gold, item[0])):
        yield _row(kind, tally.to_dict())


def _row(name: str, row: dict[str, float]) -> str:
    ratios = f"{row['precision']:>10.3f}{row['recall']:>8.3f}{row['f1']:>7.3f}"
    return f"{name:<22}{ratios}{row['hits']:>7}{row['gold']:>7}{row['predicted']:>7}"


def _geocoding(score: Score) -> Iterator[str]:
    errors = sorted(score.errors_km)
    if errors:
        near, far = (sum(error <= limit for error in errors) / len(errors) for limit in (10, 161))
        yield f"{len(errors)} shared places: {near:.1%} within 10 km, {far:.1%} within 161 km"
