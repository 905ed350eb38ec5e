"""Projects to work with."""

from __future__ import annotations

import importlib.util
import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from marsad.intake import Given
from marsad.intake.taking import Taking
from marsad.project import process
from marsad.project.add import Coming, Intake, Tally, Wish
from marsad.project.project import Project, create
from marsad.store.check import dump, prove

HERE = Path(__file__).parent


def load(name: str) -> ModuleType:
    """Load a file beside this one, which is no test."""
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def beside() -> Callable[[str], ModuleType]:
    """Return a function that loads a file beside this one, which is no test."""
    return load


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create(tmp_path / "desk", "", None, os.environ, "tester")
    yield made
    made.close()


Add = Callable[..., Tally]


@pytest.fixture
def add(project: Project) -> Add:
    """Return a function that takes bytes or JSON values into the project under a name."""

    def take(name: str, content: bytes | list[dict[str, Any]], wish: Wish | None = None) -> Tally:
        if isinstance(content, list):
            content = "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in content).encode()
        with project.run("add", {}) as ledger:
            intake = Intake(project, ledger, wish or Wish(Taking(Given(), zone="Asia/Damascus")))
            for _ in intake.take(Coming(name, Path(name).stem, f"/there/{name}", "file", io.BytesIO(content))):
                pass
            intake.close()
        return intake.tally

    return take


@pytest.fixture
def read(project: Project) -> Callable[[], process.Progress]:
    """Return a function that reads what waits."""

    def run() -> process.Progress:
        with project.run("process", {}) as ledger:
            return list(process.process(project, ledger))[-1]

    return run


@pytest.fixture
def faults(project: Project) -> Callable[[], list[str]]:
    """Return a function that verifies the project."""
    return lambda: prove(project.database, project.archive).faults


@pytest.fixture
def said(project: Project) -> Callable[[], list[str]]:
    """Return a function that gives every row of the database as a line."""

    def lines() -> list[str]:
        with project.database.read() as connection:
            return list(dump(connection))

    return lines
