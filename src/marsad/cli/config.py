"""`marsad config`: what a project is set to, and by whom."""

from __future__ import annotations

from pathlib import Path

import click

from marsad.cli.opening import in_project, opened
from marsad.project.project import without_password


@click.group()
def config() -> None:
    """Show what a project is set to.

    \b
    Example:
      marsad config show --origin
    """


@config.command()
@in_project
@click.option("--origin", is_flag=True, help="Say who set each value: a flag, the environment, the file, or nobody.")
@click.option("--database", metavar="ADDRESS", help="Take this database, to see that the flag wins.")
def show(*, folder: Path | None, origin: bool, database: str | None) -> None:
    """Print each setting, one a line.

    A flag wins over a variable such as MARSAD_TIMEZONE, that over marsad.toml, that over the default.

    \b
    Example:
      marsad config show --origin
    """
    with opened(folder, {"database": database}, any_schema=True) as project:
        for name, setting in project.settings.values.items():
            value = without_password(setting.value) if name == "database" else setting.value
            click.echo(f"{name} = {value}" + (f"\t({setting.origin})" if origin else ""))
