"""How Sphinx makes the pages: `make docs`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

import build_docs

project = "Marsad"
author = "The Marsad authors"
copyright = "The Marsad authors, Apache-2.0"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
html_theme = "furo"
html_title = "Marsad · مرصد"
myst_heading_anchors = 3
exclude_patterns = ["notebooks/*"]
suppress_warnings = ["myst.xref_missing", "toc.not_included"]

build_docs.build(Path(__file__).resolve().parent / "generated")
