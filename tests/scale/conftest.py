"""Small archives, and runs of the command in a process of its own or in this one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
COUNT = 60
Reports = list[dict[str, Any]]


@pytest.fixture(scope="session")
def made() -> Reports:
    """Return generated reports."""
    spec = spec_from_file_location("make_reports", ROOT / "bench" / "make_reports.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.reports(COUNT, 60))


@pytest.fixture(scope="session")
def archive(made: Reports, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of two files."""
    folder = tmp_path_factory.mktemp("archive")
    write(folder / "a.jsonl", made[:40])
    write(folder / "b.jsonl", made[40:])
    return folder


def write(path: Path, reports: Reports) -> None:
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in reports), encoding="utf-8")


@pytest.fixture(scope="session")
def marsad() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return what runs a command to its end."""

    def run(*arguments: object, status: int = 0) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "marsad", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == status, done.stderr
        return done

    return run


@pytest.fixture(scope="session")
def calm(archive: Path, marsad: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a run that nobody disturbed."""
    out = tmp_path_factory.mktemp("calm") / "run"
    marsad("scale", archive, "--out", out, "--shard-mb", "0.01", "--jobs", 1, "--no-copies")
    return out
