"""`marsad user` and what `marsad serve` makes of users."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner, Result

from marsad.cli import program

pytest.importorskip("argon2")
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    CliRunner().invoke(program, ["init", str(tmp_path / "desk")])

    def user(*words: str, given: str | None = None) -> Result:
        return CliRunner().invoke(
            program, ["user", words[0], "--project", str(tmp_path / "desk"), *words[1:]], input=given
        )

    return user


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[dict[str, object]]:
    """Let `marsad serve` go as far as serving, and note with what."""
    served: list[dict[str, object]] = []
    (tmp_path / "htmx.min.js").touch()
    monkeypatch.setattr("marsad.cli.serve.PARTS", tmp_path)
    monkeypatch.setattr("uvicorn.run", lambda app, **given: served.append({"names": app.state.names, **given}))
    return served


def test_a_user_s_way_from_first_to_last(run: Run, tmp_path: Path) -> None:
    assert "no users" in run("list").stdout
    refused = run("add", "basil", "--role", "coder", "--made-up")
    assert (refused.exit_code, "must be an admin" in refused.stderr) == (2, True)
    assert run("add", "ana", "--role", "admin", "--password-file", "-", given="a few long words\n").exit_code == 0
    made = run("add", "basil", "--role", "coder", "--made-up").stdout
    assert len(made.split("password ")[1].strip()) == 23
    assert run("role", "basil", "reviewer").stdout == "basil: reviewer\n"
    assert "another password: " in run("password", "basil", "--made-up").stdout
    shown = run("totp", "BASIL").stdout
    secret = shown.splitlines()[1].strip()
    assert pyotp.parse_uri(shown.splitlines()[2].strip()).secret == secret
    listed = run("list").stdout
    assert "basil                reviewer, codes, has not chosen a password yet" in listed
    assert run("totp", "basil", "--off").exit_code == 0
    assert run("revoke", "basil").exit_code == 0
    assert "revoked on" in run("list").stdout
    assert (run("revoke", "ana").exit_code, run("role", "nobody", "coder").exit_code) == (2, 2)
    verified = CliRunner().invoke(program, ["verify", "--project", str(tmp_path / "desk")])
    assert "all is sound" in verified.stdout


def test_a_password_is_asked_for_where_somebody_is_there(run: Run) -> None:
    nobody = run("add", "ana", "--role", "admin")
    assert (nobody.exit_code, "nobody is here to ask" in nobody.stderr) == (2, True)
    short = run("add", "ana", "--role", "admin", "--password-file", "-", given="short\n")
    assert (short.exit_code, "12 letters or more" in short.stderr) == (2, True)


def test_others_are_served_only_where_users_sign_in(run: Run, tmp_path: Path, parts: list[dict[str, object]]) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    desk = str(tmp_path / "desk")

    def served(*words: str) -> Result:
        return CliRunner().invoke(program, ["serve", desk, "--port", port, *words])

    alone = served()
    assert (alone.exit_code, "without users" in alone.stdout) == (0, True)
    for words in (("--host", "0.0.0.0", "--name", "desk.example"), ("--name", "desk.example")):
        refused = served(*words)
        assert (refused.exit_code, "has no users; add one first" in refused.stderr) == (2, True)
    assert len(parts) == 1
    run("add", "ana", "--role", "admin", "--made-up")
    assert "say by which name" in served("--host", "0.0.0.0").stderr
    open_ = served("--host", "0.0.0.0", "--name", "desk.example")
    assert "http://desk.example" in open_.stdout
    assert "put a server that speaks https before it" in open_.stdout
    assert {"desk.example", "localhost"} <= set(parts[-1]["names"])  # type: ignore[call-overload]
    assert served("--host", "no such host!").exit_code == 2
    assert "users sign in" in served().stdout
