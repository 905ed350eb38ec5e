"""Where the data files lie: inside the installed package, or in the source tree."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def data_root() -> Path:
    """Return the folder of data files (`_data` in a wheel, `data/` in a source tree)."""
    inside = PACKAGE / "_data"
    return inside if inside.is_dir() else PACKAGE.parent.parent / "data"
