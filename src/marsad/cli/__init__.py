"""The command line: one file a command; a command's code is loaded only when it runs."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from marsad import __version__
from marsad.errors import MarsadError

COMMANDS = {
    "extract": ("marsad.cli.extract", "extract", "Read reports and print their events."),
    "scale": ("marsad.cli.scale", "scale", "Read and merge archives of millions."),
    "merge": ("marsad.cli.merge", "merge", "Join the accounts of one happening."),
    "export": ("marsad.cli.export", "export", "Write happenings as files that others work with."),
    "validate": ("marsad.cli.validate", "validate", "Check a file against a layout."),
    "compare": ("marsad.cli.compare", "compare", "Compare happenings with ACLED or UCDP."),
    "import-edits": ("marsad.cli.edits", "import_edits", "Take in a table corrected by hand."),
    "apply-edits": ("marsad.cli.edits", "apply_edits", "Write happenings with the edits that stand."),
    "undo-edits": ("marsad.cli.edits", "undo_edits", "Undo a batch of edits."),
    "release": ("marsad.cli.release", "release", "Freeze a version, with what changed since the last."),
    "digest": ("marsad.cli.digest", "daily", "Tell a day in short."),
    "control": ("marsad.cli.control", "control", "Tell who held which place, from when to when."),
    "evaluate": ("marsad.cli.evaluate", "evaluate", "Score events against annotated reports."),
    "gazetteer": ("marsad.cli.gazetteer", "gazetteer", "Make and look into a gazetteer of places."),
    "train": ("marsad.cli.train", "train", "Learn weights from annotated reports."),
    "init": ("marsad.cli.init", "init", "Make a project on disk."),
    "add": ("marsad.cli.add", "add", "Take reports into a project."),
    "process": ("marsad.cli.process", "process", "Read what waits in a project."),
    "list": ("marsad.cli.listing", "list_", "List reports, assertions, happenings or runs."),
    "search": ("marsad.cli.listing", "search", "Search for words."),
    "show": ("marsad.cli.show", "show", "Show one report, assertion, happening or run."),
    "serve": ("marsad.cli.serve", "serve", "Open a project in the browser."),
    "user": ("marsad.cli.user", "user", "Say who may work on a project in the browser."),
    "status": ("marsad.cli.status", "status", "Tell how a project stands."),
    "judge": ("marsad.cli.judging", "judge", "Say whether two assertions tell one happening."),
    "decide": ("marsad.cli.judging", "decide", "Note a decision about an assertion."),
    "forget": ("marsad.cli.judging", "forget", "Delete a report for somebody's safety."),
    "watch": ("marsad.cli.watch", "watch", "Take new items of feeds and folders."),
    "deal": ("marsad.cli.agreement", "deal", "Give a share of reports to two coders each."),
    "agreement": ("marsad.cli.agreement", "agreement", "Tell how far coders agree."),
    "audit": ("marsad.cli.audit", "audit", "Show who changed what, when and why."),
    "verify": ("marsad.cli.verify", "verify", "Prove a project against its hashes."),
    "backup": ("marsad.cli.keeping", "backup", "Write a project into one file."),
    "restore": ("marsad.cli.keeping", "restore", "Bring a project back from a backup."),
    "migrate": ("marsad.cli.keeping", "migrate", "Bring a project to the present schema."),
    "config": ("marsad.cli.config", "config", "Show what a project is set to."),
    "data": ("marsad.cli.data", "data", "Check the data files."),
}


class Program(click.Group):
    """Commands by name, loaded late; errors in one line, without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command by its name; None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, _, summary) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; end quietly when the reader of its output (head, less) has seen enough."""
        try:
            try:
                return super().invoke(ctx)
            finally:
                sys.stdout.flush()
        except BrokenPipeError:
            _drop_output()
            return 0

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run and exit: 0 fine, 1 faults or no room, 2 nothing could be done, 3 a part could not be read."""
        extra["standalone_mode"] = False
        try:
            status = super().main(*args, **extra)
        except click.ClickException as error:
            message = error.format_message()
            click.echo(message if message.startswith("Usage:") else f"marsad: {message}", err=True)
            status = 2
        except MarsadError as error:
            click.echo(f"marsad: {error}", err=True)
            status = 2
        except OSError as error:
            _drop_output()
            click.echo(f"marsad: {error.filename or 'output'}: {error.strerror}", err=True)
            status = 1
        except click.Abort:
            status = 130
        sys.exit(status if isinstance(status, int) else 0)


def _drop_output() -> None:
    """Send to nowhere what is left of an output that cannot be written, or Python complains at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.command(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="marsad %(version)s")
def program() -> None:
    """Read Arabic reports of conflict into coded events: who did what to whom, where, when, and who says so.

    \b
    Try it:
      marsad extract --examples
      marsad extract report.txt --published 2017-04-05
    """


def main() -> None:
    """Run the command line."""
    program(prog_name="marsad")
