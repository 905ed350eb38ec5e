"""Fixtures and settings that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

os.environ["MARSAD_CACHE"] = ""  # tests leave nothing in the user's folders

settings.register_profile("marsad", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("marsad")


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top folder of the source tree."""
    return ROOT


@pytest.fixture(scope="session")
def data(root: Path) -> Path:
    """Return the folder of data files."""
    return root / "data"
