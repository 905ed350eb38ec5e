"""`marsad control`: who held which place, from when to when, and how that is known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from marsad.cli.opening import in_project
from marsad.cli.options import day as a_day
from marsad.cli.told import Told, told_by
from marsad.control import Held, Timeline
from marsad.errors import UsageError
from marsad.merge.fuse import day_of
from marsad.text.fold import fold_word


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@in_project
@click.option("--place", metavar="NAME", help="Only places whose name, Arabic or English, holds this.")
@click.option(
    "--on", "day", callback=a_day, metavar="DATE", help="Who held what on that day, with the words behind it."
)
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option(
    "--geojson",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a GeoJSON file for each day on which something changed.",
)
@click.pass_context
def control(
    ctx: click.Context,
    *,
    files: tuple[Path, ...],
    folder: Path | None,
    place: str | None,
    day: date | None,
    format_: str,
    geojson: Path | None,
) -> None:
    """Tell who held which place, to the day: from the reports of FILES, or without any from those of a project.

    Captures, withdrawals and sieges change the holder or the state; `الخاضعة لسيطرة` tells a holder in passing.  What
    failed, might be or is denied changes nothing; what contradicts is listed.

    \b
    Examples:
      marsad control --on 2018-03-20
      marsad control reports.jsonl
      marsad control reports.jsonl --place دوما --on 2018-03-20
      marsad control reports.jsonl --geojson days/
    """
    told = told_by(files, folder)
    lines = [line for line in told.timelines() if line.spans and _wanted(told, line.place, place)]
    if geojson is not None:
        _write_days(geojson, told, lines)
    elif format_ == "json":
        click.echo(json.dumps([_record(told, line, day) for line in lines], ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_table(told, lines, day.toordinal() if day else None)))
    ctx.exit(3 if told.unread else 0)


def _wanted(told: Told, place: str, name: str | None) -> bool:
    known = told.spots.get(place, {})
    names = " ".join(str(known.get(key) or "") for key in ("text", "name", "name_ar"))
    return name is None or name.lower() in names.lower() or fold_word(name) in fold_word(names)


def _table(told: Told, lines: list[Timeline], day: int | None) -> Iterator[str]:
    yield f"{'place':<26}{'holder':<20}{'state':<11}{'from':<12}{'to':<12}{'accounts':>8}"
    for line in lines:
        for span in line.spans:
            if day is not None and line.on(day) is not span:
                continue
            start, end = day_of(span.start) or "…", day_of(span.end) or "…"
            yield (
                f"{told.name(line.place)[:25]:<26}{span.holder[:19]:<20}{span.state:<11}{start:<12}{end:<12}"
                f"{len(span.accounts):>8}"
            )
            if day is not None:
                yield from (f"    «{told.words.get(name, '')}»  {name}" for name in span.accounts)
        if day is None:
            for one in line.contradictions:
                when = day_of(one.claim.day)
                yield f"    contradicts: {one.claim.party} {one.claim.what} on {when} ({one.claim.account})"


def _record(told: Told, line: Timeline, day: date | None) -> dict[str, Any]:
    spans = line.spans if day is None else [span for span in [line.on(day.toordinal())] if span]
    return {
        "place": told.spots.get(line.place) or {"text": line.place},
        "spans": [_span(told, span) for span in spans],
        "contradictions": [
            {"party": c.claim.party, "what": c.claim.what, "day": day_of(c.claim.day), "account": c.claim.account}
            for c in line.contradictions
        ],
    }


def _span(told: Told, span: Held) -> dict[str, Any]:
    because = [{"account": name, "words": told.words.get(name)} for name in span.accounts]
    period = {"from": day_of(span.start), "to": day_of(span.end)}
    return {"holder": span.holder, "state": span.state, **period, "because": because}


def _write_days(folder: Path, told: Told, lines: list[Timeline]) -> None:
    """Write who held what on each day on which a span begins or ends."""
    days = sorted({day for line in lines for span in line.spans for day in (span.start, span.end) if day is not None})
    if not days:
        raise UsageError("nothing changed hands: no day to write")
    folder.mkdir(parents=True, exist_ok=True)
    for day in days:
        features = [_feature(told, line, span) for line in lines if (span := line.on(day)) is not None]
        whole = {"type": "FeatureCollection", "date": day_of(day), "features": [one for one in features if one]}
        path = folder / f"{day_of(day)}.geojson"
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    click.echo(f"marsad: {len(days)} days written to {folder}", err=True)


def _feature(told: Told, line: Timeline, span: Held) -> dict[str, Any] | None:
    place = told.spots.get(line.place, {})
    if place.get("lat") is None:
        return None
    geometry = {"type": "Point", "coordinates": [place["lon"], place["lat"]]}
    facts = {"place": told.name(line.place), "name_ar": place.get("name_ar"), **_span(told, span)}
    return {"type": "Feature", "geometry": geometry, "properties": facts}
