"""The same project on a real PostgreSQL server with PostGIS, which these tests start."""

from __future__ import annotations

import io
import json
import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from marsad.errors import UsageError
from marsad.intake.taking import Taking
from marsad.project import users
from marsad.project.add import Coming, Intake, Wish
from marsad.project.backup import backup, restore
from marsad.project.coding import agreement
from marsad.project.copies import find_copies
from marsad.project.process import process
from marsad.project.project import Project, create, open_project
from marsad.store import doubles, history, keys, query
from marsad.store.check import dump, prove
from marsad.store.conditions import Filter
from marsad.store.decisions import decide
from marsad.store.forget import forget, neighbours, scrub
from marsad.store.tables import ASSERTIONS
from marsad.store.users import all_users

TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة تسعة."
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
POSTGIS = sorted(Path("/usr/share/postgresql").glob("*/extension/postgis.control"))

pytestmark = pytest.mark.skipif(
    not BINARIES or not POSTGIS, reason="no PostgreSQL with PostGIS here: apt-get install postgresql postgis"
)


def run(user: str, *command: str) -> None:
    """Run a program as a user, for PostgreSQL does not run as root."""
    subprocess.run(command, user=user, check=True, capture_output=True, cwd="/")  # noqa: S603


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a server with an empty folder of its own; give the address of its first database."""
    root = os.geteuid() == 0
    user = "postgres" if root else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(
        subprocess.run(["/bin/mktemp", "-d"], user=user, check=True, capture_output=True, text=True).stdout.strip()
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    programs = BINARIES[-1]
    run(
        user,
        str(programs / "initdb"),
        "-D",
        f"{folder}/data",
        "-A",
        "trust",
        "-U",
        "desk",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    )
    options = f"-p {port} -k {folder} -h 127.0.0.1 -c fsync=off"
    run(user, str(programs / "pg_ctl"), "-D", f"{folder}/data", "-o", options, "-l", f"{folder}/log", "-w", "start")
    yield f"postgresql://desk@127.0.0.1:{port}"
    run(user, str(programs / "pg_ctl"), "-D", f"{folder}/data", "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str, name: str) -> str:
    """Make an empty database."""
    from sqlalchemy import create_engine

    engine = create_engine(
        server.replace("postgresql", "postgresql+pg8000") + "/postgres", isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


@pytest.fixture
def project(server: str, tmp_path: Path) -> Iterator[Project]:
    made = create(tmp_path / "desk", "", new_database(server, "desk"), os.environ, "tester")
    yield made
    made.close()


def fill(project: Project) -> None:
    """Add, read, decide and cluster."""
    values = [{"id": f"r{number}", "text": f"{TEXT} الخبر {number}", "published": "2017-03-14"} for number in range(30)]
    content = "\n".join(json.dumps(value, ensure_ascii=False) for value in values).encode()
    for _ in range(2):
        with project.run("add", {}) as ledger:
            intake = Intake(project, ledger, Wish(Taking()))
            list(intake.take(Coming("a.jsonl", "a", "/there/a.jsonl", "file", io.BytesIO(content))))
            intake.close()
    with project.run("process", {}) as ledger:
        assert list(process(project, ledger))[-1].done == 30
    with project.run("decide", {}) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        decide(connection, ledger, connection.scalars(select(ASSERTIONS.c.name)).first() or "", "accepted", None)
        ledger.commit(connection)
    with project.run("copies", {}) as ledger:
        assert find_copies(project, ledger)["copies"] == 30


def test_a_project_works_and_verifies(project: Project) -> None:
    fill(project)
    proof = prove(project.database, project.archive)
    assert proof.faults == []
    assert proof.checked["texts"] == 30
    with project.database.read() as connection:
        assert len(list(query.reports(project.database, connection, Filter(words="الرَّوسيّة كفرزيتا")))) == 30
        assert len(list(query.reports(project.database, connection, Filter(words='"بلدة كفرزيتا" 7')))) == 1
        assert list(query.reports(project.database, connection, Filter(words='"كفرزيتا بلدة"'))) == []
        found = list(
            query.assertions(project.database, connection, Filter(place="كفر زيتا", kind="air_strike", limit=5))
        )
        found += query.assertions(
            project.database, connection, Filter(box=(35, 36, 36, 37), party="Russian Air Force", limit=5)
        )
        assert len(found) == 10
        within = "ST_DWithin(point::geography, ST_MakePoint(36.6, 35.37)::geography, 9000)"
        near = f"SELECT count(*) FROM assertions WHERE {within}"  # noqa: S608
        assert connection.scalar(text(near)) == 30


def test_a_changed_row_is_found(project: Project) -> None:
    fill(project)
    with project.database.write() as connection:
        connection.execute(text("UPDATE texts SET text = text || 'x' WHERE report_id = 3"))
    assert prove(project.database, project.archive).faults == [
        "report r2: text 1 has another hash",
    ]


def test_a_deleted_report_leaves_a_tombstone(project: Project) -> None:
    fill(project)
    with project.database.read() as connection:
        report, others = neighbours(connection, "r5")
    assert others == 29
    with project.run("forget", {}) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        forget(connection, ledger, report, "request")
        ledger.commit(connection)
    project.archive.delete(report["sha256"])
    scrub(project.database)
    assert prove(project.database, project.archive).faults == []
    with project.database.read() as connection:
        assert len(list(query.reports(project.database, connection, Filter(words="كفرزيتا", limit=None)))) == 29


def test_a_backup_comes_back_row_for_row(project: Project, server: str, tmp_path: Path) -> None:
    fill(project)
    list(backup(project, tmp_path / "desk.tar"))
    again_at = new_database(server, "again")
    with pytest.raises(UsageError, match="name an empty one with --database"):
        restore(tmp_path / "desk.tar", tmp_path / "again")
    restore(tmp_path / "desk.tar", tmp_path / "again", again_at)
    again = open_project(tmp_path / "again", {}, {}, "tester")
    with again.database.read() as one, project.database.read() as other:
        assert list(dump(one)) == list(dump(other))
    assert prove(again.database, again.archive).faults == []
    again.close()


def test_a_password_is_not_written_down(server: str, tmp_path: Path) -> None:
    where = new_database(server, "word").replace("desk@", "desk:geheim@")
    create(tmp_path / "word", "", where, {}, "tester").close()
    assert "geheim" not in (tmp_path / "word" / "marsad.toml").read_text(encoding="utf-8")


def test_a_server_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be opened") as told:
        create(tmp_path / "none", "", "postgresql://desk:geheim@127.0.0.1:9/none", {}, "tester")
    assert "geheim" not in str(told.value)
    assert "\n" not in str(told.value)


def test_users_sign_in_and_code_apart(project: Project) -> None:
    fill(project)
    for name, role in (("ana", "admin"), ("basil", "coder"), ("dana", "coder")):
        users.add(project, name, role, "a few long words")
    with pytest.raises(users.Refused):
        users.sign_in(project, "ana", "other words", "")
    secret = users.sign_in(project, "ana", "a few long words", "")
    token = users.add_token(project, "ana", "x", "read", 1)
    users.set_role(project, "basil", "reviewer")
    users.set_role(project, "basil", "coder")
    with project.run("deal", {}) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        coders = {user.name: user.id for user in all_users(connection) if user.role == "coder"}
        assert doubles.deal(connection, ledger, 50, coders) > 5
        ledger.commit(connection)
    with project.database.read() as connection:
        assert keys.session_of(connection, secret, project.clock)
        assert keys.token_of(connection, token, project.clock)
        assert agreement(connection).reports == 0
        told = history.page(connection, history.Asked(subject="people"), 0, 50)
        assert {"add", "login", "refuse", "role", "deal"} <= {one["action"] for one in told}
        name = connection.scalar(select(ASSERTIONS.c.name).where(
            ASSERTIONS.c.report_id == doubles.doubles(connection)[0]["report_id"]))  # fmt: skip
    with project.database.write() as connection, project.run("decide", {}) as ledger:  # noqa: SIM117
        with pytest.raises(UsageError, match="coded by two"):
            decide(connection, ledger, str(name), "accepted", None)
    assert prove(project.database, project.archive).faults == []
