"""A release is frozen, tells what changed, and old ids lead somewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from made_happenings import Told

from marsad.cli import program
from marsad.dataset.release import resolve, verify
from marsad.errors import UsageError


def release(told: Told, name: str, *more: str) -> Result:
    files = told.files()
    to = told.folder / "releases"
    return CliRunner().invoke(program, ["release", name, str(files.happenings), "--events", str(files.events),
                                        "--to", str(to), "--made", "2026-11-29", *more])  # fmt: skip


def changes(told: Told, name: str) -> dict[str, object]:
    return dict(json.loads((told.folder / "releases" / name / "changes.json").read_text(encoding="utf-8")))


@pytest.fixture
def two(told: Told) -> Told:
    """Return a folder with two releases: one row added, one changed, two made one, one gone."""
    for _ in range(5):
        told.add()
    assert release(told, "v1", "--why", "first").exit_code == 0
    told.happenings[0]["killed"]["best"] = 4
    told.happenings[1]["accounts"].append(told.happenings[2]["accounts"][0])
    del told.happenings[4], told.happenings[2]
    told.add()
    told.happenings[-1]["happening_id"] = "hap-00000000000000ff"
    assert release(told, "v2", "--format", "acled", "--why", "second").exit_code == 0
    return told


def test_what_changed_is_told_with_its_reason(two: Told) -> None:
    found = changes(two, "v2")
    assert (found["after"], found["why"]) == ("v1", "second")
    assert found["counts"] == {"added": 1, "changed": 2, "withdrawn": 2, "same": 1}
    assert found["added"] == ["MRS-hap-00000000000000ff"]
    corrected, grown = found["changed"]  # type: ignore[misc]
    assert corrected["columns"]["killed"] == {"before": 3, "after": 4}
    assert corrected["why"] == "the same accounts: corrected by hand, or another rule"
    assert grown["why"] == "1 accounts more"
    merged, gone = found["withdrawn"]  # type: ignore[misc]
    assert merged == {"id": "MRS-hap-0000000000000002", "leads_to": "MRS-hap-0000000000000001",
                      "why": "its accounts are told by MRS-hap-0000000000000001"}  # fmt: skip
    assert (gone["leads_to"], gone["why"]) == (None, "none of its accounts is left")
    page = (two.folder / "releases/v2/changes.md").read_text(encoding="utf-8")
    assert "1 added, 2 changed, 2 withdrawn, 1 same (since v1)." in page
    assert "killed 3 → 4" in page


def test_old_ids_lead_somewhere(two: Told) -> None:
    to = two.folder / "releases"
    assert resolve(to, "MRS-hap-0000000000000002") == {"releases": ["v1"], "now": "MRS-hap-0000000000000001"}
    assert resolve(to, "MRS-hap-0000000000000000")["releases"] == ["v1", "v2"]
    assert resolve(to, "MRS-hap-0000000000000004")["now"] is None
    with pytest.raises(UsageError, match="was never released"):
        resolve(to, "MRS-x")


def test_a_release_is_not_written_over_and_its_files_are_checked(two: Told) -> None:
    folder = two.folder / "releases" / "v1"
    assert verify(folder) == []
    again = release(two, "v1")
    assert (again.exit_code, "is released already" in again.stderr) == (2, True)
    table = folder / "happenings.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Saraqib", "Sarmin", 1), encoding="utf-8")
    assert verify(folder) == [f"{table}: is not what was released"]
    table.unlink()
    assert verify(folder) == [f"{table}: is missing"]


def test_a_release_that_fails_leaves_nothing(told: Told) -> None:
    told.add()
    told.happenings[0].pop("kind")
    assert release(told, "v1").exit_code == 2
    assert list((told.folder / "releases").iterdir()) == []


@pytest.mark.parametrize("name", ["../x", "", ".v1", "a/b", "v 1"])
def test_a_name_that_is_none_is_refused(told: Told, name: str) -> None:
    told.add()
    found = release(told, name)
    assert (found.exit_code, "is no name of a release" in found.stderr) == (2, True)


def test_a_public_release_is_protected(told: Told) -> None:
    told.add()
    told.reports[0]["title"] = "0933123456"
    assert release(told, "v1", "--profile", "public", "--format", "xlsx").exit_code == 0
    folder: Path = told.folder / "releases" / "v1"
    assert {path.name for path in folder.iterdir()} >= {"happenings.jsonl", "happenings-xlsx.xlsx", "release.json"}
    assert (folder / "happenings.jsonl").read_text(encoding="utf-8") == ""
    described = json.loads((folder / "dataset.json").read_text(encoding="utf-8"))
    assert described["@type"] == "Dataset"
