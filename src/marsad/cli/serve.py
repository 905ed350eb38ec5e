"""`marsad serve`: the desk in the browser."""

from __future__ import annotations

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from pathlib import Path

import click

from marsad.cli.opening import opened, user
from marsad.errors import UsageError
from marsad.paths import PACKAGE, data_root
from marsad.project.project import Project, create
from marsad.store.users import any_user

_EVERY = ("0.0.0.0", "::")  # noqa: S104 - compared with, never bound to
PARTS = PACKAGE / "web" / "static" / "parts"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="[DIR]", required=False)
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, metavar="N", help="Where.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Which address of this machine."
)
@click.option(
    "--name", "names", multiple=True, metavar="NAME", help="A name by which others open it: desk.example.org."
)
@click.option("--demo", is_flag=True, help="Show a project of invented reports, which is gone when you stop.")
def serve(*, folder: Path | None, port: int, host: str, names: tuple[str, ...], demo: bool) -> None:
    """Open the desk of the project in DIR: read, review, look at the map.

    It answers to this machine alone. A project without users (marsad user add) asks nobody to sign in, and notes your
    decisions under your system's name. One with users may be opened to others, with --host and --name; put a server
    that speaks https before it, or names and passwords are read on the way.

    \b
    Examples:
      marsad serve
      marsad serve desk --port 9000
      marsad serve desk --host 0.0.0.0 --name desk.example.org
      marsad serve --demo
    """
    try:
        import uvicorn

        from marsad.web.app import make_app
    except ModuleNotFoundError as error:
        raise UsageError(f"the desk needs {error.name}: pip install 'marsad[web]'") from None
    if not (PARTS / "htmx.min.js").is_file():
        raise UsageError(f"{PARTS}: the desk's parts are missing; make parts (it needs npm)")
    _free(host, port)
    with _demo() if demo else opened(folder or _given()) as project:
        signed = _signed(project, host, names)
        click.echo(
            f"{project.settings['name'] or project.folder.name}: http://{_shown(host, names)}:{port}/  (Ctrl-C stops)"
        )
        if signed:
            click.echo("users sign in" + ("" if _loopback(host) else "; put a server that speaks https before it"))
        else:
            click.echo(f"for this machine alone, without users; decisions are noted as {project.by}'s")
        app = make_app(project, {*names, *(() if _loopback(host) else (host,))})
        uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)


def _signed(project: Project, host: str, names: tuple[str, ...]) -> bool:
    """Tell whether a project has users.

    Raises `UsageError` where it has none and others could reach it, or nobody said by which name they do.
    """
    with project.database.read() as connection:
        signed = any_user(connection)
    if not signed and (names or not _loopback(host)):
        raise UsageError(
            f"{', '.join(names) or host}: others can reach it, and this project has no users; "
            "add one first: marsad user add NAME --role admin"
        )
    if not names and host in _EVERY:
        raise UsageError(f"{host}: is every address of this machine; say by which name others open it, with --name")
    return signed


def _loopback(host: str) -> bool:
    """Tell whether an address is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(host: str, names: tuple[str, ...]) -> str:
    return names[0] if names else "localhost" if _loopback(host) else host


def _given() -> Path | None:
    return Path(os.environ["MARSAD_PROJECT"]) if os.environ.get("MARSAD_PROJECT") else None


def _free(host: str, port: int) -> None:
    """Raise `UsageError` where the address is none of this machine's, or something else answers at the port."""
    try:
        family, kind, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise UsageError(f"{host}: is no address of this machine; give another with --host") from None
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(where)
        except OSError as error:
            raise UsageError(f"{host}, port {port}: {error.strerror}; give another with --port or --host") from None


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
