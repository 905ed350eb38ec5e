"""Happenings of a project: the same however the reports came, kept by name, undone, proved, forgotten."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from marsad.errors import UsageError
from marsad.project.add import Tally
from marsad.project.merging import Merged, merge
from marsad.project.process import Progress
from marsad.project.project import Project, create
from marsad.store import happenings
from marsad.store.accounts import newest_note
from marsad.store.decisions import decide
from marsad.store.forget import forget, neighbours
from marsad.store.judgements import judge
from marsad.store.tables import ASSERTIONS, HAPPENINGS, MEMBERS, REPORTS

Add = Callable[..., Tally]
Read = Callable[[], Progress]
HERE = Path(__file__).parents[2] / "happenings" / "dev"
RAID = "قصفت طائرات حربية روسية سوق بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة تسعة."
AGAIN = "قتل ثلاثة مدنيين وأصيب تسعة أمس في قصف طائرات حربية روسية على سوق بلدة كفرزيتا بحسب المرصد."
APART = "انفجرت سيارة مفخخة أمس في مدينة الباب وقتلت سبعة أشخاص."


def reports(*texts: str) -> list[dict[str, Any]]:
    outlets = ("عنب بلدي", "شبكة شام", "سانا", "رويترز")
    return [
        {"id": f"r{n}", "text": words, "published": "2017-03-14", "outlet": outlets[n % 4]}
        for n, words in enumerate(texts)
    ]


def told() -> list[dict[str, Any]]:
    """Return written reports of several happenings."""
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("d0[1-7]-*.json"))]
    return [{name: row[name] for name in ("id", "text", "published", "outlet")} for row in rows]


@pytest.fixture
def merged(project: Project) -> Callable[[], Merged]:
    """Return a function that merges what has changed."""

    def run() -> Merged:
        with project.run("merge", {}) as ledger:
            return merge(project, ledger)

    return run


Merge = Callable[[], Merged]


def groups(project: Project) -> dict[str, frozenset[str]]:
    """Return the names of the assertions of each happening, by its name."""
    found: dict[str, set[str]] = {}
    with project.database.read() as connection:
        query = (
            select(HAPPENINGS.c.name, ASSERTIONS.c.name)
            .join(MEMBERS, MEMBERS.c.happening_id == HAPPENINGS.c.id)
            .join(ASSERTIONS, ASSERTIONS.c.id == MEMBERS.c.assertion_id)
            .where(HAPPENINGS.c.state == happenings.CURRENT)
        )
        for happening, assertion in connection.execute(query):
            found.setdefault(happening, set()).add(assertion)
    return {name: frozenset(ids) for name, ids in found.items()}


def records(project: Project) -> dict[frozenset[str], dict[str, Any]]:
    """Return what is told of each happening, by its assertions, without its name."""
    with project.database.read() as connection:
        rows = connection.scalars(select(HAPPENINGS.c.record).where(HAPPENINGS.c.state == happenings.CURRENT))
        found = [json.loads(row) for row in rows]
    names = {record["happening_id"]: frozenset(record["accounts"]) for record in found}
    return {
        names[record["happening_id"]]: record
        | {"happening_id": "", "sums_up": {names[one] for one in record["sums_up"]}}
        for record in found
    }


def judged(project: Project, one: str, other: str, verdict: str) -> int:
    with project.run("judge", {}) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        pairs = judge(connection, ledger, one, other, verdict, "لسبب ما")
        ledger.commit(connection)
    return pairs


def test_bit_by_bit_in_any_order_is_all_at_once(
    project: Project, add: Add, read: Read, merged: Merge, faults: Callable[[], list[str]], tmp_path: Path
) -> None:
    rows = told()
    add("all.jsonl", rows)
    read()
    first = merged()
    assert first.happenings == len(groups(project))
    assert any(len(group) > 2 for group in groups(project).values())
    whole = records(project)
    random.Random(7).shuffle(rows)  # noqa: S311 - an order, no secret
    other = create(tmp_path / "bits", "", None, os.environ, "tester")
    try:
        for start in range(0, len(rows), 9):
            _take(other, rows[start : start + 9], start)
        assert records(other) == whole
    finally:
        other.close()
    assert faults() == []


def _take(project: Project, rows: list[dict[str, Any]], number: int) -> None:
    """Add, read and merge a few reports."""
    from io import BytesIO

    from marsad.intake import Given
    from marsad.intake.taking import Taking
    from marsad.project.add import Coming, Intake, Wish
    from marsad.project.process import process

    content = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    with project.run("add", {}) as ledger:
        intake = Intake(project, ledger, Wish(Taking(Given(), zone="Asia/Damascus")))
        for _ in intake.take(Coming(f"{number}.jsonl", f"{number}", f"/there/{number}", "file", BytesIO(content))):
            pass
        intake.close()
    with project.run("process", {}) as ledger:
        list(process(project, ledger))
    with project.run("merge", {}) as ledger:
        merge(project, ledger)


def test_nothing_new_changes_nothing(project: Project, add: Add, read: Read, merged: Merge) -> None:
    add("a.jsonl", reports(RAID, AGAIN, APART))
    read()
    assert merged() == Merged(3, 2, 0)
    with project.database.read() as connection:
        before = newest_note(connection)
    assert merged() == Merged()
    with project.database.read() as connection:
        assert newest_note(connection) == before


def test_a_name_survives_a_merge_and_its_undoing(
    project: Project, add: Add, read: Read, merged: Merge, faults: Callable[[], list[str]]
) -> None:
    add("a.jsonl", reports(RAID, AGAIN, APART))
    read()
    merged()
    before = groups(project)
    many, single = sorted(before, key=lambda name: -len(before[name]))
    assert judged(project, many, single, "same") == 2
    assert merged().gone == 1
    assert groups(project) == {many: before[many] | before[single]}
    with project.database.read() as connection:
        assert (happenings.resolve(connection, single) or {})["name"] == many
    judged(project, *sorted(before[single]), *sorted(before[many])[:1], "withdrawn")
    judged(project, *sorted(before[single]), *sorted(before[many])[1:], "withdrawn")
    merged()
    assert groups(project) == before
    assert faults() == []


def test_what_was_judged_different_is_never_joined(project: Project, add: Add, read: Read, merged: Merge) -> None:
    add("a.jsonl", reports(RAID, AGAIN))
    read()
    merged()
    name, accounts = next(iter(groups(project).items()))
    one, other = sorted(accounts)
    judged(project, one, name, "different")
    merged()
    assert set(groups(project).values()) == {frozenset({one}), frozenset({other})}
    assert name in groups(project)
    with pytest.raises(UsageError, match="one and the same"):
        judged(project, one, one, "same")
    with pytest.raises(UsageError, match="no such assertion"):
        judged(project, one, "hap-0", "same")


def test_nothing_is_withdrawn_that_nobody_judged(project: Project, add: Add, read: Read, merged: Merge) -> None:
    add("a.jsonl", reports(RAID, AGAIN))
    read()
    merged()
    with pytest.raises(UsageError, match="nobody has judged"):
        judged(project, *sorted(next(iter(groups(project).values()))), "withdrawn")


def test_a_rejected_assertion_is_in_no_happening(project: Project, add: Add, read: Read, merged: Merge) -> None:
    add("a.jsonl", reports(RAID, APART))
    read()
    merged()
    before = groups(project)
    name, (one,) = next(iter(before.items()))
    for decision, expected in (("rejected", {n: g for n, g in before.items() if n != name}), ("accepted", before)):
        with project.run("decide", {}) as ledger, project.database.write() as connection:
            ledger.begin(connection)
            decide(connection, ledger, one, decision, None)
            ledger.commit(connection)
        merged()
        assert groups(project) == expected


def test_copies_are_one_origin(project: Project, add: Add, read: Read, merged: Merge) -> None:
    from marsad.project.copies import find_copies

    add("a.jsonl", reports(RAID, f"عاجل {RAID}", AGAIN.replace(" بحسب المرصد", "")))
    read()
    merged()
    origins = {record["origins"] for record in records(project).values()}
    with project.run("copies", {}) as ledger:
        assert find_copies(project, ledger)["copies"] == 2
    merged()
    assert origins == {3}
    assert {record["origins"] for record in records(project).values()} == {2}


def test_a_total_finds_its_parts_whichever_comes_first(project: Project, add: Add, read: Read, merged: Merge) -> None:
    rows = reports(
        RAID,
        "قتل أربعة مدنيين أمس في قصف مدفعي لقوات النظام على مدينة اللطامنة.",
        "قتل خمسة عشر مدنياً أمس في قصف على محافظة حماة.",
    )
    for number in (2, 0, 1):
        add(f"{number}.jsonl", [rows[number]])
        read()
        merged()
    (total,) = (record for record in records(project).values() if record["killed"]["best"] == 15)
    assert len(total["sums_up"]) == 2


def test_no_word_of_a_deleted_report_is_left(
    project: Project,
    add: Add,
    read: Read,
    merged: Merge,
    faults: Callable[[], list[str]],
    said: Callable[[], list[str]],
) -> None:
    add("a.jsonl", reports(RAID))
    add("b.jsonl", [reports("", AGAIN.replace("كفرزيتا", "كفر زيتا"))[1]])
    read()
    merged()
    (name,) = groups(project)
    with project.database.read() as connection:
        named = connection.scalars(select(REPORTS.c.name).order_by(REPORTS.c.id)).first()
        report, _ = neighbours(connection, str(named))
    with project.run("forget", {}) as ledger, project.database.write() as connection:
        ledger.begin(connection)
        forget(connection, ledger, report, "طلب")
        ledger.commit(connection)
    assert not [line for line in said() if line.startswith("happenings") and "كفرزيتا" in line]
    project.archive.delete(report["sha256"])
    assert faults() == []
    merged()
    assert list(groups(project)) == [name]
    assert {len(group) for group in groups(project).values()} == {1}
    assert faults() == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE happenings SET killed_best = 1", "was changed outside Marsad"),
        ("DELETE FROM members WHERE assertion_id = 1", "its members are not those of its record"),
        ("UPDATE members SET happening_id = 1", "its members are not those of its record"),
        ("UPDATE judgements SET verdict = 'same'", "was changed outside Marsad"),
        ("DELETE FROM judgements", "missing"),
    ],
)
def test_what_is_changed_outside_is_found(
    project: Project, add: Add, read: Read, merged: Merge, faults: Callable[[], list[str]], change: str, found: str
) -> None:
    add("a.jsonl", reports(RAID, AGAIN, APART))
    read()
    merged()
    judged(project, *list(groups(project))[:2], "different")
    merged()
    assert faults() == []
    with project.database.write() as connection:
        connection.execute(text(change))
    assert any(found in fault for fault in faults())
