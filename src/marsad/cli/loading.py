"""The codebook loaded for a run of the command line."""

from __future__ import annotations

import gc
from pathlib import Path

from marsad.cli.compiled import compiled
from marsad.pipeline import Coder
from marsad.work.collector import rest


def load_coder(gazetteer: Path | None = None) -> Coder:
    """Load the codebook with the collector paused; what is loaded stays for the whole run, so it never walks it."""
    active = gc.isenabled()
    gc.disable()
    try:
        return Coder(gazetteer=gazetteer) if gazetteer else compiled()
    finally:
        rest()
        if active:
            gc.enable()
