"""`marsad serve`: the desk in the browser."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from marsad.cli.opening import opened, user
from marsad.errors import UsageError
from marsad.paths import PACKAGE, data_root
from marsad.project.project import Project, create

PARTS = PACKAGE / "web" / "static" / "parts"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]", required=False)
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, metavar="N", help="Where.")
@click.option("--demo", is_flag=True, help="Show a project of invented reports, which is gone when you stop.")
def serve(*, folder: Path | None, port: int, demo: bool) -> None:
    """Open the desk of the project in DIR: read, review, look at the map.

    It answers to this machine alone, needs no account, and notes your decisions under your system's name.

    \b
    Examples:
      marsad serve
      marsad serve desk --port 9000
      marsad serve --demo
    """
    try:
        import uvicorn

        from marsad.web.app import make_app
    except ModuleNotFoundError as error:
        raise UsageError(f"the desk needs {error.name}: pip install 'marsad[web]'") from None
    if not (PARTS / "htmx.min.js").is_file():
        raise UsageError(f"{PARTS}: the desk's parts are missing; make parts (it needs npm)")
    _free(port)
    with _demo() if demo else opened(folder or _given()) as project:
        click.echo(f"{project.settings['name'] or project.folder.name}: http://localhost:{port}/  (Ctrl-C stops)")
        click.echo(f"for this machine alone, without accounts; decisions are noted as {project.by}'s")
        uvicorn.run(make_app(project), host="127.0.0.1", port=port, log_level="warning", server_header=False)


def _given() -> Path | None:
    return Path(os.environ["MARSAD_PROJECT"]) if os.environ.get("MARSAD_PROJECT") else None


def _free(port: int) -> None:
    """Raise `UsageError` where something else answers at the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise UsageError(f"port {port}: {error.strerror}; give another with --port") from None


@contextmanager
def _demo() -> Iterator[Project]:
    """Make a project of the invented reports in a folder that is deleted at the end."""
    from marsad.project.demo import fill

    with tempfile.TemporaryDirectory(prefix="marsad-demo-") as folder:
        project = create(Path(folder) / "demo", "demo", None, os.environ, user())
        try:
            click.echo("making the demo project ...")
            fill(project, sorted((data_root() / "examples").glob("*.jsonl")))
            yield project
        finally:
            project.close()
