"""A page to look through what was read right and wrong: one HTML file that opens from disk."""

from __future__ import annotations

from marsad.evaluate.page.html import to_html

__all__ = ["to_html"]
