"""Whatever is changed outside Marsad is found: a byte of a file, a cell of a row, a byte of the database."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Boolean, select

from marsad.errors import UsageError
from marsad.project.add import Tally
from marsad.project.copies import find_copies
from marsad.project.merging import merge
from marsad.project.process import Progress
from marsad.project.project import Project, open_project
from marsad.store.check import dump, prove
from marsad.store.decisions import decide
from marsad.store.forget import forget, neighbours, scrub
from marsad.store.judgements import judge
from marsad.store.tables import ASSERTIONS, META

Add = Callable[..., Tally]
TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة تسعة."
WITNESS = "وقال الشاهد أبو سرّي إن القصف طال سوق بلدة سراقب وقتل طفلين."
EVIDENCE = ("runs", "captures", "reports", "texts", "readings", "parties", "places", "assertions",
            "assertion_places", "decisions", "judgements", "happenings", "members", "copies", "audit")  # fmt: skip


@pytest.fixture
def full(project: Project, add: Add, read: Callable[[], Progress], faults: Callable[[], list[str]]) -> Project:
    """Return a project with something in every table."""
    add(
        "a.jsonl",
        [{"id": "r1", "text": TEXT, "published": "2017-03-14", "title": "غارات", "url": "https://a.example/"}],
    )
    add("b.txt", WITNESS.encode())
    add("c.txt", f"{TEXT} عاجل".encode())
    read()
    with project.run("decide", {}) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        decide(connection, ledger, connection.scalars(select(ASSERTIONS.c.name)).first() or "", "rejected", "لا")
        ledger.commit(connection)
    with project.run("copies", {}) as ledger:
        assert find_copies(project, ledger)["copies"] == 2
    with project.run("merge", {}) as ledger:
        assert merge(project, ledger).happenings
        with project.database.write() as connection:
            ledger.begin(connection)
            first, second, *_ = connection.scalars(select(ASSERTIONS.c.name))
            judge(connection, ledger, first, second, "unsure", "لا أدري")
            ledger.commit(connection)
    assert faults() == []
    return project


def test_every_flipped_byte_of_a_raw_file_is_found(full: Project, faults: Callable[[], list[str]]) -> None:
    for digest in list(full.archive.objects()):
        path = full.archive.path(digest)
        sound = path.read_bytes()
        path.chmod(0o600)
        for place in range(len(sound)):
            path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
            assert full.archive.check(digest) == "was changed: its bytes have another hash"
        assert len(faults()) == 1
        path.write_bytes(sound)
        assert full.archive.check(digest) is None
    full.archive.path(digest).unlink()
    assert faults() == [f"raw file {digest}: is missing"]


@pytest.mark.parametrize("table", EVIDENCE)
def test_every_changed_cell_is_found(full: Project, faults: Callable[[], list[str]], table: str) -> None:
    full.close()
    path = full.folder / "marsad.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
        keys = [row[0] for row in connection.execute(f"SELECT rowid FROM {table}")]  # noqa: S608
    assert rows
    sound = path.read_bytes()
    for column in META.tables[table].columns:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA ignore_check_constraints=ON")
            key = keys[len(keys) // 2]
            (value,) = connection.execute(f'SELECT "{column.name}" FROM {table} WHERE rowid = ?', (key,)).fetchone()  # noqa: S608
            changed = f"{value}x" if isinstance(value, str) else (value or 0) + 100_000
            if isinstance(column.type, Boolean):
                changed = 1 - value
            connection.execute(f'UPDATE {table} SET "{column.name}" = ? WHERE rowid = ?', (changed, key))  # noqa: S608
            connection.commit()
        assert faults() != [], column.name
        path.write_bytes(sound)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (keys[0],))  # noqa: S608
        connection.commit()
    assert faults() != []
    path.write_bytes(sound)
    assert faults() == []


def test_every_flipped_byte_of_the_database_is_found_or_changes_nothing(full: Project) -> None:
    full.close()
    with closing(sqlite3.connect(full.folder / "marsad.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sound = (full.folder / "marsad.db").read_bytes()
    expected = _said(full)
    chance = random.Random(3)  # noqa: S311
    found = 0
    words = TEXT.encode()
    inside = [sound.index(words) + place for place in range(0, len(words), 4)]
    anywhere = [chance.randrange(len(sound)) for _ in range(80)]
    for place in (*inside, *anywhere):
        damaged = bytearray(sound)
        damaged[place] ^= 1 << chance.randrange(8)
        (full.folder / "marsad.db").write_bytes(damaged)
        faults = _faults(full)
        found += bool(faults)
        assert faults or (_said(full) == expected and place not in inside), place
    assert found > len(inside)


def _faults(project: Project) -> list[str]:
    """Verify; a file that cannot even be opened counts as found."""
    try:
        opened = open_project(project.folder, {}, {}, "tester")
    except Exception as error:  # noqa: BLE001 - whatever a damaged file brings about
        return [str(error)]
    try:
        return prove(opened.database, opened.archive).faults
    finally:
        opened.close()


def _said(project: Project) -> list[str]:
    with project.database.read() as connection:
        return [line for line in dump(connection) if line.split()[0] in EVIDENCE]


def test_a_chain_that_was_cut_is_found_by_the_hash_written_down(full: Project) -> None:
    head = prove(full.database, full.archive).head
    assert len(head) == 64
    with full.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM copies")
        connection.exec_driver_sql("DELETE FROM audit WHERE subject = 'copies'")
    assert prove(full.database, full.archive).faults


def test_a_deleted_report_leaves_a_tombstone_and_no_word(
    full: Project, add: Add, faults: Callable[[], list[str]], tmp_path: Path
) -> None:
    assert "أبو" in _all_bytes(full)
    with full.database.read() as connection:
        report, others = neighbours(connection, "b")
    assert others == 0
    with full.run("forget", {"id": "b"}) as ledger, full.database.write() as connection:
        ledger.begin(connection)
        forget(connection, ledger, report, "request")
        ledger.commit(connection)
    full.archive.delete(report["sha256"])
    scrub(full.database)
    assert faults() == []
    for word in ("أبو", "سرّي", "سري", "الشاهد"):
        assert word not in _all_bytes(full)
    assert add("b.txt", WITNESS.encode()).files_known == 1
    assert add("other.jsonl", [{"id": "b", "text": WITNESS}]).reports_known == 1
    shutil.rmtree(full.archive.path("").parent / "incoming", ignore_errors=True)
    with full.database.read() as connection, pytest.raises(UsageError, match="was deleted already"):
        neighbours(connection, "b")


def _all_bytes(project: Project) -> str:
    paths = [path for path in project.folder.rglob("*") if path.is_file() and path.suffix != ".toml"]
    return b"".join(path.read_bytes() for path in paths).decode("utf-8", "ignore")
