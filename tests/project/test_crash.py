"""A writer killed at any instant loses nothing that it told, doubles nothing, and leaves nothing without its note."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from marsad.pipeline import Coder
from marsad.project.project import Project

KILLS = 20
TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين. الخبر {}."


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_killed_at_random_instants(project: Project, beside: Callable[[str], ModuleType]) -> None:
    project.close()
    told, wrong = beside("crash_writer").crash(project.folder, Coder(), KILLS, seed=1, every=5)
    assert wrong == []
    assert told > KILLS


def test_commands_killed_and_given_again_end_as_if_never_killed(
    project: Project, tmp_path: Path, faults: Callable[[], list[str]]
) -> None:
    source = tmp_path / "many.jsonl"
    lines = [f'{{"id": "m{number}", "text": "{TEXT.format(number)}"}}\n' for number in range(3000)]
    source.write_text("".join(lines), encoding="utf-8")
    for wait in (0.7, 0.9, 1.1):
        _killed(["add", str(source)], project.folder, wait)
        assert faults() == []
    _run(["add", str(source)], project.folder)
    names = _run(["list", "reports", "--limit", "0", "--format", "csv"], project.folder).splitlines()[1:]
    assert len(names) == len(set(names)) == 3000
    for wait in (1.2, 2.0):
        _killed(["process", "--limit", "300"], project.folder, wait)
        assert faults() == []
    _run(["process", "--limit", "300"], project.folder)
    assert faults() == []


def _killed(arguments: list[str], folder: Path, seconds: float) -> None:
    command = [sys.executable, "-m", "marsad", *arguments, "--project", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()


def _run(arguments: list[str], folder: Path) -> str:
    command = [sys.executable, "-m", "marsad", *arguments, "--project", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603
