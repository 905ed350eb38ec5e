"""Weights and thresholds of `data/settings.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

from marsad.errors import Fault


class Settings(NamedTuple):
    """`version` of the codebook, and the weights of the rule of confidence by feature."""

    version: str
    confidence: dict[str, float]


def load_settings(root: Path, faults: list[Fault]) -> Settings:
    """Read the settings."""
    path = root / "settings.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        weights = {str(name): float(value) for name, value in data["confidence"]["weights"].items()}
        return Settings(str(data["codebook"]["version"]), weights)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        faults.append(Fault(path, 0, "", f"cannot be read: {error!r}"))
        return Settings("", {})
