"""`marsad show`: one report, assertion or run, whole."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from marsad.cli.happenings import whole
from marsad.cli.opening import in_project, opened
from marsad.cli.rows import utf8
from marsad.errors import UsageError
from marsad.export import Coded, writer
from marsad.model import Report
from marsad.project.project import Project
from marsad.store import find
from marsad.store.records import to_event
from marsad.text.months import in_arabic

_NO_WORDS = {"blank": "words of it were deleted; marsad merge makes it anew", "gone": "none of its accounts is left"}


@click.command()
@click.argument("id")
@in_project
@click.option("--format", "format_", type=click.Choice(["table", "json"]), default="table", show_default=True,
              help="How to print it.")  # fmt: skip
def show(*, id: str, folder: Path | None, format_: str) -> None:
    """Show a report, an assertion, a happening or a run with all that is known of it, and what was done to it.

    ID is a name that marsad list prints: of a report, of an assertion (mrs-...), of a happening (hap-...), or a run's
    number. A happening that is no more leads to the one that has its accounts now.

    \b
    Examples:
      marsad show mrs-4f0c9e5d2a7b8c61
      marsad show report-12 --format json
    """
    utf8()
    with opened(folder) as project, project.database.read() as connection:
        for kind, look in (("assertion", find.assertion), ("happening", find.happening), ("report", find.report)):
            found = look(connection, id)
            if found:
                _print(kind, id, found, project, format_)
                return
        found = find.run(connection, int(id)) if id.isdecimal() and id.isascii() else None
        if found is None:
            raise UsageError(f"{id}: no such report, assertion, happening or run; marsad list shows them")
        _print("run", id, found, project, format_)


def _print(kind: str, id: str, found: dict[str, Any], project: Project, format: str) -> None:
    if format == "json":
        json.dump({"is": kind, **found}, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    elif kind == "assertion":
        _assertion(found, project)
    elif kind == "happening":
        _happening(id, found)
    elif kind == "report":
        _report(found, project)
    else:
        for name, value in found.items():
            click.echo(f"{name:<12}{value}")


def _assertion(found: dict[str, Any], project: Project) -> None:
    if found["state"] == "deleted":
        click.echo(f"{found['name']}: its words were deleted")
        return
    about = found["report"]
    published = date.fromisoformat(about["published"]) if about["published"] else None
    report = Report(about["name"], about["text"], published, about["outlet"], about["url"], about["title"])
    writer("table")([Coded(report, [to_event(json.loads(found["record"]))])], sys.stdout)
    if found["date_start"]:
        click.echo(f"day         {in_arabic(date.fromisoformat(found['date_start']), project.settings['months'])}")
    click.echo(f"state       {found['state']}" + (f", {found['review']}" if found["review"] else ""))
    was, now = json.loads(found["as_read"]), json.loads(found["record"])
    for name in (name for name in now if now[name] != was.get(name)):
        click.echo(f"corrected   {name}; it was read as {json.dumps(was.get(name), ensure_ascii=False)[:200]}")
    for one in found["decisions"]:
        note = f": {one['note']}" if one["note"] else ""
        click.echo(f"decided     {one['decision']} by {one['by']} at {one['at']}{note}")


def _happening(id: str, found: dict[str, Any]) -> None:
    if found["name"] != id:
        click.echo(f"{id} is now {found['name']}")
    if found["state"] != "current":
        click.echo(f"{found['name']}: {_NO_WORDS[found['state']]}")
    else:
        click.echo("\n".join(whole(found["record"])))
    for one in found["assertions"]:
        click.echo(
            f"account     {one['name']} · {one['report']} · {one['outlet'] or 'no outlet'} · {one['published'] or '-'}"
        )
    for one in found["judgements"]:
        why = f": {one['why']}" if one["why"] else ""
        click.echo(f"judged      {one['one']} {one['other']} {one['verdict']} by {one['by']} at {one['at']}{why}")
    for note in found["audit"]:
        click.echo(f"audit {note['id']:<6}{note['at']} {note['by']}: {note['action']} {note['subject']}")


def _report(found: dict[str, Any], project: Project) -> None:
    for name in ("name", "title", "outlet", "published", "url", "country", "added_at", "deleted_at"):
        if found[name]:
            click.echo(f"{name:<12}{found[name]}")
    for name, value in found["meta"].items():
        click.echo(f"{name:<12}{value if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False)}")
    capture, reading = found["capture"], found["reading"]
    place = f", {found['locator']}" if found["locator"] else ""
    click.echo(f"received    {capture['received_at']} by {capture['by']} ({capture['method']})")
    click.echo(f"from        {capture['origin']}{place}")
    click.echo(f"raw bytes   {project.archive.path(capture['sha256'])} ({capture['size']:,} bytes)")
    for text in found["texts"]:
        click.echo(f"text {text['version']:<7}{text['extractor']}, {text['made_at']}, SHA-256 {text['sha256']}")
    click.echo(f"read        {reading['read_at']} by {reading['extractor']}" if reading else "read        not yet")
    for copy in found["copies"]:
        click.echo(f"copy        {copy['name']} · {copy['outlet'] or 'no outlet'} · {copy['similarity']:.2f}")
    click.echo(f"assertions  {len(found['assertions'])}")
    for one in found["assertions"]:
        click.echo(f"            {one['name']} {one['date_start'] or 'no date':<10} {one['kind']}")
    for note in found["audit"]:
        click.echo(f"audit {note['id']:<6}{note['at']} {note['by']}: {note['action']} {note['subject']}")
    if not found["deleted_at"]:
        click.echo(f"\n{found['texts'][-1]['text']}")
