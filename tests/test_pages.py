"""Commands, notebooks and pages of the documentation do what they show."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("tutorial", "ar/tutorial", "export", "publishing")
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_shows_runs(page: str, tmp_path: Path) -> None:
    shutil.copy(ROOT / "data" / "examples" / "reports.jsonl", tmp_path)
    blocks = re.findall(
        r"^```sh\n(.*?)^```", (ROOT / "docs" / f"{page}.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert blocks
    script = "set -eu\n" + "".join(blocks)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = shutil.which("sh") or "sh"
    done = subprocess.run([shell, "-c", script], cwd=tmp_path, env=os.environ | {"PATH": path}, capture_output=True,  # noqa: S603 - our own pages
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_run(path: Path, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import nbformat
        from nbclient import NotebookClient

        book = nbformat.read(path, as_version=4)
        NotebookClient(book, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert all(cell.get("execution_count") for cell in book.cells if cell.cell_type == "code")


def test_the_r_example_runs(tmp_path: Path) -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("R is not there")
    from click.testing import CliRunner

    from marsad.cli import program

    out = tmp_path / "h.parquet"
    events = tmp_path / "events.jsonl"
    shown = CliRunner().invoke(program, ["extract", "--examples", "--format", "jsonl"])
    events.write_text(shown.stdout, encoding="utf-8")
    CliRunner().invoke(program, ["export", str(events), "--format", "parquet", "--out", str(out)])
    script = ROOT / "docs" / "notebooks" / "tolls.R"
    done = subprocess.run([rscript, str(script), str(out)], capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    assert done.returncode == 0, done.stderr
    assert "killed" in done.stdout


def test_generated_pages_hold_every_kind_command_and_column(tmp_path: Path) -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import build_docs
    finally:
        sys.path.pop(0)
    from marsad.cli import COMMANDS

    build_docs.build(tmp_path)
    text = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert text["codebook.md"].count("\n## ") == text["codebook-ar.md"].count("\n## ") >= 21
    assert text["cli.md"].count("\n## marsad ") == len(COMMANDS)
    assert text["columns.md"].count("| `") == 31 + 49 + 40 + 56
