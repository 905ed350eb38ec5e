"""What `data/settings.toml` sets."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from marsad.errors import Fault


class Settings(NamedTuple):
    """`version` of the codebook."""

    version: str


def load_settings(root: Path, faults: list[Fault]) -> Settings:
    """Read the settings."""
    import tomllib

    path = root / "settings.toml"
    try:
        return Settings(str(tomllib.loads(path.read_text(encoding="utf-8"))["codebook"]["version"]))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        faults.append(Fault(path, 0, "", f"cannot be read: {error!r}"))
        return Settings("")
