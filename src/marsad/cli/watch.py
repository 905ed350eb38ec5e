"""`marsad watch`: new items of feeds and folders, as they come."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path

import click

from marsad.cli.opening import in_project, opened
from marsad.fetch import Fetcher
from marsad.project.sources import AGENT
from marsad.project.watch import look_round, watched

_LEAST = 1  # minutes between two looks at a source
_NAP = 5.0  # seconds between two glances at the clock


@click.command()
@in_project
@click.option("--interval", type=click.IntRange(_LEAST), default=15, show_default=True, metavar="MINUTES",
              help="How often to look at a source.")  # fmt: skip
@click.option("--once", is_flag=True, help="Look once at what is due, and end.")
@click.option("--fetch", is_flag=True, help="Allow the network, for feeds.")
def watch(*, folder: Path | None, interval: int, once: bool, fetch: bool) -> None:
    """Take new items of the feeds and folders that marsad.toml lists under [[watch]], until interrupted.

    A feed that has not changed sends nothing; one that fails is asked less and less often, at the latest
    after a day, and never before the time that it asks for itself.

    \b
    Examples:
      marsad watch --fetch
      marsad watch --once
    """
    with opened(folder) as project:
        allowed = fetch or project.settings["fetch"]
        fetcher = Fetcher(AGENT) if allowed else None
        watched(project)
        while True:
            with project.run("watch", {"interval": interval}) as ledger:
                for look in look_round(project, ledger, fetcher, timedelta(minutes=interval)):
                    news = look.problem or f"{look.reports:,} new reports"
                    click.echo(f"{look.source}: {news}", err=look.problem is not None)
            if once:
                return
            time.sleep(_NAP)
