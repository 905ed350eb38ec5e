"""Stable ids: the same report and codebook give the same ids."""

from __future__ import annotations

from hashlib import blake2b


def event_id(report_id: str, kind: str, first: int, order: int) -> str:
    """Return an id made of the report, the kind and where its words begin: `mrs-4f…`."""
    digest = blake2b(f"{report_id}\x1f{kind}\x1f{first}\x1f{order}".encode(), digest_size=8).hexdigest()
    return f"mrs-{digest}"
