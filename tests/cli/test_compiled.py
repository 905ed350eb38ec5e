"""What was compiled of the tables is read back only where it is whole, of the same tables, and the user's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from marsad import Report
from marsad.cli import compiled
from marsad.pipeline import Coder

TEXT = "قصفت طائرات حربية روسية بلدة كفرزيتا أمس، ما أدى إلى مقتل ثلاثة مدنيين وإصابة تسعة."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(compiled.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def kept(folder: Path) -> Path:
    compiled.compiled()
    return folder / "codebook.bin"


def made_anew(monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell whether the tables are read again."""
    made: list[Coder] = []
    monkeypatch.setattr(compiled, "_keep", lambda path, fingerprint, coder: made.append(coder))
    compiled.compiled()
    return bool(made)


def test_what_is_kept_reads_as_what_was_made(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report("r", TEXT)
    assert compiled.compiled().extract(report) == Coder().extract(report)
    assert not made_anew(monkeypatch)


def test_other_tables_or_code_are_compiled_anew(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "_fingerprint", lambda: b"x" * compiled.SIZE)
    assert made_anew(monkeypatch)


@pytest.mark.parametrize("spoil", [lambda told: told[:-1], lambda told: told[:-1] + b"?", lambda told: b""])
def test_a_damaged_file_is_not_read(kept: Path, spoil: object, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.write_bytes(spoil(kept.read_bytes()))  # type: ignore[operator]
    assert made_anew(monkeypatch)


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owners of files here")
def test_a_file_that_others_may_write_is_not_read(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.chmod(0o622)
    assert made_anew(monkeypatch)


def test_nothing_is_kept_where_none_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(compiled.VARIABLE, "")
    assert compiled.cache_folder() is None
    monkeypatch.setenv(compiled.VARIABLE, str(tmp_path / "file" / "cache"))
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert compiled.compiled().extract(Report("r", TEXT))
