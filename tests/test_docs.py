"""What the documents say exists does exist, and what exists is described."""

from __future__ import annotations

import json
import re
import textwrap
import tomllib
from datetime import date
from pathlib import Path

import pytest
from click import Context, Group
from click.testing import CliRunner

from marsad import cli

PAGES = ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "docs/data.md", "docs/evaluation.md", "docs/fold.md"]
PAGES += ["docs/gazetteer.md", "bench/README.md"]
PAGES += ["docs/merging.md", "docs/project.md", "docs/tutorial.md", "docs/export.md", "docs/publishing.md"]
PAGES += ["docs/analysts.md", "docs/ar/tutorial.md"]
PAGES += ["docs/desk.md", "docs/accounts.md", "docs/scale.md"]
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def program() -> Group:
    """Return the command line."""
    return cli.program


def read(page: str) -> str:
    """Return a page's text."""
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", read(page), re.MULTILINE)) <= targets


@pytest.mark.parametrize("page", PAGES)
def test_commands_and_their_options_exist(page: str, program: Group) -> None:
    for line in re.findall(r"(?:^ {4}|`|^)(marsad [^`\n#]+)", read(page), re.MULTILINE):
        words = line.split()
        shown = CliRunner().invoke(program, [*_command(program, words[1:]), "--help"], standalone_mode=False)
        assert shown.output, line
        for option in (word for word in words if word.startswith("--")):
            assert option in shown.output, line


def _command(program: Group, words: list[str]) -> list[str]:
    """Return the words that name a command, those of a group's own commands too."""
    command = program.get_command(Context(program), words[0])
    nested = isinstance(command, Group) and words[1:] and words[1] in command.commands
    below = words[:1] == ["evaluate"] and words[1:2] in (["places"], ["merge"])
    return words[:2] if nested or below else words[:1]


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", read(page)):
        assert target.startswith("https://") or ((ROOT / page).parent / target).exists(), target


def test_the_readme_s_python_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    code = read("README.md").split("In Python:\n\n", 1)[1].split("\n\nwhich prints `", 1)
    exec(textwrap.dedent(code[0]), {})  # noqa: S102 - our own page
    assert capsys.readouterr().out.strip() == code[1].split("`", 1)[0]


def test_every_data_file_is_described_and_every_described_file_exists() -> None:
    described = set(re.findall(r"^\| `([^`]+)` \|", read("docs/data.md"), re.MULTILINE))
    files = {str(path.relative_to(ROOT / "data").as_posix()) for path in (ROOT / "data").rglob("*") if path.is_file()}
    made = {"places/geonames.tsv.gz"}
    assert described - made == files - made


def test_every_room_is_described_and_every_described_room_exists() -> None:
    rooms = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \| .* \| (yes|planned) \|$", read("ARCHITECTURE.md"), re.MULTILINE)
    named = {name: state for names, state in rooms for name in re.findall(r"`([^`]+)`", names)}
    package = ROOT / "src" / "marsad"
    present = {path.parent.name + "/" for path in package.glob("*/__init__.py")}
    present |= {path.name for path in package.glob("*.py") if not path.name.startswith("__")}
    assert {name for name, state in named.items() if state == "yes"} == present


def test_files_named_as_the_one_to_touch_exist() -> None:
    part = read("ARCHITECTURE.md").split("## To add something", 1)[1].split("\n## ", 1)[0]
    for name in re.findall(r"`((?:data|src)/[^`]+)`", part):
        assert (ROOT / name).exists(), name


def test_the_examples_are_reports_of_a_known_day() -> None:
    lines = read("data/examples/reports.jsonl").splitlines()
    reports = [json.loads(line) for line in lines]
    assert len({report["id"] for report in reports}) == len(reports) >= 6
    for report in reports:
        assert set(report) == {"id", "published", "outlet", "title", "text"}
        assert date.fromisoformat(report["published"]).isoformat() == report["published"]
        assert 80 <= len(report["text"].split()) <= 200


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert re.search(rf"^## ({re.escape(project['version'])}|Unreleased)\b", read("CHANGELOG.md"), re.MULTILINE)


@pytest.mark.parametrize("name", ["requirements-dev.lock", "pyproject.toml", "Makefile", ".ci/run", "README.md"])
def test_no_file_names_a_place_to_fetch_packages_from(name: str) -> None:
    assert not re.search(r"--(extra-)?index-url https?:|pythonhosted|pypi", read(name))
