"""Fixtures and settings that every test may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

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
