"""What a file holds, by which rules it was made, and what it leaves out: written beside it, with its hash."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from marsad import __version__
from marsad.dataset.codes import NOTICE, PREFIX, Codes
from marsad.dataset.item import Item

SUFFIX = ".manifest.json"


@dataclass(slots=True)
class Tally:
    """Counts of the items that pass by."""

    items: int = 0
    killed: Counter[str] = field(default_factory=Counter)
    injured: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    first: str | None = None
    last: str | None = None

    def watch(self, items: Iterable[Item]) -> Iterator[Item]:
        """Give the items, and count them; tolls only where they are added up."""
        for item in items:
            self.items += 1
            self.kinds[item.kind] += 1
            if item.first is not None and item.last is not None:
                self.first = min(self.first or item.first, item.first)
                self.last = max(self.last or item.last, item.last)
            if item.counted:
                for toll, sums in ((item.killed, self.killed), (item.injured, self.injured)):
                    if toll:
                        sums["low"] += toll.low
                        sums["best"] += toll.best
                        sums["high"] += max(toll.best, toll.high or 0)
            yield item


def manifest(
    out: Path, format: str, rows: int, tally: Tally, codes: Codes, inputs: Iterable[Path], **more: Any
) -> dict[str, Any]:
    """Return the manifest of a file that was written."""
    return {
        "what": f"{tally.items} happenings in {rows} rows, as {format}",
        "notice": NOTICE,
        "id_prefix": PREFIX,
        "format": format,
        **more,
        "counts": {
            "items": tally.items,
            "rows": rows,
            "first_day": tally.first,
            "last_day": tally.last,
            "killed": dict(tally.killed),
            "injured": dict(tally.injured),
            "kinds": dict(sorted(tally.kinds.items())),
            "left_out": left_out(codes),
            "split": dict(codes.split),
        },
        "versions": {"marsad": __version__, "codebook": codes.codebook},
        "inputs": [{"name": path.name, "sha256": hash_of(path)} for path in inputs],
        "output": {"name": out.name, "bytes": out.stat().st_size, "sha256": hash_of(out)},
    }


def left_out(codes: Codes) -> list[dict[str, Any]]:
    """Return what was left out: why, how many, with how many dead by the lowest figures."""
    return [{"why": why, "items": count, "killed_low": codes.dead_left_out[why]}
            for why, count in sorted(codes.left_out.items())]  # fmt: skip


def write_manifest(out: Path, record: Mapping[str, Any]) -> Path:
    """Write a manifest beside its file."""
    path = out.with_name(out.name + SUFFIX)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return path


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()
