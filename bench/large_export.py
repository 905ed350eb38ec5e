"""Time and memory of exporting happenings to each tabular format; 1000000 is what is asked of it.

    python bench/large_export.py [HOW_MANY] [FORMAT ...]

The happenings are made up, with 365 days, 200 villages and tolls; events and reports are not read beside them.
Each format runs in a process of its own; its time is that of `marsad export` from start to end.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from subprocess import DEVNULL, Popen

FORMATS = ("csv", "acled", "ged", "plover", "hxl", "parquet", "geoparquet", "jsonl", "xlsx")
PARTIES = (
    ("sy-army", "Syrian Arab Army", "state"),
    ("jaysh-izza", "Jaysh al-Izza", "rebel"),
    (None, "civilians", "civilians"),
)


def main() -> None:
    """Make the happenings, export them, print a line a format."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "happenings.jsonl"
        make(path, count)
        print(f"{count:,} happenings, {path.stat().st_size / 1e6:,.0f} MB")
        for format in sys.argv[2:] or FORMATS:
            seconds, memory, size = run(path, format, Path(folder))
            print(f"{format:<12}{seconds:>7.1f} s {memory:>7.0f} MB memory {size / 1e6:>8,.0f} MB written", flush=True)


def run(path: Path, format: str, folder: Path) -> tuple[float, float, int]:
    """Export in a process of its own; return seconds, MB of memory at the most, and bytes written."""
    ending = {"parquet": "parquet", "geoparquet": "parquet", "xlsx": "xlsx", "jsonl": "jsonl"}.get(format, "csv")
    out = folder / f"out.{ending}"
    marsad = Path(sys.executable).with_name("marsad")
    begun = time.perf_counter()
    process = Popen([str(marsad), "export", str(path), "--format", format, "--out", str(out)], stdout=DEVNULL)  # noqa: S603
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    if status:
        sys.exit(f"{format}: failed")
    size = out.stat().st_size
    out.unlink()
    return seconds, _megabytes(usage), size


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def make(path: Path, count: int) -> None:
    """Write happenings that are alike in size to those of reports."""
    draw = random.Random(1)  # noqa: S311 - made-up happenings
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps(_happening(number, draw), ensure_ascii=False) + "\n")


def _happening(number: int, draw: random.Random) -> dict[str, object]:
    day = (date(2017, 1, 1) + timedelta(draw.randrange(365))).isoformat()
    dead = draw.choice((None, 1, 2, 3, 10))
    actor, target = draw.sample(PARTIES, 2)
    village = draw.randrange(200)
    place = {
        "text": f"قرية {village}", "span": [5, 9], "name": f"Village {village}", "name_ar": f"قرية {village}",
        "lat": 33 + village / 50, "lon": 36 + village / 60, "radius_km": 2.0, "precision": 1, "feature": "village",
        "gazetteer_id": f"v-{village}", "admin1": "Idlib", "admin2": "Harim", "pcode": None, "country": "SY",
        "within": [], "admin3": None, "units": [{"level": 1, "name": "Idlib"}], "geo_precision": 1, "geometry": None,
        "alternatives": [], "reason": None,
    }  # fmt: skip
    return {
        "happening_id": f"hap-{number:016x}", "kind": draw.choice(("air_strike", "shelling", "armed_clash")),
        "actor": _party(*actor), "target": _party(*target), "place": place, "date": {"start": day, "end": day},
        "killed": dead and {"low": dead, "best": dead, "high": dead + 1, "rule": "lowest", "figures": []},
        "injured": None, "status": "happened", "grade": "single", "origins": 1, "reports": [f"r{number}"],
        "outlets": ["SANA"], "accounts": [f"mrs-{number:016x}"], "values": {}, "disagreements": [], "sums_up": [],
    }  # fmt: skip


def _party(id: str | None, name: str, kind: str) -> dict[str, object]:
    return {"id": id, "name": name, "name_ar": name, "text": name, "span": [0, 5], "kind": kind}


if __name__ == "__main__":
    main()
