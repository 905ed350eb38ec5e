"""`marsad user`: who may work on a project in the browser, and as what."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from marsad.cli.opening import in_project, opened
from marsad.errors import UsageError
from marsad.project import passwords
from marsad.project import users as project_users
from marsad.store.users import ROLES, all_users, known

ROLE = click.Choice(ROLES)
_password_file = click.option(
    "--password-file",
    type=click.File("r", encoding="utf-8"),
    metavar="FILE",
    help="Read the password from the first line of FILE (- is the standard input) instead of asking.",
)


@click.group()
def user() -> None:
    """Say who may work on a project in the browser, and as what.

    A project without users lets in whoever sits at its machine. With the first user, who must be an admin, every page
    asks for a name and a password. Roles: a reader reads; a coder accepts, corrects and adds too; a reviewer settles
    and sees the audit too; an admin manages users too.

    \b
    Example:
      marsad user add ana --role admin
    """


@user.command()
@click.argument("name")
@in_project
@click.option("--role", type=ROLE, required=True, help="What the user may do.")
@_password_file
@click.option("--made-up", is_flag=True, help="Make a password up and print it; at first the user chooses another.")
def add(*, name: str, folder: Path | None, role: str, password_file: TextIO | None, made_up: bool) -> None:
    """Add a user; one that was revoked comes back under the same name.

    \b
    Examples:
      marsad user add ana --role admin
      marsad user add basil --role coder --made-up
    """
    with opened(folder) as project:
        password = passwords.made_up() if made_up else _password(password_file, name)
        project_users.add(project, name, role, password, renew=made_up)
    click.echo(f"{name}: {role}" + (f", with the password {password}" if made_up else ""))


@user.command("list")
@in_project
def list_(*, folder: Path | None) -> None:
    """List the users, those that were revoked too.

    \b
    Example:
      marsad user list
    """
    with opened(folder) as project, project.database.read() as connection:
        found = all_users(connection)
    for one in found:
        said = [one.role if not one.revoked_at else f"revoked on {one.revoked_at[:10]}"]
        said += ["codes"] * one.totp_on + ["has not chosen a password yet"] * (one.renew and not one.revoked_at)
        click.echo(f"{one.name:<20} {', '.join(said)}")
    if not found:
        click.echo("no users: who sits at this machine may do everything; marsad user add makes the first")


@user.command()
@click.argument("name")
@click.argument("role", type=ROLE)
@in_project
def role(*, name: str, role: str, folder: Path | None) -> None:
    """Give a user another role; who is signed in must sign in anew.

    \b
    Example:
      marsad user role basil reviewer
    """
    with opened(folder) as project:
        project_users.set_role(project, name, role)
    click.echo(f"{name}: {role}")


@user.command()
@click.argument("name")
@in_project
@_password_file
@click.option("--made-up", is_flag=True, help="Make one up and print it; at first the user chooses another.")
def password(*, name: str, folder: Path | None, password_file: TextIO | None, made_up: bool) -> None:
    """Give a user another password, and sign him out everywhere.

    \b
    Example:
      marsad user password basil --made-up
    """
    with opened(folder) as project:
        given = passwords.made_up() if made_up else _password(password_file, name)
        project_users.set_password(project, name, given, renew=made_up)
    click.echo(f"{name}: has another password" + (f": {given}" if made_up else ""))


@user.command()
@click.argument("name")
@in_project
@click.option("--off", is_flag=True, help="Ask for no codes any more, as where the device was lost.")
def totp(*, name: str, folder: Path | None, off: bool) -> None:
    """Ask a user for a one-time code at each sign-in, and print what his device needs for it; or ask no more.

    Users turn codes on for themselves on their page, with an image to scan.

    \b
    Examples:
      marsad user totp basil
      marsad user totp basil --off
    """
    with opened(folder) as project:
        with project.database.read() as connection:
            name = known(connection, name)["name"]
        secret = None if off else passwords.new_totp()
        project_users.set_totp(project, name, secret)
        called = project.settings["name"] or project.folder.name
    if secret is None:
        click.echo(f"{name}: is asked for no codes")
        return
    click.echo(f"{name}: is asked for a code from now on; the device needs")
    click.echo(f"  {secret}")
    click.echo(f"  {passwords.totp_address(secret, name, called)}")


@user.command()
@click.argument("name")
@in_project
def revoke(*, name: str, folder: Path | None) -> None:
    """Let a user in no more: sessions and tokens end at once; the name stays for the audit.

    \b
    Example:
      marsad user revoke basil
    """
    with opened(folder) as project:
        project_users.revoke(project, name)
    click.echo(f"{name}: is let in no more")


def _password(file: TextIO | None, name: str) -> str:
    """Return the password that a file or a person gives."""
    if file is not None:
        return file.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise UsageError("nobody is here to ask for the password: give --password-file FILE, or --made-up")
    return str(click.prompt(f"Password of {name}", hide_input=True, confirmation_prompt="The same again"))
