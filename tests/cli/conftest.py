"""One coder for all tests of the command line that run in this process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from marsad.pipeline import Coder


@pytest.fixture(autouse=True)
def one_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("coding", "evaluate", "evaluate_places", "evaluate_merge", "told"):
        monkeypatch.setattr(f"marsad.cli.{command}.load_coder", _coder)


@cache
def _coder(gazetteer: Path | None = None) -> Coder:
    return Coder(gazetteer=gazetteer)
