"""Backups are consistent while others write, and come back whole; migrations keep every row."""

from __future__ import annotations

import os
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import inspect

from marsad.cli import program
from marsad.errors import UsageError
from marsad.project.add import Tally
from marsad.project.backup import backup, restore
from marsad.project.process import Progress
from marsad.project.project import Project, open_project
from marsad.store.check import dump, prove
from marsad.store.database import open_database
from marsad.store.schema import PRESENT, newest, revision, upgrade
from marsad.store.tables import META

Add = Callable[..., Tally]
TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين. {}"


def reports(start: int, count: int) -> list[dict[str, str]]:
    """Return so many reports."""
    return [{"id": f"r{number}", "text": TEXT.format(number)} for number in range(start, start + count)]


def test_a_backup_comes_back_row_for_row(
    project: Project, add: Add, read: Callable[[], Progress], said: Callable[[], list[str]], tmp_path: Path
) -> None:
    add("a.jsonl", reports(0, 30))
    read()
    file = tmp_path / "desk.tar"
    assert list(backup(project, file))[-1] == 3
    restore(file, tmp_path / "again")
    again = open_project(tmp_path / "again", os.environ, {}, "x")
    with again.database.read() as connection:
        assert list(dump(connection)) == said()
    assert prove(again.database, again.archive).faults == []
    again.close()
    with pytest.raises(UsageError, match="is there already"):
        list(backup(project, file))
    with pytest.raises(UsageError, match="is not empty"):
        restore(file, tmp_path / "again")


def test_a_backup_taken_while_others_write_is_sound(project: Project, add: Add, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            add(f"{number}.jsonl", reports(number * 10, 10))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            file = tmp_path / f"{number}.tar"
            list(backup(project, file))
            restore(file, tmp_path / f"again{number}")
            again = open_project(tmp_path / f"again{number}", os.environ, {}, "x")
            assert prove(again.database, again.archive).faults == []
            again.close()
    finally:
        stop.set()
        writer.join()


def test_a_damaged_or_foreign_backup_is_refused_and_leaves_nothing(project: Project, add: Add, tmp_path: Path) -> None:
    add("a.jsonl", reports(0, 3))
    file = tmp_path / "desk.tar"
    list(backup(project, file))
    data = bytearray(file.read_bytes())
    data[data.index("روسية".encode())] ^= 1
    file.write_bytes(data)
    with pytest.raises(UsageError, match="were changed or are missing"):
        restore(file, tmp_path / "again")
    with tarfile.open(tmp_path / "slip.tar", "w") as packed:
        packed.add(__file__, "../../evil")
    with pytest.raises(UsageError, match="is no part of a project"):
        restore(tmp_path / "slip.tar", tmp_path / "again")
    (tmp_path / "text.tar").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="is no sound backup"):
        restore(tmp_path / "text.tar", tmp_path / "again")
    assert not (tmp_path / "again").exists()
    assert not (tmp_path / "again.part").exists()


def test_the_steps_end_in_the_schema_that_the_code_uses(tmp_path: Path) -> None:
    assert newest() == PRESENT
    stepped, made = open_database("a.db", tmp_path), open_database("b.db", tmp_path)
    upgrade(stepped)
    META.create_all(made.engine)
    shapes = []
    for database in (stepped, made):
        inspector = inspect(database.engine)
        shapes.append({
            table: (
                [(column["name"], str(column["type"]), column["nullable"]) for column in inspector.get_columns(table)],
                inspector.get_pk_constraint(table)["constrained_columns"],
                sorted(str(index["column_names"]) for index in inspector.get_indexes(table)),
                sorted(str(key["constrained_columns"]) for key in inspector.get_foreign_keys(table)),
                sorted(str(key["column_names"]) for key in inspector.get_unique_constraints(table)),
            )
            for table in META.tables
        })  # fmt: skip
    assert shapes[0] == shapes[1]


def test_an_older_schema_is_told_and_migrated_after_a_backup(project: Project, add: Add, tmp_path: Path) -> None:
    add("a.jsonl", reports(0, 3))
    with project.database.write() as connection:
        for later in (
            "stands",
            "stand_places",
            "remarks",
            "queues",
            "codings",
            "doubles",
            "tokens",
            "sessions",
            "users",
            "corrections",
            "members",
            "blocks",
            "judgements",
            "happenings",
            "copies",
            "signatures",
        ):
            connection.exec_driver_sql(f"DROP TABLE {later}")
        for name in ("date", "kind", "status", "cell", "actor", "target", "country"):
            connection.exec_driver_sql(f"CREATE INDEX assertions_{name} ON assertions (id)")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    project.close()
    run = CliRunner().invoke
    refused = run(program, ["status", "--project", str(project.folder)])
    assert (refused.exit_code, "run marsad migrate" in refused.stderr) == (2, True)
    done = run(program, ["migrate", "--project", str(project.folder), "--backup", str(tmp_path / "before.tar")])
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, f"schema 0001 is now {PRESENT}")
    assert revision(project.database) == PRESENT
    assert prove(project.database, project.archive).faults == []
    restore(tmp_path / "before.tar", tmp_path / "older")
    assert revision(open_database("marsad.db", tmp_path / "older")) == "0001"
    assert run(program, ["migrate", "--project", str(project.folder)]).stdout == f"schema {PRESENT}: nothing to do\n"
